/** Begins calls by the names of their methods. */

import { makeError } from "../errors.js";
import { Call, type Member, seed } from "./call.js";
import { type Options, readOptions } from "./options.js";
import type { Session } from "./session.js";
import { describe } from "./thrown.js";
import { now } from "./watch.js";
import { decode, encode, Unwritable } from "./wire.js";

/** Arguments for the client module, and the text of the last one that is a document. */
interface Given {
  bytes: Uint8Array;
  text: string | undefined;
}

/** Documents become what they are as JSON; what they cannot become, the client module refuses by the argument's name. */
export function give(values: readonly unknown[]): Given {
  let text: string | undefined;
  const plain = values.map((value) => {
    if (typeof value !== "object" || value === null) return value;
    try {
      text = JSON.stringify(value) as string | undefined;
      return text === undefined ? new Unwritable("") : JSON.parse(text);
    } catch (thrown) {
      return new Unwritable(describe(thrown));
    }
  });
  return { bytes: encode(...plain), text };
}

/** Begins a call with its arguments and options. A wrong one rejects it before any request. */
export async function call(session: Session, method: string, values: readonly unknown[], options: unknown): Promise<any> {
  // Reading an argument may run a function of the caller's, which frees the connection.
  session.hold();
  try {
    return await begin(session, method, values, readOptions("options", options)).run();
  } finally {
    session.free();
  }
}

/** The same with options that were read. */
export function begin(session: Session, method: string, values: readonly unknown[], options: Options, member?: Member): Call {
  const { bytes, text } = give(values);
  const number = session.connection.begin(method, bytes, options.bytes, now(), seed());
  return new Call(session, number, options, text, member);
}

/**
 * Checks what a call would be begun with.
 *
 * @throws InputError
 */
export function check({ connection }: Session, method: string, values: readonly unknown[], options: Uint8Array): void {
  const number = connection.begin(method, give(values).bytes, options, now(), seed());
  const refusal = connection.refusal(number);
  connection.forget(number);
  if (refusal !== undefined) throw makeError(decode(refusal), undefined);
}

/**
 * Runs something of the client module that throws bytes.
 *
 * @throws InputError
 */
export function checked<T>(run: () => T): T {
  try {
    return run();
  } catch (thrown) {
    if (thrown instanceof Uint8Array) throw makeError(decode(thrown), undefined);
    throw thrown;
  }
}
