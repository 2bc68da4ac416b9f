/** Loads the client module once and opens connections on it. */
import { type Atoms } from "./atoms.js";
import type { ConnectOptions } from "./client/client.js";
/** What the client module shows when it is loaded. */
interface Loaded {
    memory: WebAssembly.Memory;
}
/** Opens a connection once `load` has loaded the module. A load that failed is tried again next time. */
export declare function openConnection(load: () => Promise<Loaded>, options: ConnectOptions | undefined): Promise<Atoms>;
export {};
