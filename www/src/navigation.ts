// Where the app is: the path behind the `#`, so that any static host can serve it.
import { signal } from "@preact/signals";

const inAddressBar = (): string => location.hash.replace(/^#/, "") || "/";

/** The path that is shown. */
export const path = signal(inAddressBar());

/** Whether the user has moved within the app: only then a new page takes the focus. */
export const hasNavigated = signal(false);

/** Asked before the app leaves a path. False keeps it there; the guard then decides what happens. */
export type Guard = (to: string) => boolean;

let guard: Guard | undefined;

/** Puts a guard in place; the function returned takes it away. */
export function guardLeaving(next: Guard): () => void {
  guard = next;
  return () => {
    if (guard === next) guard = undefined;
  };
}

/** Goes to a path. `unguarded` is for the guard itself, once its question is answered. */
export function navigate(to: string, { replace = false, unguarded = false } = {}): void {
  if (to === path.value) return;
  if (!unguarded && guard !== undefined && !guard(to)) return;
  if (replace) history.replaceState(null, "", `#${to}`);
  else history.pushState(null, "", `#${to}`);
  arrive(to);
}

function arrive(to: string): void {
  hasNavigated.value = true;
  path.value = to;
  scrollTo({ top: 0 });
}

// A link, the back button or the address bar changed it already.
addEventListener("hashchange", () => {
  const to = inAddressBar();
  if (to === path.value) return;
  if (guard !== undefined && !guard(to)) {
    history.pushState(null, "", `#${path.value}`);
    return;
  }
  arrive(to);
});
