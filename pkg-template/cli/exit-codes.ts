/** What the process ends with. */

import {
  AuthenticationError,
  ConflictError,
  InputError,
  NetworkError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  SecurityCheckFailedError,
  ServerError,
  TimeoutError,
} from "../node.js";
import { UsageError } from "./arguments.js";
import { Interruption } from "./interruption.js";
import { NoSuchError } from "./references.js";

export const EXIT_CODES_USAGE = `exit status
  0    done
  1    another error
  2    a mistake in the call
  3    conflict: the state or somebody else is in the way (409, 423)
  4    the security check failed
  5    out of time: a request, or --deadline
  6    no usable answer: unreachable, 5xx, or 429 for too long
  7    the key: missing, refused, or not allowed to
  8    not found
  129, 130, 143   stopped by SIGHUP, SIGINT (ctrl-c), SIGTERM`;

/** No key is set: nothing was sent. */
export class MissingKeyError extends Error {}

const CODES: readonly [code: number, ...kinds: (abstract new (...parts: never[]) => Error)[]][] = [
  [2, UsageError, InputError],
  [3, ConflictError],
  [4, SecurityCheckFailedError],
  [5, TimeoutError],
  [6, NetworkError, ServerError, RateLimitError],
  [7, AuthenticationError, PermissionError, MissingKeyError],
  [8, NotFoundError, NoSuchError],
];

export function exitCodeOf(error: unknown): number {
  if (error instanceof Interruption) {
    return error.exitCode;
  }
  const row = CODES.find(([, ...kinds]) => kinds.some((kind) => error instanceof kind));
  if (row !== undefined) {
    return row[0];
  }
  // What stopped a release is its cause; so is what stopped any call, of an interruption.
  return error instanceof Error && error.cause !== undefined ? exitCodeOf(error.cause) : 1;
}
