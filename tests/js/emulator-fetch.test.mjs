// @ts-check
// `emulate()`: the `fetch`, and how it is aborted.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { emulate } from "atoms-lifecycle/emulator";
import { agentCount, AUTH, call, GREETING, publish } from "./emulated.mjs";

/** @typedef {import("atoms-lifecycle/emulator").Emulator} Emulator */

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
