// Tells every view on the screen that what it shows may have changed.
import { signal } from "@preact/signals";

export const dataRevision = signal(0);

/** To be called after every write. */
export function changed(): void {
  dataRevision.value += 1;
}
