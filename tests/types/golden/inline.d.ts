/// <reference lib="esnext.disposable" preserve="true" />
import type { Atoms } from "./atoms.js";
import { type ConnectOptions } from "./client/client.js";
export * from "./errors.js";
export type * from "./types.js";
/**
 * Opens a connection to the platform. Compiles the wasm module on the first
 * call; nothing is sent or fetched.
 *
 * @throws InputError when an option is no good; the message says which and why.
 */
export declare function connect(options?: ConnectOptions): Promise<Atoms>;
