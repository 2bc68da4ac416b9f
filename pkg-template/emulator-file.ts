/** The emulator's wasm module where it is on disk. */

import { readFile } from "node:fs/promises";
import init from "./emulator/emulator.js";

/** Reads and compiles the wasm module that lies next to this file. */
export async function load(): Promise<void> {
  await init({ module_or_path: await readFile(new URL("./emulator/emulator.wasm", import.meta.url)) });
}
