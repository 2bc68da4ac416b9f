// @ts-check
// `serve()`: the emulator over real HTTP.

import assert from "node:assert/strict";
import { Agent } from "node:http";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { call, raw, start, talk } from "./served.mjs";

describe("over HTTP", { concurrency: true, timeout: 60_000 }, () => {
  test("the guide's lifecycle", async () => {
    const server = await start({ clock: "manual" });
    assert.match(server.url, /^http:\/\/127\.0\.0\.1:[1-9][0-9]*$/);
    assert.equal(server.baseUrl, `${server.url}/atoms/v1`);
    const agentId = (await call(server, "POST", "/agent", { name: "demo" })).data;
    const sourceVersionId = (await call(server, "GET", `/agent/${agentId}`)).data.activeVersionId;
    const { draftId } = (await call(server, "POST", `/agent/${agentId}/drafts`, { sourceVersionId })).data;
    const draft = `/agent/${agentId}/drafts/${draftId}`;
    await call(server, "PATCH", `${draft}/config`, { firstMessage: "Grüezi 🎧" });
    const versionId = (await call(server, "POST", `${draft}/publish`, { label: "v2" })).data._id;
    const activate = `/agent/${agentId}/versions/${versionId}/activate`;
    assert.match((await call(server, "PATCH", activate)).errors[0], /security check pending/i);
    server.emulator.advance(6_000);
    assert.equal((await call(server, "PATCH", activate)).status, 200);
    const { data } = await call(server, "GET", `/agent/${agentId}`);
    assert.equal(data._resolvedConfig.firstMessage, "Grüezi 🎧");
  });

  test("pages of every origin may ask", async () => {
    const server = await start();
    const origin = "https://app.test";
    const preflight = await raw(server, {
      method: "OPTIONS",
      path: "/atoms/v1/agent",
      headers: {
        origin,
        "access-control-request-method": "PATCH",
        "access-control-request-headers": "authorization, content-type",
      },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers["content-length"], undefined);
    assert.match(String(preflight.headers["access-control-allow-methods"]), /PATCH/);
    const refused = await raw(server, { path: "/atoms/v1/agent", headers: { origin } });
    assert.equal(refused.status, 401);
    assert.ok(["*", origin].includes(String(refused.headers["access-control-allow-origin"])));
    assert.match(String(refused.headers["access-control-expose-headers"]), /x-request-id/i);
  });

  test("a cookie signs nobody in unless that is asked for", async () => {
    for (const [cookieSessions, status] of /** @type {const} */ ([[undefined, 401], [false, 401], [true, 200]])) {
      const server = await start({ cookieSessions });
      assert.equal((await raw(server, { path: "/atoms/v1/agent", headers: { cookie: "session=x" } })).status, status);
    }
  });

  test("close ends kept-alive and half-sent connections, and can be called again", async () => {
    const server = await start();
    const agent = new Agent({ keepAlive: true });
    await raw(server, { path: "/x", agent });
    const half = talk(server, "POST /x HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\n{");
    await sleep(50);
    const started = Date.now();
    await Promise.all([server.close(), server.close()]);
    assert.ok(Date.now() - started < 2_000);
    await half;
    await assert.rejects(fetch(server.baseUrl), TypeError);
    assert.throws(() => server.emulator.snapshot(), /closed/);
    agent.destroy();
  });

  test("a port in use is a plain error", async () => {
    const { url } = await start();
    const port = Number(new URL(url).port);
    await assert.rejects(start({ port }), { code: "EADDRINUSE", message: new RegExp(`port ${port} .* in use`) });
  });
});
