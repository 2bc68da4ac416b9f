/** Loads the client module once and opens connections on it. */
import { type Atoms } from "./atoms.js";
import type { ConnectOptions } from "./client/client.js";
/** Opens a connection once `load` has loaded the module. A load that failed is tried again next time. */
export declare function openConnection(load: () => Promise<unknown>, options: ConnectOptions | undefined): Promise<Atoms>;
