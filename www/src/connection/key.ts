// The key that was typed in. It lives in this variable and nowhere else: no
// storage, no address, no log. A reload forgets it.
import { signal } from "@preact/signals";

let key: string | undefined;

/** Whether there is one; the key itself is not a signal, so that nothing can show it by accident. */
export const hasKey = signal(false);

export function useKey(next: string | undefined): void {
  key = next?.trim() || undefined;
  hasKey.value = key !== undefined;
}

/** For `connect({ auth })`, which asks before every request: a new key needs no new connection. */
export function currentKey(): string {
  return key ?? "";
}
