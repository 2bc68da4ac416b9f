/** Functions of the caller's that are told what goes on. */

import { describe, property, settled } from "./thrown.js";

/**
 * Tells a listener of an event. One that fails must not stop what it only
 * watches: its failure is logged. Gives a promise for the one that it
 * returned; it never rejects.
 */
export function tell<T>(name: string, listener: (event: T) => unknown, event: T): Promise<void> | undefined {
  const complain = (thrown: unknown) => console.error(`${name} failed:`, describe(thrown));
  let given: unknown;
  try {
    given = listener(event);
  } catch (thrown) {
    complain(thrown);
    return undefined;
  }
  // A promise may come from another realm, so it is known by what it can do.
  if (typeof property(given, "then") !== "function") return undefined;
  return settled(given).then(() => {}, complain);
}
