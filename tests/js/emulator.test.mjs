// @ts-check
// `emulate()`: the fetch, the clock, the state and the loading of the wasm module.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { emulate, Emulator } from "atoms-lifecycle/emulator";
import { checkedFetch } from "../contract/checked-fetch.mjs";

const AUTH = { authorization: "Bearer sk_test" };
const JSON_BODY = { "content-type": "application/json" };
const GREETING = { firstMessage: "Hello, this is the lifecycle demo agent." };

/**
 * One call, unwrapped from its envelope.
 *
 * @param {Emulator} emulator
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<{ status: number, data: any, errors: any }>}
 */
async function call({ fetch, baseUrl }, method, path, body) {
  const response = await checkedFetch(fetch, { sender: "test" })(baseUrl + path, {
    method,
    headers: { ...AUTH, ...(body !== undefined && JSON_BODY) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  /** @type {any} */
  const document = await response.json();
  return { status: response.status, data: document.data, errors: document.errors };
}

/**
 * @param {Emulator} emulator
 * @param {unknown} [patch]
 * @returns {Promise<{ agentId: string, versionId: string }>}
 */
async function publish(emulator, patch = GREETING) {
  const agentId = (await call(emulator, "POST", "/agent", { name: "demo" })).data;
  const { activeVersionId } = (await call(emulator, "GET", `/agent/${agentId}`)).data;
  const fork = { sourceVersionId: activeVersionId };
  const { draftId } = (await call(emulator, "POST", `/agent/${agentId}/drafts`, fork)).data;
  const draft = `/agent/${agentId}/drafts/${draftId}`;
  assert.equal((await call(emulator, "PATCH", `${draft}/config`, patch)).status, 200);
  const published = await call(emulator, "POST", `${draft}/publish`, { label: "v2" });
  assert.equal(published.status, 201);
  return { agentId, versionId: published.data._id };
}

/**
 * @param {Emulator} emulator
 * @param {{ agentId: string, versionId: string }} ids
 * @returns {Promise<any>}
 */
async function checkOf(emulator, { agentId, versionId }) {
  return (await call(emulator, "GET", `/agent/${agentId}/versions/${versionId}`)).data.version.securityCheck;
}

/** @param {Emulator} emulator */
async function agentCount(emulator) {
  return (await call(emulator, "GET", "/agent")).data.agents.length;
}

describe("fetch", () => {
  test("runs the guide's lifecycle on a manual clock", async () => {
    const emulator = await emulate({ clock: "manual" });
    const { agentId, versionId } = await publish(emulator);
    const activate = `/agent/${agentId}/versions/${versionId}/activate`;
    const early = await call(emulator, "PATCH", activate);
    assert.match(early.errors[0], /security check pending/i);
    emulator.advance(6_000);
    assert.equal((await call(emulator, "PATCH", activate)).status, 200);
    const { data } = await call(emulator, "GET", `/agent/${agentId}`);
    assert.equal(data.activeVersionId, versionId);
    assert.equal(data._resolvedConfig.firstMessage, GREETING.firstMessage);
  });

  test("works by itself, for any host, and answers with a real Response", async () => {
    const { fetch } = await emulate();
    const url = "https://api.smallest.ai/atoms/v1/agent?page=1";
    for (const input of [url, new URL(url), new Request(url, { headers: AUTH })]) {
      const response = await fetch(input, input instanceof Request ? undefined : { headers: AUTH });
      assert.ok(response instanceof Response);
      assert.equal(response.status, 200);
      assert.equal(response.url, url);
      assert.match(response.headers.get("content-type") ?? "", /^application\/json/);
      assert.ok(response.headers.get("x-request-id"));
      assert.equal(/** @type {any} */ (await response.json()).status, true);
    }
  });

  test("signs in by itself, unless keys are given", async () => {
    const status = async (/** @type {Emulator} */ { fetch, baseUrl }, headers = {}) =>
      (await fetch(`${baseUrl}/agent`, { headers })).status;
    const open = await emulate();
    assert.equal(await status(open), 200);
    assert.equal(await status(open, AUTH), 200);
    assert.equal(await status(open, { authorization: "sk_test" }), 401);
    const closed = await emulate({ apiKeys: ["sk_test"] });
    assert.equal(await status(closed), 401);
    assert.equal(await status(closed, AUTH), 200);
    assert.equal(await status(closed, { authorization: "Bearer sk_other" }), 401);
    assert.equal(await status(await emulate({ cookieSessions: false })), 401);
  });

  test("has no body where none may be", async () => {
    const { fetch, baseUrl } = await emulate();
    const preflight = await fetch(`${baseUrl}/agent`, {
      method: "OPTIONS",
      headers: { origin: "https://app.test", "access-control-request-method": "POST" },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.body, null);
    assert.ok(preflight.headers.get("access-control-allow-origin"));
    const head = await fetch(`${baseUrl}/agent`, { method: "HEAD", headers: AUTH });
    assert.equal(await head.text(), "");
  });

  test("sends bodies of every kind as their bytes", async () => {
    const emulator = await emulate();
    const json = JSON.stringify({ name: "Zoë 🎧" });
    const bytes = new TextEncoder().encode(json);
    const stream = new Blob([bytes]).stream();
    for (const body of [json, bytes, bytes.buffer, new Blob([bytes]), stream]) {
      /** @type {RequestInit & { duplex: "half" }} */
      const init = { method: "POST", headers: AUTH, body, duplex: "half" };
      assert.equal((await emulator.fetch(`${emulator.baseUrl}/agent`, init)).status, 201);
    }
    const { agents } = (await call(emulator, "GET", "/agent")).data;
    assert.deepEqual(
      agents.map((/** @type {any} */ agent) => agent.name),
      Array(5).fill("Zoë 🎧"),
    );
  });

  test("rejects as the host's fetch does", async () => {
    const { fetch, baseUrl } = await emulate();
    const broken = new ReadableStream({
      pull(controller) {
        controller.error(new Error("disk gone"));
      },
    });
    /** @type {RequestInit & { duplex: "half" }} */
    const init = { method: "POST", body: broken, duplex: "half" };
    await assert.rejects(fetch(`${baseUrl}/agent`, init), TypeError);
    await assert.rejects(fetch("/agent"), TypeError);
    await assert.rejects(fetch(baseUrl, { method: "GET", body: "{}" }), TypeError);
    await assert.rejects(fetch(baseUrl, { method: "BAD METHOD" }), TypeError);
  });
});

describe("abort", () => {
  /** @param {(emulator: Emulator, controller: AbortController) => Promise<unknown>} run */
  const aborted = async (run) => {
    const emulator = await emulate();
    const controller = new AbortController();
    await assert.rejects(run(emulator, controller), { name: "AbortError" });
    return emulator;
  };
  const create = { method: "POST", headers: AUTH, body: '{"name":"demo"}' };

  test("before the call, and right after it, nothing happens", async () => {
    const before = await aborted(({ fetch, baseUrl }, controller) => {
      controller.abort();
      return fetch(`${baseUrl}/agent`, { ...create, signal: controller.signal });
    });
    assert.equal(await agentCount(before), 0);
    const right = await aborted(({ fetch, baseUrl }, controller) => {
      const answer = fetch(`${baseUrl}/agent`, { ...create, signal: controller.signal });
      controller.abort();
      return answer;
    });
    assert.equal(await agentCount(right), 0);
  });

  test("while a body is sent", async () => {
    const emulator = await aborted(({ fetch, baseUrl }, controller) => {
      setTimeout(() => controller.abort(), 10);
      const body = new ReadableStream({ pull: () => new Promise(() => {}) });
      /** @type {RequestInit & { duplex: "half" }} */
      const init = { ...create, body, duplex: "half", signal: controller.signal };
      return fetch(`${baseUrl}/agent`, init);
    });
    assert.equal(await agentCount(emulator), 0);
  });

  test("while the answer is read", async () => {
    await aborted(async ({ fetch, baseUrl }, controller) => {
      const response = await fetch(`${baseUrl}/agent`, { headers: AUTH, signal: controller.signal });
      controller.abort();
      return response.text();
    });
  });

  test("through a Request's own signal, with the caller's reason", async () => {
    const { fetch, baseUrl } = await emulate();
    const controller = new AbortController();
    const request = new Request(`${baseUrl}/agent`, { signal: controller.signal });
    const reason = new Error("the user left");
    controller.abort(reason);
    await assert.rejects(fetch(request), (error) => error === reason);
  });
});

describe("the clock", () => {
  test("a manual one moves by advance alone", async () => {
    const emulator = await emulate({ clock: "manual", startAt: new Date("2027-01-01T00:00:00Z") });
    assert.equal(emulator.now(), Date.UTC(2027));
    const ids = await publish(emulator);
    assert.equal((await checkOf(emulator, ids)).triggeredAt, "2027-01-01T00:00:00.000Z");
    emulator.advance(5_999);
    assert.doesNotMatch((await checkOf(emulator, ids)).status, /passed/);
    emulator.advance(1);
    const check = await checkOf(emulator, ids);
    assert.equal(check.status, "passed");
    assert.equal(check.completedAt, "2027-01-01T00:00:06.000Z");
  });

  test("the real one is the host's", async () => {
    const emulator = await emulate({ checkDurationMs: 30 });
    assert.ok(Math.abs(emulator.now() - Date.now()) < 1_000);
    const ids = await publish(emulator);
    assert.notEqual((await checkOf(emulator, ids)).status, "passed");
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.equal((await checkOf(emulator, ids)).status, "passed");
    assert.throws(() => emulator.advance(1), /manual clock/);
  });

  test("takes no nonsense", async () => {
    const emulator = await emulate({ clock: "manual" });
    for (const ms of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(() => emulator.advance(ms), RangeError);
    }
    assert.equal(emulator.now(), Date.UTC(2026));
    await assert.rejects(emulate({ startAt: 0 }), /manual clock/);
    await assert.rejects(emulate({ clock: "manual", startAt: new Date(Number.NaN) }), RangeError);
    await assert.rejects(emulate({ clock: /** @type {any} */ ("fast") }), /"real" or "manual"/);
  });
});

describe("the state", () => {
  test("a snapshot brings everything back, in another emulator too", async () => {
    const first = await emulate({ clock: "manual", seed: 7 });
    const ids = await publish(first);
    const snapshot = first.snapshot();
    first.reset();
    assert.equal(await agentCount(first), 0);
    first.restore(snapshot);
    const second = await emulate({ clock: "manual", snapshot });
    for (const emulator of [first, second]) {
      emulator.advance(6_000);
      assert.equal((await checkOf(emulator, ids)).status, "passed");
      assert.equal(await agentCount(emulator), 1);
    }
  });

  test("a snapshot knows the time of a manual clock", async () => {
    const emulator = await emulate({ clock: "manual" });
    const ids = await publish(emulator);
    emulator.advance(6_000);
    const snapshot = emulator.snapshot();
    emulator.advance(60_000);
    emulator.restore(snapshot);
    assert.equal(emulator.now(), Date.UTC(2026) + 6_000);
    const later = await emulate({ clock: "manual", startAt: Date.UTC(2027), snapshot });
    assert.equal(later.now(), Date.UTC(2027));
    const other = await emulate({ clock: "manual", snapshot });
    for (const restored of [emulator, later, other]) {
      assert.equal((await checkOf(restored, ids)).status, "passed");
    }
  });

  test("a damaged or newer snapshot is refused and changes nothing", async () => {
    const emulator = await emulate({ clock: "manual" });
    await publish(emulator);
    const before = emulator.snapshot();
    const newer = JSON.stringify({ ...JSON.parse(before), version: 999 });
    for (const bad of ["", "{", "null", '{"format":"something else"}', before.slice(0, -20), newer]) {
      assert.throws(() => emulator.restore(bad), Error);
      await assert.rejects(emulate({ snapshot: bad }), Error);
    }
    assert.equal(emulator.snapshot(), before);
  });

  test("repeats exactly from one seed, and a reset starts over", async () => {
    const run = async (/** @type {Emulator} */ emulator) => {
      await publish(emulator);
      emulator.advance(6_000);
      return emulator.snapshot();
    };
    const emulator = await emulate({ clock: "manual", seed: 1 });
    const once = await run(emulator);
    assert.equal(await run(await emulate({ clock: "manual", seed: 1 })), once);
    assert.notEqual(await run(await emulate({ clock: "manual", seed: 2 })), once);
    emulator.reset();
    assert.equal(emulator.now(), Date.UTC(2026));
    assert.equal(await run(emulator), once);
  });

  test("no two emulators share anything", async () => {
    const [left, right] = await Promise.all([emulate(), emulate()]);
    await call(left, "POST", "/agent", { name: "left" });
    assert.equal(await agentCount(left), 1);
    assert.equal(await agentCount(right), 0);
    left.close();
    assert.equal(await agentCount(right), 0);
  });

  test("a closed emulator says so", async () => {
    const emulator = await emulate();
    emulator.close();
    emulator.close();
    assert.throws(() => emulator.snapshot(), /closed/);
    assert.throws(() => emulator.reset(), /closed/);
    await assert.rejects(emulator.fetch(emulator.baseUrl), TypeError);
  });
});

describe("the generation", () => {
  /** @param {Emulator} emulator @param {string} agentId */
  const branchesOf = async (emulator, agentId) => (await call(emulator, "GET", `/agent/${agentId}/branches`)).data.branches;

  test("is branches when asked for", async () => {
    const emulator = await emulate({ generation: "branches", defaultBranchName: "main" });
    const agentId = (await call(emulator, "POST", "/agent", { name: "demo" })).data;
    const [main] = await branchesOf(emulator, agentId);
    assert.deepEqual([main.branch.name, main.isLive], ["main", true]);
    const refused = await call(emulator, "GET", `/agent/${agentId}/drafts`);
    assert.equal(refused.status, 409);
  });

  test("a migration turns versions into revisions, at the time of the clock", async () => {
    const emulator = await emulate({ clock: "manual", startAt: 1_000_000 });
    const { agentId, versionId } = await publish(emulator);
    emulator.advance(6_000);
    await call(emulator, "PATCH", `/agent/${agentId}/versions/${versionId}/activate`);
    emulator.advance(60_000);
    emulator.migrate();
    const [main] = await branchesOf(emulator, agentId);
    assert.equal(main.branch.headRevisionId, versionId);
    assert.equal(Date.parse(main.branch.createdAt), 1_066_000);
    emulator.migrate();
    assert.equal((await branchesOf(emulator, agentId))[0].branch._id, main.branch._id, "again does nothing");
    const other = await emulate({ snapshot: emulator.snapshot() });
    assert.equal((await branchesOf(other, agentId))[0].branch._id, main.branch._id);
    emulator.reset();
    const id = (await call(emulator, "POST", "/agent", { name: "demo" })).data;
    assert.equal((await call(emulator, "GET", `/agent/${id}/drafts`)).status, 200, "a reset forgets it");
  });

  test("a migration knows the time of the real clock", async () => {
    const emulator = await emulate();
    const agentId = (await call(emulator, "POST", "/agent", { name: "demo" })).data;
    await sleep(30);
    const began = Date.now();
    emulator.migrate();
    const [main] = await branchesOf(emulator, agentId);
    assert.ok(Date.parse(main.branch.createdAt) >= began);
  });

  test("a freeze refuses writes until it is over", async () => {
    const emulator = await emulate({ generation: "branches" });
    const agentId = (await call(emulator, "POST", "/agent", { name: "demo" })).data;
    const [main] = await branchesOf(emulator, agentId);
    const write = () => call(emulator, "PUT", `/agent/${agentId}/branches/${main.branch._id}/draft`, GREETING);
    emulator.setFreeze(true);
    assert.equal((await write()).status, 423);
    emulator.setFreeze(false);
    assert.equal((await write()).status, 200);
    for (const on of /** @type {any[]} */ ([undefined, "off", 1])) {
      assert.throws(() => emulator.setFreeze(on), TypeError);
    }
  });
});

describe("the verdict", () => {
  test("is asked once for each publish", async () => {
    /** @type {string[]} */
    const asked = [];
    const emulator = await emulate({
      clock: "manual",
      verdict: (subject) => {
        asked.push(JSON.stringify(subject));
        return "failed";
      },
    });
    const ids = await publish(emulator);
    emulator.advance(6_000);
    assert.equal((await checkOf(emulator, ids)).status, "failed");
    assert.equal((await checkOf(emulator, ids)).status, "failed");
    assert.equal(asked.length, 1);
    assert.match(asked[0] ?? "", new RegExp(ids.agentId));
    assert.match(asked[0] ?? "", new RegExp(GREETING.firstMessage));
  });

  test("that throws or makes no sense ends as errored and breaks nothing", async () => {
    /** @type {any[]} */
    const verdicts = [
      () => {
        throw new Error("no idea");
      },
      () => undefined,
      () => "perhaps",
      () => ({ status: 7 }),
      async () => "passed",
      () => "passed",
    ];
    let turn = 0;
    const emulator = await emulate({ clock: "manual", verdict: () => verdicts[turn++]() });
    for (const expected of [...Array(5).fill("errored"), "passed"]) {
      const ids = await publish(emulator);
      emulator.advance(6_000);
      assert.equal((await checkOf(emulator, ids)).status, expected);
    }
  });

  test("may not reach into the emulator that asks, which goes on", async () => {
    const emulator = await emulate({
      clock: "manual",
      verdict: () => {
        emulator.snapshot();
        return "passed";
      },
    });
    const ids = await publish(emulator);
    emulator.advance(6_000);
    assert.equal((await checkOf(emulator, ids)).status, "errored");
    assert.equal(await agentCount(emulator), 1);
  });

  test("can go by content", async () => {
    const emulator = await emulate({ clock: "manual", failChecksContaining: ["forbidden"] });
    const ids = await publish(emulator, { firstMessage: "something forbidden" });
    emulator.advance(6_000);
    const check = await checkOf(emulator, ids);
    assert.equal(check.status, "failed");
    assert.match(check.reason, /forbidden/);
  });
});

test("bad options are refused with their name", async () => {
  for (const [options, named] of /** @type {[any, RegExp][]} */ ([
    [{ checkDuration: 1 }, /checkDuration/],
    [{ checkDurationMs: "soon" }, /checkDurationMs|string/],
    [{ checkDurationMs: -1 }, /./],
    [{ verdict: "passed" }, /verdict/],
  ])) {
    await assert.rejects(emulate(options), named);
  }
});

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
