/// <reference lib="esnext.disposable" preserve="true" />

/** `atoms-lifecycle/inline`, with the wasm module inside the JavaScript: where nothing beside a script can be loaded. */

import base64 from "./client/client.base64.js";
import type { Atoms } from "./atoms.js";
import init, { type ConnectOptions } from "./client/client.js";
import { openConnection } from "./connection.js";

export * from "./errors.js";
export type * from "./types.js";

/**
 * Opens a connection to the platform. Compiles the wasm module on the first
 * call; nothing is sent or fetched.
 *
 * @throws InputError when an option is no good; the message says which and why.
 */
export function connect(options?: ConnectOptions): Promise<Atoms> {
  return openConnection(
    () => init({ module_or_path: Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)) }),
    options,
  );
}
