/** Loads the client module once and opens connections on it. */

import { type Atoms, atomsOf } from "./atoms.js";
import type { ConnectOptions } from "./client/client.js";
import { open } from "./driver/index.js";

/** What the client module shows when it is loaded. */
interface Loaded {
  memory: WebAssembly.Memory;
}

let loaded: Promise<Loaded> | undefined;

/** Opens a connection once `load` has loaded the module. A load that failed is tried again next time. */
export async function openConnection(load: () => Promise<Loaded>, options: ConnectOptions | undefined): Promise<Atoms> {
  loaded ??= load().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  const { memory } = await loaded;
  return atomsOf(open(memory, options));
}
