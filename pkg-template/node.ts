/** `atoms-lifecycle` where the wasm module is on disk: Node. */

import { readFile } from "node:fs/promises";
import init, { type Atoms, type ConnectOptions } from "./client/client.js";
import { openConnection } from "./connection.js";

export * from "./errors.js";

/** See the default entry: same call, other place of the wasm module. */
export function connect(options?: ConnectOptions): Promise<Atoms> {
  return openConnection(
    async () => init({ module_or_path: await readFile(new URL("./client/client.wasm", import.meta.url)) }),
    options,
  );
}
