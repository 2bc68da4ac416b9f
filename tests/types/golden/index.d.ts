/// <reference lib="esnext.disposable" preserve="true" />
/** `atoms-lifecycle` where the wasm module is fetched: pages, workers, bundlers. */
import type { Atoms } from "./atoms.js";
import { type ConnectOptions } from "./client/client.js";
export * from "./errors.js";
export type * from "./types.js";
/**
 * Opens a connection to the platform. Loads the wasm module on the first
 * call; nothing is sent.
 *
 * ```ts
 * const atoms = await connect({ apiKey: process.env.SMALLEST_API_KEY });
 * const report = await atoms.release(agentId, { firstMessage: "Hello!" }, { label: "v2 - greeting added" });
 * ```
 *
 * @throws InputError when an option is no good; the message says which and why.
 */
export declare function connect(options?: ConnectOptions): Promise<Atoms>;
