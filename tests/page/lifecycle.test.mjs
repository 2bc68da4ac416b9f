// @ts-check
// The installed package in a real page, without a bundler, against the emulator over real HTTP.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { checkingProxy } from "../contract/checking-proxy.mjs";
import { exchanges } from "../contract/process-exchanges.mjs";
import { installed, openSite } from "./site.mjs";

/** @type {import("./site.mjs").Site} */
let site;
/** @type {string} a platform's base URL, with a checking proxy before it */
let versions;
/** @type {string} the same, where branches serve */
let branches;
/** @type {{ close: () => unknown }[]} */
const open = [];

before(async () => {
  const { serve } = await import(pathToFileURL(join(installed, "server.js")).href);
  const checked = async (/** @type {import("../../pkg/server.js").ServeOptions} */ options) => {
    /** @type {import("../../pkg/server.js").EmulatorServer} */
    const platform = await serve(options);
    const proxy = await checkingProxy(platform.baseUrl);
    open.push(proxy, platform);
    return proxy.baseUrl;
  };
  versions = await checked({ checkDurationMs: 500 });
  branches = await checked({ checkDurationMs: 200, generation: "branches" });
  site = await openSite();
});

after(async () => {
  await site?.close();
  for (const server of open) await server.close();
});

test("a page releases over HTTP, with CORS, and reads back what serves", async () => {
  const page = await site.openPage();
  const outcome = await page.evaluate(async (baseUrl) => {
    /** @type {typeof import("../../pkg/index.js")} */
    const { connect } = await import(String("/index.js"));
    const atoms = await connect({ apiKey: "sk_page", baseUrl });
    const agentId = await atoms.createAgent({ name: "from a page" });
    /** @type {string[]} */
    const steps = [];
    const report = await atoms.release(agentId, { firstMessage: "Hello from a page!" }, {
      onProgress: ({ step, state }) => void (state === "finished" && steps.push(step)),
    });
    const agent = await atoms.getAgent(agentId);
    const ids = [];
    for await (const version of atoms.iterateVersions(agentId, { limit: 1 })) ids.push(version._id);
    const rolledBack = await atoms.rollback(agentId);
    return { report, steps, agent, ids, rolledBack };
  }, versions);
  assert.equal(outcome.report.outcome, "released");
  assert.equal(outcome.agent.activeVersionId, outcome.report.versionId);
  assert.equal(outcome.agent._resolvedConfig.firstMessage, "Hello from a page!");
  assert.equal(outcome.steps.at(-1), "verify");
  assert.equal(outcome.ids.length, 2);
  assert.equal(outcome.rolledBack.versionId, outcome.report.ids.previousVersionId);
  await page.close();
});

test("a page releases on the live branch, stages on a fork, promotes and rolls back", async () => {
  const page = await site.openPage();
  const outcome = await page.evaluate(async (baseUrl) => {
    /** @type {typeof import("../../pkg/index.js")} */
    const { connect, MigrationRequiredError } = await import(String("/index.js"));
    /** @type {import("../../pkg/index.js").DeprecationNotice[]} */
    const notices = [];
    const atoms = await connect({ apiKey: "sk_page", baseUrl, onDeprecation: (notice) => notices.push(notice) });
    const agentId = await atoms.createAgent({ name: "from a page" });
    const serving = async () => (await atoms.getAgent(agentId))._resolvedConfig.firstMessage;
    const messages = [];
    const released = await atoms.release(agentId, { firstMessage: "live" });
    messages.push(await serving());
    const staged = await atoms.release(agentId, { firstMessage: "staged" }, { branch: "staging", createBranch: true, goLive: false });
    messages.push(await serving());
    const promoted = await atoms.promote(agentId, "staging");
    messages.push(await serving());
    await atoms.promote(agentId, promoted.previousBranch);
    const back = await atoms.rollback(agentId);
    const ids = [];
    for await (const revision of atoms.iterateRevisions(agentId, String(released.ids.branchId), { limit: 1 })) ids.push(revision._id);
    const refused = await atoms.listVersions(agentId).catch((error) => error);
    return {
      messages,
      outcomes: [released, staged, promoted, back].map(({ outcome }) => outcome),
      restored: [back.versionId, ids[0], ids.length],
      migrated: refused instanceof MigrationRequiredError,
      deprecated: notices.map(({ method, path, sunset }) => [method, path, typeof sunset]),
    };
  }, branches);
  assert.deepEqual(outcome.messages, ["live", "live", "staged"]);
  assert.deepEqual(outcome.outcomes, ["released", "staged", "promoted", "rolledBack"]);
  assert.equal(outcome.restored[0], outcome.restored[1]);
  assert.equal(outcome.restored[2], 3);
  assert.ok(outcome.migrated);
  // What a page may read across origins.
  assert.deepEqual(outcome.deprecated, [["GET", "/agent/{agentId}/versions", "string"]]);
  await page.close();
});

