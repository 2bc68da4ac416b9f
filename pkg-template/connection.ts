/** Loads the client module once and opens connections on it. */

import { type Atoms, atomsOf } from "./atoms.js";
import type { ConnectOptions } from "./client/client.js";
import { open } from "./driver/index.js";

let loaded: Promise<unknown> | undefined;

/** Opens a connection once `load` has loaded the module. A load that failed is tried again next time. */
export async function openConnection(load: () => Promise<unknown>, options: ConnectOptions | undefined): Promise<Atoms> {
  loaded ??= load();
  try {
    await loaded;
  } catch (error) {
    loaded = undefined;
    throw error;
  }
  return atomsOf(open(options));
}
