/** `atoms-lifecycle` in Node. */

import { Buffer } from "node:buffer";
import { readFile } from "node:fs/promises";
import type { Atoms } from "./atoms.js";
import init, { type ConnectOptions } from "./client/client.js";
import { openConnection } from "./connection.js";

export * from "./errors.js";

/** See the default entry: same call, other place of the wasm module. */
export function connect(options?: ConnectOptions): Promise<Atoms> {
  return openConnection(async () => init({ module_or_path: await wasm() }), options);
}

async function wasm(): Promise<BufferSource> {
  try {
    return await readFile(new URL("./client/client.wasm", import.meta.url));
  } catch {
    // What bundles a program for a server leaves a file beside it out of reach, or puts it nowhere.
    const { default: base64 } = await import("./client/client.base64.js");
    return Buffer.from(base64, "base64");
  }
}
