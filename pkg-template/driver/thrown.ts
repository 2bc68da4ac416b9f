/** What a caller's code threw or gave, which may be anything. */

import { makeError, type InputError } from "../errors.js";

/** A property; undefined when there is none, or when its getter throws. */
export function property(object: unknown, name: string | symbol): unknown {
  try {
    return (object as Record<string | symbol, unknown>)[name];
  } catch {
    return undefined;
  }
}

/** What a thrown value says about itself, in one line. */
export function describe(thrown: unknown): string {
  const text = (value: unknown, name: string) => {
    const said = property(value, name);
    return typeof said === "string" && said !== "" ? said : undefined;
  };
  const said = typeof thrown === "string" ? thrown : (text(thrown, "message") ?? text(thrown, "name") ?? "no reason given");
  // Node's fetch says only "fetch failed"; why is in its cause.
  const cause = property(thrown, "cause");
  const why = text(cause, "code") ?? text(cause, "message");
  return why === undefined ? said : `${said}: ${why}`;
}

/**
 * A promise that settles as something does that may be one. `await` alone
 * would trust the constructor of a promise of the caller's, and not ask its
 * `then`.
 */
export function settled<T>(given: T | PromiseLike<T>): Promise<T> {
  return new Promise((resolve) => resolve(given));
}

/** The refusal of an argument before any request. */
export function refusal(message: string): InputError {
  return makeError({ kind: "Input", code: "invalid_input", message }, undefined);
}
