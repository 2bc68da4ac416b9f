// @ts-check
// Hostile values through every method and every option, in a page.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { installed, openSite } from "./site.mjs";

/** @type {import("./site.mjs").Site} */
let site;
/** @type {import("../../pkg/server.js").EmulatorServer} */
let platform;

before(async () => {
  const { serve } = await import(pathToFileURL(join(installed, "server.js")).href);
  platform = await serve({ checkDurationMs: 0 });
  site = await openSite();
});

after(async () => {
  await site?.close();
  await platform?.close();
});

test("no value breaks a method or connect in a page", { timeout: 180_000 }, async (t) => {
  const page = await site.openPage();
  const { methods, options, strays } = await page.evaluate(async (baseUrl) => {
    /** @type {typeof import("../../pkg/index.js")} */
    const { AtomsError, connect } = await import(String("/index.js"));
    /** @type {typeof import("../hostile/table.mjs")} */
    const { tryConnecting, tryMethods } = await import(String("/hostile/table.mjs"));
    /** @type {string[]} */
    const strays = [];
    addEventListener("unhandledrejection", ({ reason }) => strays.push(String(reason)));
    addEventListener("error", ({ message }) => strays.push(message));
    const texts = ["/atoms.d.ts", "/client/client.d.ts"].map(async (file) => (await fetch(file)).text());
    const declarations = (await Promise.all(texts)).join("");
    const frame = document.body.appendChild(document.createElement("iframe"));
    const otherRealm = (/** @type {string} */ code) => /** @type {any} */ (frame.contentWindow).eval(code);
    const good = { apiKey: "sk_page", baseUrl, retry: { maxAttempts: 1 } };
    /** @type {typeof import("../../pkg/emulator.js")} */
    const { emulate } = await import(String("/emulator.js"));
    // Without HTTP: a page asks for leave before each request, which takes minutes for this many.
    const atoms = await connect({ fetch: (await emulate({ checkDurationMs: 0 })).fetch });
    return {
      methods: await tryMethods({ atoms, generation: "versions", AtomsError, declarations, otherRealm }),
      options: await tryConnecting({ AtomsError, declarations, otherRealm, connect, good }),
      strays,
    };
  }, platform.baseUrl);
  t.diagnostic(`${methods.cases + options.cases} cases`);
  assert.deepEqual([...methods.problems, ...options.problems], []);
  assert.deepEqual(strays, []);
  assert.ok(methods.cases > 10_000, `only ${methods.cases} cases`);
  await page.close();
});
