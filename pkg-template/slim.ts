/// <reference lib="esnext.disposable" preserve="true" />

/** `atoms-lifecycle/slim`: the caller brings the wasm module, from wherever it is. */

import type { Atoms } from "./atoms.js";
import init, { type ConnectOptions } from "./client/client.js";
import { openConnection } from "./connection.js";
import { refusal } from "./driver/thrown.js";

export * from "./errors.js";
export type * from "./types.js";

/** The wasm module: compiled, as bytes, or as the reply to a request for it. */
export type WasmSource = WebAssembly.Module | BufferSource | Response;

/** How to connect where the caller brings the wasm module. */
export interface SlimOptions extends ConnectOptions {
  /**
   * `atoms-lifecycle/client.wasm`, of the same release as this JavaScript. It
   * is taken once: a later `connect` uses what the first one loaded, and calls
   * no function.
   */
  wasm: WasmSource | Promise<WasmSource> | (() => WasmSource | Promise<WasmSource>);
}

/**
 * Opens a connection to the platform with a wasm module that the caller
 * brings; nothing is sent.
 *
 * ```ts
 * // In a page, from wherever it is served:
 * const atoms = await connect({ wasm: () => fetch("/assets/client.wasm"), auth: fetchShortLivedToken });
 * // Where an import compiles it, as in a Worker:
 * import wasm from "atoms-lifecycle/client.wasm";
 * const atoms = await connect({ wasm, apiKey: env.SMALLEST_API_KEY });
 * ```
 *
 * @throws InputError when an option is no good; the message says which and why.
 */
export async function connect(options: SlimOptions): Promise<Atoms> {
  const { wasm, ...others } = options ?? {};
  return openConnection(() => load(wasm), others);
}

async function load(wasm: unknown): Promise<{ memory: WebAssembly.Memory }> {
  const source: unknown = await (typeof wasm === "function" ? wasm() : wasm);
  if (typeof source !== "object" || source === null || source instanceof URL) {
    throw refusal("wasm must be a WebAssembly.Module, its bytes or a Response, or a function that gives one; fetch(url) makes one of a URL");
  }
  return init({ module_or_path: source as WasmSource });
}
