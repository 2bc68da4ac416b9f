// What is wrong with the connection as a whole, as the latest replies show it.
import { computed, signal } from "@preact/signals";
import { changed } from "../data/changes.ts";

const browserOnline = signal(navigator.onLine);
addEventListener("online", () => {
  browserOnline.value = true;
  unreachable.value = false;
  changed();
});
addEventListener("offline", () => (browserOnline.value = false));

const unreachable = signal(false);

/** No reply comes back. */
export const isOffline = computed(() => !browserOnline.value || unreachable.value);

/** The last write was refused with 423: all config is frozen. */
export const isFrozen = signal(false);

/** Told of every reply's status; undefined when none came. */
export function noteReply(status: number | undefined): void {
  unreachable.value = status === undefined;
  if (status === 423) isFrozen.value = true;
}
