/** `atoms-lifecycle` where an import compiles the wasm module: Cloudflare Workers, which may not compile one while they run. */

import type { Atoms } from "./atoms.js";
import { initSync, type ConnectOptions } from "./client/client.js";
import module from "./client/client.wasm";
import { openConnection } from "./connection.js";

export * from "./errors.js";

/** See the default entry: same call, other place of the wasm module. */
export function connect(options?: ConnectOptions): Promise<Atoms> {
  // At once: what one request waits for, the next one may not wait for as well.
  return openConnection(async () => initSync({ module }), options);
}
