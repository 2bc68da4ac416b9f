// @ts-check
// The lifecycle on an entry of the package, for a runtime that has Node's modules:
// `run.mjs <import|require> <entry> <api key> <place>...`, a place being a base
// URL, or a generation for an entry that brings an emulator.
import { createRequire } from "node:module";
import { lifecycle } from "./lifecycle.mjs";

/** @typedef {import("./lifecycle.mjs").Entry} Entry */

const [how, name = "", apiKey = "", ...places] = process.argv.slice(2);
const require = createRequire(import.meta.url);

/**
 * @param {string} specifier
 * @returns {Promise<any>}
 */
const load = async (specifier) => (how === "require" ? require(specifier) : import(specifier));

/** @type {Record<string, (place: string) => Promise<string>>} */
const entries = {
  ".": async (baseUrl) => lifecycle(await load("atoms-lifecycle"), { baseUrl, apiKey }),
  "./slim": async (baseUrl) => {
    const { readFile } = await import("node:fs/promises");
    /** @type {typeof import("atoms-lifecycle/slim")} */
    const slim = await load("atoms-lifecycle/slim");
    const wasm = () => readFile(require.resolve("atoms-lifecycle/client.wasm"));
    const connect = /** @type {Entry["connect"]} */ ((options) => slim.connect({ wasm, ...options }));
    return lifecycle({ ...slim, connect }, { baseUrl, apiKey });
  },
  "./inline": async (baseUrl) => lifecycle(await load("atoms-lifecycle/inline"), { baseUrl, apiKey }),
  "./emulator": async (place) => {
    /** @type {Entry} */
    const entry = await load("atoms-lifecycle");
    /** @type {typeof import("atoms-lifecycle/emulator")} */
    const { emulate } = await load("atoms-lifecycle/emulator");
    const generation = /** @type {"versions" | "branches"} */ (place);
    const emulator = await emulate({ generation, checkDurationMs: 200, apiKeys: [apiKey] });
    const connect = /** @type {Entry["connect"]} */ ((options) => entry.connect({ ...options, fetch: emulator.fetch }));
    return lifecycle({ ...entry, connect }, { baseUrl: emulator.baseUrl, apiKey });
  },
  "./emulator/server": async (place) => {
    /** @type {typeof import("atoms-lifecycle/emulator/server")} */
    const { serve } = await load("atoms-lifecycle/emulator/server");
    const generation = /** @type {"versions" | "branches"} */ (place);
    const server = await serve({ generation, checkDurationMs: 200, apiKeys: [apiKey] });
    const done = await lifecycle(await load("atoms-lifecycle"), { baseUrl: server.baseUrl, apiKey });
    await server.close();
    return done;
  },
};

const run = entries[name];
if (!run) throw new Error(`there is no entry ${name}`);
console.log((await Promise.all(places.map(run))).join("\n"));

if (how === "require") {
  const [required, imported] = [require("atoms-lifecycle"), await import("atoms-lifecycle")];
  console.log(required.ReleaseError === imported.ReleaseError ? "one instance" : "two instances");
}