test("the emulator runs inside the page, without a server or a key", async () => {
  const page = await site.openPage();
  const outcome = await page.evaluate(async () => {
    /** @type {typeof import("../../pkg/index.js")} */
    const { connect } = await import(String("/index.js"));
    /** @type {typeof import("../../pkg/emulator.js")} */
    const { emulate } = await import(String("/emulator.js"));
    const emulator = await emulate({ checkDurationMs: 100 });
    /** @type {{ asked: [string, string, [string, string][], string], answer: [number, [string, string][], string] }[]} */
    const passed = [];
    const atoms = await connect({
      fetch: async (input, init) => {
        const request = new Request(input, init);
        const response = await emulator.fetch(input, init);
        passed.push({
          asked: [request.method, request.url, [...request.headers], await request.text()],
          answer: [response.status, [...response.headers], await response.clone().text()],
        });
        return response;
      },
    });
    const agentId = await atoms.createAgent({ name: "x" });
    return { outcome: (await atoms.release(agentId, { firstMessage: "Hi" })).outcome, passed };
  });
  assert.equal(outcome.outcome, "released");
  assert.ok(outcome.passed.length > 5);
  for (const { asked, answer } of outcome.passed) {
    // The session's cookie is one of the browser: no page gets to see it.
    const headers = new Headers([...asked[2], ["cookie", "session"]]);
    const sent = { method: asked[0], url: new URL(asked[1]), headers, body: asked[3] };
    exchanges.request(sent);
    exchanges.response(sent, { status: answer[0], headers: new Headers(answer[1]), body: answer[2] }, "client");
  }
  await page.close();
});

test("a raw key in a page is refused, and the message names the ways out", async () => {
  const page = await site.openPage();
  const refusals = await page.evaluate(async () => {
    /** @type {typeof import("../../pkg/index.js")} */
    const { connect, InputError } = await import(String("/index.js"));
    const refused = await connect({ apiKey: "sk_secret" }).catch((error) => error);
    await connect({ apiKey: "sk_secret", dangerouslyAllowBrowserKey: true });
    await connect({ auth: () => "token" });
    const worker = new Worker(
      URL.createObjectURL(
        new Blob(
          [`import(${JSON.stringify(new URL("/index.js", location.href).href)})
            .then(({ connect }) => connect({ apiKey: "sk_secret" }))
            .then(() => postMessage("connected"), (error) => postMessage(error.message));`],
          { type: "text/javascript" },
        ),
      ),
    );
    const inWorker = await new Promise((resolve) => (worker.onmessage = ({ data }) => resolve(data)));
    return { isInputError: refused instanceof InputError, message: refused.message, inWorker };
  });
  assert.ok(refusals.isInputError);
  for (const message of [refusals.message, refusals.inWorker]) {
    assert.match(message, /auth/);
    assert.match(message, /same-origin proxy/);
    assert.ok(!message.includes("sk_secret"));
  }
  await page.close();
});

test("a wasm download that failed is tried again", async () => {
  const page = await site.openPage();
  let downloads = 0;
  await page.route("**/client.wasm", (route) => ((downloads += 1) === 1 ? route.abort() : route.continue()));
  const connected = await page.evaluate(async () => {
    /** @type {typeof import("../../pkg/index.js")} */
    const { connect } = await import(String("/index.js"));
    const first = await connect({ auth: () => "x" }).then(() => "connected", () => "failed");
    const second = await connect({ auth: () => "x" }).then(() => "connected", () => "failed");
    return [first, second];
  });
  assert.deepEqual(connected, ["failed", "connected"]);
  await page.close();
});

test("nothing that passed was outside of the contract", () => {
  assert.ok(exchanges.requests > 0);
  assert.deepEqual(exchanges.violations, []);
});
