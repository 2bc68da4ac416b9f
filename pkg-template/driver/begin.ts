/** Begins calls by the names of their methods. */

import { makeError } from "../errors.js";
import { Call } from "./call.js";
import { readOptions } from "./options.js";
import type { Session } from "./session.js";

/** Begins a call with its arguments and options. A wrong one rejects it, or throws, before any request. */
export function call(session: Session, method: string, values: readonly unknown[], options: unknown): Promise<any> {
  // Reading an argument may run a function of the caller's, which frees the connection.
  session.hold();
  try {
    return new Call(session, method, values, readOptions("options", options)).run();
  } finally {
    session.free();
  }
}

/**
 * Checks what a call would be begun with: options and arguments that were read.
 *
 * @throws InputError
 */
export function check({ client }: Session, method: string, values: readonly unknown[], options: object | undefined): void {
  const [number, action] = client.begin(method, false, options, { plain: values });
  if (number !== null) client.forget(number);
  else if (action[0] === "failed") throw makeError(action[1], undefined);
}
