/**
 * `atoms-lifecycle` in Node. The wasm module is inside the JavaScript: what
 * bundles a program for a server puts a file beside it out of reach, or nowhere.
 */

import { Buffer } from "node:buffer";
import base64 from "./client/client.base64.js";
import type { Atoms } from "./atoms.js";
import init, { type ConnectOptions } from "./client/client.js";
import { openConnection } from "./connection.js";

export * from "./errors.js";

/** See the default entry: same call, other place of the wasm module. */
export function connect(options?: ConnectOptions): Promise<Atoms> {
  return openConnection(() => init({ module_or_path: Buffer.from(base64, "base64") }), options);
}
