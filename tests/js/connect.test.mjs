// @ts-check
// How a connection is made: credentials, addresses, headers, fetch.
import assert from "node:assert/strict";
import test from "node:test";
import { AuthenticationError, InputError, connect } from "atoms-lifecycle";
import { emulate } from "atoms-lifecycle/emulator";
import { checkedFetch } from "../contract/checked-fetch.mjs";
import { KEY, platform, stranger } from "./platform.mjs";

test("options that are no good are refused before any request", async () => {
  const cases = /** @type {[any, RegExp][]} */ ([
    [7, /options must be an object/],
    [{ apiKey: 7 }, /apiKey must be a string/],
    [{ apiKey: undefined }, /apiKey is undefined; is the environment variable set/],
    [{ apiKey: "  " }, /apiKey is empty/],
    [{ apiKey: KEY, auth: () => KEY }, /either apiKey or auth/],
    [{ auth: "x" }, /auth must be a function/],
    [{ baseUrl: "api.smallest.ai" }, /whole URL/],
    [{ baseUrl: "/api/atoms" }, /whole URL/],
    [{ baseUrl: "http://api.smallest.ai/atoms/v1" }, /https:/],
    [{ baseUrl: "https://u:p@api.smallest.ai" }, /user name or password/],
    [{ baseUrl: "https://api.smallest.ai?x=1" }, /query/],
    [{ fetch: 1 }, /fetch must be a function/],
    [{ fetch: undefined }, /was emulate\(\) awaited/],
    [{ timeoutMs: 0 }, /timeoutMs/],
    [{ timeoutMs: "9" }, /timeoutMs/],
    [{ headers: new Headers({ a: "b" }) }, /plain object/],
    [{ headers: { Authorization: "Bearer x" } }, /apiKey or auth/],
    [{ headers: { "x-a": "b\r\nc: d" } }, /x-a/],
    [{ retry: { maxAttempts: -1 } }, /retry/],
    [{ credentials: 1 }, /credentials must be a string/],
    [{ dangerouslyAllowBrowserKey: "yes" }, /dangerouslyAllowBrowserKey/],
    [{ onDeprecation: "log" }, /onDeprecation must be a function/],
    [{ generation: "v2" }, /generation must be "auto", "versions" or "branches"/],
  ]);
  for (const [options, message] of cases) {
    await assert.rejects(connect(options), (/** @type {InputError} */ error) => {
      assert.ok(error instanceof InputError, String(error));
      assert.match(error.message, message);
      return true;
    });
  }
});

test("auth is asked for every request, and may fail", async (t) => {
  const { server } = await platform(t);
  let asked = 0;
  const atoms = await connect({
    baseUrl: server.baseUrl,
    fetch: checkedFetch(),
    auth: async () => {
      asked += 1;
      if (asked === 3) throw new Error("session expired");
      return KEY;
    },
  });
  await atoms.listAgents();
  await atoms.listAgents();
  assert.equal(asked, 2);
  await assert.rejects(atoms.listAgents(), (/** @type {AuthenticationError} */ error) => {
    assert.ok(error instanceof AuthenticationError);
    assert.match(error.message, /session expired/);
    return true;
  });
  await atoms.listAgents();
});

test("headers go with every request; a call's own win", async (t) => {
  /** @type {import("node:http").IncomingHttpHeaders[]} */
  const seen = [];
  const { atoms } = await stranger(
    t,
    (request, response) => {
      seen.push(request.headers);
      response.end('{"status":true,"data":{}}');
    },
    { headers: { "X-Trace": "a", "x-team": "voice" } },
  );
  await atoms.listAgents({}, { headers: { "x-trace": "b" } });
  await atoms.createAgent({ name: "x" });
  assert.equal(seen[0]?.["x-trace"], "b");
  assert.equal(seen[0]?.["x-team"], "voice");
  assert.equal(seen[0]?.authorization, `Bearer ${KEY}`);
  assert.equal(seen[0]?.["content-type"], undefined);
  assert.equal(seen[1]?.["x-trace"], "a");
  assert.equal(seen[1]?.["content-type"], "application/json");
});

test("an emulator's fetch is all that a client needs", async (t) => {
  const emulator = await emulate({ clock: "manual" });
  t.after(() => emulator.close());
  const atoms = await connect({ fetch: emulator.fetch });
  const agentId = await atoms.createAgent({ name: "x" });
  assert.equal((await atoms.getAgent(agentId)).name, "x");
});

test("freeing a connection in mid-call lets the call finish", async (t) => {
  const { server } = await platform(t);
  const atoms = await connect({ apiKey: KEY, baseUrl: server.baseUrl, fetch: checkedFetch() });
  const list = atoms.listAgents();
  atoms.free();
  assert.deepEqual((await list).agents, []);
});
