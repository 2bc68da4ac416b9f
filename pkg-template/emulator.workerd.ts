/** `atoms-lifecycle/emulator` where an import compiles the wasm module: Cloudflare Workers. */

import { open, type EmulateOptions, type Emulator } from "./emulation.js";
import { initSync } from "./emulator/emulator.js";
import module from "./emulator/emulator.wasm";

export { Emulator, type EmulateOptions } from "./emulation.js";
export type { CheckSubject, EmulatorOptions, Verdict } from "./emulator/emulator.js";

/** See the default entry: same call, other place of the wasm module. */
export function emulate(options?: EmulateOptions): Promise<Emulator> {
  // At once, as the client is: a request may not wait for another one's load.
  return open(async () => initSync({ module }), options);
}
