// Whether the dashboard asks for a key again.
import { signal } from "@preact/signals";

export const signInIsOpen = signal(false);

/** What to do once there is a key again; asked for by the view that was refused. */
let afterwards: (() => void) | undefined;

export function askToSignIn(then?: () => void): void {
  afterwards = then;
  signInIsOpen.value = true;
}

export function signedIn(): void {
  signInIsOpen.value = false;
  const then = afterwards;
  afterwards = undefined;
  then?.();
}
