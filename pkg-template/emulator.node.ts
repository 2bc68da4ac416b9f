/** `atoms-lifecycle/emulator` where the wasm module is on disk: Node. */

import { readFile } from "node:fs/promises";
import { open, type EmulateOptions, type Emulator } from "./emulation.js";
import init from "./emulator/emulator.js";

export { Emulator, type EmulateOptions } from "./emulation.js";
export type { CheckSubject, EmulatorOptions, Verdict } from "./emulator/emulator.js";

/** Reads and compiles the wasm module that lies next to this file. */
export async function load(): Promise<void> {
  await init({ module_or_path: await readFile(new URL("./emulator/emulator.wasm", import.meta.url)) });
}

/** See the default entry: same call, other place of the wasm module. */
export function emulate(options?: EmulateOptions): Promise<Emulator> {
  return open(load, options);
}
