// @ts-check
// The installed package in Chromium, Firefox and WebKit, without a bundler: in a
// page, in a worker, under a strict policy, over real HTTP and without a server.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { checkingProxy } from "../contract/checking-proxy.mjs";
import { exchanges } from "../contract/process-exchanges.mjs";
import { browsers } from "./browser.mjs";
import { openSite } from "./site.mjs";

const installed = join(process.env["ATOMS_PROJECT"] ?? "", "node_modules", "atoms-lifecycle");

/** What the lifecycle tells when every step of it was as it should be, on each generation. */
const DONE = ["versions", "branches"].map((generation) => `${generation}: released, released, rolled back, aborted and resumed`);

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
/** @type {Record<string, string>} base URLs of a platform of each generation, with a checking proxy before it */
const platforms = {};
/** @type {{ close: () => unknown }[]} */
const open = [];

before(async () => {
  /** @type {typeof import("../../pkg/server.js")} */
  const { serve } = await import(pathToFileURL(join(installed, "server.js")).href);
  for (const generation of /** @type {const} */ (["versions", "branches"])) {
    const platform = await serve({ checkDurationMs: 500, generation });
    const proxy = await checkingProxy(platform.baseUrl);
    open.push(proxy, platform);
    platforms[generation] = proxy.baseUrl;
  }
  site = await openSite(installed);
  open.push(site);
});

after(async () => {
  for (const server of open) await server.close();
});

for (const [name, start] of Object.entries(browsers)) {
  describe(name, () => {
    /** @type {import("./browser.mjs").Browser} */
    let browser;

    before(async () => void (browser = await start()), { timeout: 60_000 });

    after(() => browser?.close());

    /**
     * @param {string} page
     * @returns {Promise<any>}
     */
    async function visit(page) {
      const url = site.url(page);
      url.search = String(new URLSearchParams(platforms));
      const outcome = await browser.visit(url);
      assert.ok("value" in outcome, "failure" in outcome ? outcome.failure : undefined);
      return outcome.value;
    }

    test("a page that maps the package's name releases over HTTP, with CORS", async () => {
      const before = exchanges.responses;
      assert.deepEqual(await visit("import-map"), DONE);
      assert.ok(exchanges.responses > before + 20, "the page did not reach the platforms");
    });

    test("a dedicated worker releases over HTTP", async () => {
      assert.deepEqual(await visit("worker"), DONE);
    });

    test("a page under a strict policy releases over HTTP and breaks no rule of it", async () => {
      assert.deepEqual(await visit("strict"), { done: DONE, violations: [], evaluates: false });
    });

    test("the emulator runs inside the page, without a server or a key", async () => {
      /** @type {{ done: string[], exchanges: import("./pages/emulator.mjs").Exchange[] }} */
      const { done, exchanges: passed } = await visit("emulator");
      assert.deepEqual(done, DONE);
      assert.ok(passed.length > 20);
      for (const { asked, answered } of passed) {
        // The session's cookie is one of the browser: no page gets to see it.
        const headers = new Headers([...asked.headers, ["cookie", "session"]]);
        const sent = { ...asked, url: new URL(asked.url), headers };
        exchanges.request(sent);
        exchanges.response(sent, { ...answered, headers: new Headers(answered.headers) }, "client");
      }
    });

    test("a raw key is refused, and the message names the ways out", async () => {
      const { isInputError, inPage, inWorker } = await visit("key");
      assert.ok(isInputError);
      for (const message of [inPage, inWorker.value]) {
        assert.match(message, /auth/);
        assert.match(message, /same-origin proxy/);
        assert.ok(!message.includes("sk_secret"));
      }
    });
  });
}

test("nothing that passed was outside of the contract", () => {
  assert.ok(exchanges.requests > 0);
  assert.deepEqual(exchanges.violations, []);
});
