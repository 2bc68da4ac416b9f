/** `atoms-lifecycle/emulator` where the wasm module is on disk: Node. */

import { open, type EmulateOptions, type Emulator } from "./emulation.js";
import { load } from "./emulator-file.js";

export { Emulator, type EmulateOptions } from "./emulation.js";

/** See the default entry: same call, other place of the wasm module. */
export function emulate(options?: EmulateOptions): Promise<Emulator> {
  return open(load, options);
}
