/** Loads the client module once and opens connections on it. */

import { Atoms, open, PageIterator, type ConnectOptions } from "./client/client.js";
import { makeError } from "./errors.js";
import { guardReceiver } from "./receiver.js";

guardReceiver(Atoms, /^(free|iterate.*)$/);
guardReceiver(PageIterator, /^free$/);

// A class cannot be exported from Rust with a symbol for a method's name.
Object.defineProperty(PageIterator.prototype, Symbol.asyncIterator, {
  value(this: PageIterator) {
    return this;
  },
});

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
  return open(options, makeError);
}
