// @ts-check
// The entries that bring the wasm module in other ways than the main one.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { emulate } from "atoms-lifecycle/emulator";

/** @typedef {import("atoms-lifecycle/slim").SlimOptions["wasm"]} Wasm */

const require = createRequire(import.meta.url);
const wasmPath = require.resolve("atoms-lifecycle/client.wasm");
const folder = mkdtempSync(join(tmpdir(), "atoms-entries-"));
after(() => rmSync(folder, { recursive: true }));
const { fetch } = await emulate();

/**
 * A copy of the package that has loaded nothing, without one of its files.
 * @param {string} [missing]
 * @returns {(entry: string) => Promise<any>}
 */
function fresh(missing) {
  const copy = mkdtempSync(join(folder, "copy-"));
  cpSync(dirname(require.resolve("atoms-lifecycle/package.json")), copy, { recursive: true });
  if (missing) rmSync(join(copy, missing));
  return (entry) => import(pathToFileURL(join(copy, entry)).href);
}

/** @param {import("atoms-lifecycle").Atoms} atoms */
async function works(atoms) {
  assert.ok(await atoms.createAgent({ name: "support" }));
}

describe("slim", () => {
  const bytes = readFileSync(wasmPath);
  const reply = () => new Response(bytes, { headers: { "content-type": "application/wasm" } });
  /** @type {[string, () => Wasm][]} */
  const sources = [
    ["a module", () => new WebAssembly.Module(bytes)],
    ["bytes", () => bytes],
    ["a buffer", () => Uint8Array.from(bytes).buffer],
    ["a reply", reply],
    ["a reply of another type", () => new Response(bytes)],
    ["a promise of a reply", () => Promise.resolve(reply())],
    ["a function that gives a promise", () => async () => reply()],
  ];
  for (const [kind, source] of sources) {
    test(`takes ${kind}`, async (t) => {
      t.mock.method(console, "warn", () => {});
      const { connect } = await fresh("client/client.wasm")("slim.js");
      await works(await connect({ wasm: source(), fetch }));
    });
  }

  test("refuses what is none, and then still takes one", async () => {
    const { connect, InputError } = await fresh()("slim.js");
    for (const options of [undefined, {}, { wasm: null }, { wasm: "client.wasm" }, { wasm: new URL("file:///client.wasm") }]) {
      await assert.rejects(connect(options), (/** @type {Error} */ error) => {
        return error instanceof InputError && /wasm must be a WebAssembly.Module/.test(error.message);
      });
    }
    await assert.rejects(connect({ wasm: new Response("no", { status: 404 }) }), /404/);
    await works(await connect({ wasm: bytes, fetch }));
    await assert.rejects(connect({ wasm: bytes, apiKey: "  " }), InputError);
  });

  test("asks for it once, whichever entry comes second", async (t) => {
    const load = fresh("client/client.wasm");
    const { connect } = await load("slim.js");
    const wasm = t.mock.fn(reply);
    await Promise.all([connect({ wasm, fetch }).then(works), connect({ wasm, fetch }).then(works)]);
    await works(await connect({ wasm, fetch }));
    assert.equal(wasm.mock.callCount(), 1);
    await works(await (await load("node.js")).connect({ fetch }));
  });

  test("takes it over the network", async (t) => {
    const server = createServer((_, response) => response.setHeader("content-type", "application/wasm").end(bytes));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    t.after(() => server.close());
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    const { connect } = await fresh("client/client.wasm")("slim.js");
    await works(await connect({ wasm: () => globalThis.fetch(`http://127.0.0.1:${port}`), fetch }));
  });
});

test("inline and Node's own entry need no other file, and inline alone needs what it holds", async () => {
  for (const entry of ["inline.js", "node.js"]) {
    const { connect, InputError } = await fresh("client/client.wasm")(entry);
    await works(await connect({ fetch }));
    await assert.rejects(connect({ apiKey: "  " }), InputError);
  }
  const load = fresh("client/client.base64.js");
  await assert.rejects(load("inline.js"), { code: "ERR_MODULE_NOT_FOUND" });
  for (const entry of ["index.js", "slim.js", "emulator.js", "server.js"]) await load(entry);
  // It reads the module from its file, while there is one.
  const { connect } = await load("node.js");
  await works(await connect({ fetch }));
});

test("an old Node requires a copy of every entry, with the same names", async () => {
  for (const entry of ["node.js", "slim.js", "inline.js", "emulator.node.js", "server.js"]) {
    const load = fresh();
    const [imported, copied] = await Promise.all([load(entry), load(`cjs/${entry}`)]);
    assert.deepEqual(Object.keys(copied.default).sort(), Object.keys(imported).sort(), entry);
  }
});
