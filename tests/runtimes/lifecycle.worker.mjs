// @ts-check
// The lifecycle on each entry of the package, in a Worker: `GET /?entry=...&apiKey=...&place=...`.
import * as main from "atoms-lifecycle";
import * as inline from "atoms-lifecycle/inline";
import * as slim from "atoms-lifecycle/slim";
import wasm from "atoms-lifecycle/client.wasm";
import { emulate } from "atoms-lifecycle/emulator";
import { lifecycle } from "./lifecycle.mjs";

/** @typedef {import("./lifecycle.mjs").Entry} Entry */

/** @type {Record<string, (place: string, apiKey: string) => Promise<string>>} */
const entries = {
  ".": (baseUrl, apiKey) => lifecycle(main, { baseUrl, apiKey }),
  "./slim": (baseUrl, apiKey) => {
    const connect = /** @type {Entry["connect"]} */ ((options) => slim.connect({ wasm, ...options }));
    return lifecycle({ ...slim, connect }, { baseUrl, apiKey });
  },
  "./inline": (baseUrl, apiKey) => lifecycle(inline, { baseUrl, apiKey }),
  "./emulator": async (place, apiKey) => {
    const generation = /** @type {"versions" | "branches"} */ (place);
    const emulator = await emulate({ generation, checkDurationMs: 200, apiKeys: [apiKey] });
    const connect = /** @type {Entry["connect"]} */ ((options) => main.connect({ ...options, fetch: emulator.fetch }));
    return lifecycle({ ...main, connect }, { baseUrl: emulator.baseUrl, apiKey });
  },
};

export default {
  /** @param {Request} request */
  async fetch(request) {
    const { searchParams } = new URL(request.url);
    const run = entries[String(searchParams.get("entry"))];
    if (!run) return new Response("there is no such entry", { status: 404 });
    try {
      return new Response(await run(String(searchParams.get("place")), String(searchParams.get("apiKey"))));
    } catch (error) {
      return new Response(error instanceof Error ? error.stack : String(error), { status: 500 });
    }
  },
};
