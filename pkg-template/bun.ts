/** `atoms-lifecycle` for Bun, which takes along what is imported as a file when it bundles or compiles. */

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Atoms } from "./atoms.js";
import init, { type ConnectOptions } from "./client/client.js";
import file from "./client/client.wasm" with { type: "file" };
import { openConnection } from "./connection.js";

export * from "./errors.js";

/** See the default entry: same call, other place of the wasm module. */
export function connect(options?: ConnectOptions): Promise<Atoms> {
  // With that attribute it is not the module, but where it is: in a bundle, seen from there.
  const path = resolve(import.meta.dirname, file as unknown as string);
  return openConnection(async () => init({ module_or_path: await readFile(path) }), options);
}
