import { useRef } from "preact/hooks";
import { Dialog } from "../ui/dialog.tsx";
import { changed } from "../data/changes.ts";
import { fault } from "../emulator/faults.ts";
import { connection } from "./connection.ts";
import { KeyField } from "./key-field.tsx";
import { useKey } from "./key.ts";
import { signedIn, signInIsOpen } from "./sign-in.ts";

/** Asks for a key in the place where the user is: what they have typed stays as it is. */
export function SignInDialog() {
  const form = useRef<HTMLFormElement>(null);
  const { place } = connection.value;
  const submit = (event: Event) => {
    event.preventDefault();
    const key = new FormData(form.current ?? undefined).get("key");
    if (place.kind === "key") useKey(typeof key === "string" ? key : undefined);
    if (place.kind === "page") fault.value = "none";
    signedIn();
    changed();
  };
  return (
    <Dialog
      title="Sign in again"
      testId="sign-in"
      onClose={() => (signInIsOpen.value = false)}
      actions={
        <>
          <button type="button" class="button" onClick={() => (signInIsOpen.value = false)}>
            Not now
          </button>
          <button type="submit" form="sign-in-form" class="button primary">
            {place.kind === "proxy" ? "I have signed in" : "Sign in"}
          </button>
        </>
      }
    >
      <form id="sign-in-form" ref={form} onSubmit={submit}>
        {place.kind === "key" && <KeyField autofocus />}
        {place.kind === "proxy" && <p>Your proxy refused the session. Sign in there, in another tab, and come back.</p>}
        {place.kind === "local" && <p>The emulator on this machine takes other keys. Start it without a list of keys.</p>}
        {place.kind === "page" && <p>The emulator plays an expired session. Signing in ends that.</p>}
        <p class="muted">What you have typed on the page is still there.</p>
      </form>
    </Dialog>
  );
}
