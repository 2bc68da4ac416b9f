// @ts-check
// `emulate()`: how its wasm module is loaded.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { agentCount } from "./emulated.mjs";

describe("the wasm module", () => {
  // A copy, so that other tests still find their package whole.
  const folder = mkdtempSync(join(tmpdir(), "atoms-emulator-"));
  after(() => rmSync(folder, { recursive: true }));
  const require = createRequire(import.meta.url);

  /** @param {string} name */
  const copy = (name) => {
    cpSync(dirname(require.resolve("atoms-lifecycle/package.json")), join(folder, name), { recursive: true });
    const wasm = join(folder, name, "emulator", "emulator.wasm");
    /** @type {(entry: string) => Promise<typeof import("atoms-lifecycle/emulator")>} */
    const load = (entry) => import(pathToFileURL(join(folder, name, entry)).href);
    return { wasm, load };
  };

  test("is looked for again after it was missing (Node)", async () => {
    const { wasm, load } = copy("node");
    const { emulate } = await load("emulator.node.js");
    renameSync(wasm, `${wasm}.away`);
    await assert.rejects(emulate(), { message: /could not be loaded/ });
    await assert.rejects(emulate(), { message: /could not be loaded/ });
    renameSync(`${wasm}.away`, wasm);
    const emulators = await Promise.all([emulate(), emulate()]);
    assert.equal(await agentCount(emulators[0]), 0);
  });

  test("is fetched again after the network failed, and once for all (page)", async (context) => {
    const { wasm, load } = copy("page");
    const { emulate } = await load("emulator.js");
    /** @type {(() => Response)[]} */
    const answers = [
      () => {
        throw new TypeError("network down");
      },
      () => new Response("not found", { status: 404 }),
      () => new Response("<html>", { headers: { "content-type": "text/html" } }),
      () => new Response(readFileSync(wasm), { headers: { "content-type": "application/wasm" } }),
    ];
    /** @type {string[]} */
    const asked = [];
    context.mock.method(globalThis, "fetch", async (/** @type {URL} */ url) => {
      asked.push(String(url));
      const answer = answers[asked.length - 1];
      assert.ok(answer, "fetched once too often");
      return answer();
    });
    for (let failure = 0; failure < 3; failure += 1) {
      await assert.rejects(emulate(), { message: /could not be loaded/ });
    }
    const emulators = await Promise.all([emulate(), emulate()]);
    assert.deepEqual(asked, Array(4).fill(pathToFileURL(wasm).href));
    assert.equal(await agentCount(emulators[1]), 0);
  });
});
