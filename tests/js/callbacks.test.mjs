// @ts-check
// Functions of the caller's that misbehave: fetch, auth, onProgress, onDeprecation. Each spoils its own call at most.
import assert from "node:assert/strict";
import test from "node:test";
import { createContext, runInContext } from "node:vm";
import { AbortError, AtomsError, AuthenticationError, InputError, NetworkError, ReleaseError, TimeoutError, connect } from "atoms-lifecycle";
import { emulate } from "atoms-lifecycle/emulator";
import { platformWithAgent, platformWithBranches, polling } from "./platform.mjs";
import { watchForStrays } from "./strays.mjs";

const ID = "0123456789abcdef01234567";

const fail = () => {
  throw new Error("a trap of the caller's");
};

/** A promise of the caller's own making. @param {unknown} value @param {PropertyDescriptorMap} properties */
const odd = (value, properties) => Object.defineProperties(Promise.resolve(value), properties);

/** What a function may do with a value that would be good. @type {[string, (value: any) => unknown][]} */
const WAYS = [
  ["nothing", () => undefined],
  ["a number", () => 7],
  ["a symbol", () => Symbol("x")],
  ["a promise of nothing", async () => undefined],
  ["throws", fail],
  ["throws a symbol", () => { throw Symbol("x"); }],
  ["throws undefined", () => { throw undefined; }],
  ["rejects with null", () => Promise.reject(null)],
  ["rejects with a symbol", () => Promise.reject(Symbol("x"))],
  ["a promise with a getter for constructor that throws", (value) => odd(value, { constructor: { get: fail } })],
  ["a promise with a constructor that throws", (value) => odd(value, { constructor: { value: fail } })],
  ["a promise with a then that throws", (value) => odd(value, { then: { value: fail } })],
  ["a promise with a then that returns nothing", (value) => odd(value, { then: { value: () => undefined } })],
  ["a promise with a then that answers twice", (value) => odd(value, { then: { value: (/** @type {any} */ yes, /** @type {any} */ no) => (yes(value), no(1), yes(value)) } })],
  ["a promise of another realm that rejects", () => runInContext("Promise.reject(new Error('elsewhere'))", createContext({}))],
  ["a thenable that throws", () => ({ then: fail })],
  ["a proxy that throws", () => new Proxy({}, { get: fail })],
];

/** Ways that give the value, though they may fail as well. */
const GIVES = /constructor|twice/;
/** Ways that can only fail. */
const FAILS = /^(text\(\): )?(throws|rejects|a promise with a then that throws|a promise of another realm|a thenable|a proxy)/;
/** Never settled, so that only a limit ends the call. */
const UNSETTLED = "a promise with a then that returns nothing";

test("a fetch that misbehaves spoils its own call and nothing else", async (t) => {
  const strays = watchForStrays(t);
  const emulator = await emulate();
  t.after(() => emulator.close());
  const good = await connect({ fetch: emulator.fetch });
  /** @type {[string, (url: string, init: RequestInit) => unknown][]} */
  const fetches = [
    ...WAYS.map(([shown, way]) => /** @type {typeof fetches[number]} */ ([shown, () => way(new Response('{"status":true,"data":{}}'))])),
    ...WAYS.map(([shown, way]) => /** @type {typeof fetches[number]} */ ([`text(): ${shown}`, async () => ({ status: 200, headers: new Headers(), text: () => way('{"status":true,"data":{}}') })])),
    ["headers that throw", async () => ({ status: 200, headers: new Proxy({}, { get: fail }), text: async () => '{"status":true,"data":{}}' })],
    ["a status that throws", async () => Object.defineProperty({ headers: new Headers(), text: async () => '{"status":true,"data":{}}' }, "status", { get: fail })],
    ["a status that is none", async () => ({ status: 1e300, headers: new Headers(), text: async () => "{}" })],
    ["text() gives a number", async () => ({ status: 200, headers: new Headers(), text: async () => 7 })],
    ["text() gives a deep array", async () => new Response('{"status":true,"data":' + "[".repeat(100_000) + "]".repeat(100_000) + "}")],
    ["an error that is a deep array", async () => new Response('{"status":false,"errors":' + "[".repeat(100_000) + "]".repeat(100_000) + "}", { status: 400 })],
    ["a JSON of nothing", async () => new Response("null")],
  ];
  for (const [shown, fetch] of fetches) {
    const atoms = await connect({ fetch: /** @type {any} */ (fetch), retry: { maxAttempts: 1 } });
    const outcome = await atoms.listAgents({}, { timeoutMs: 500 }).then(() => undefined, (/** @type {unknown} */ error) => error);
    assert.ok(outcome === undefined || outcome instanceof AtomsError, `${shown}: ${String(outcome)}`);
    const expected = shown.endsWith(UNSETTLED) ? TimeoutError : FAILS.test(shown) ? NetworkError : AtomsError;
    assert.ok(outcome === undefined ? !FAILS.test(shown) : outcome instanceof expected, `${shown}: ${String(outcome)}`);
    assert.deepEqual((await good.listAgents()).agents, [], `${shown}: the next call of another connection`);
  }
  assert.deepEqual(strays, []);
});

test("a fetch that aborts its own call ends it", async () => {
  const controller = new AbortController();
  const atoms = await connect({
    fetch: () => {
      controller.abort("from inside");
      return new Promise(() => {});
    },
  });
  await assert.rejects(atoms.listAgents({}, { signal: controller.signal }), (/** @type {AbortError} */ error) => {
    assert.ok(error instanceof AbortError);
    assert.equal(error.cause, "from inside");
    return true;
  });
});

test("an auth that misbehaves spoils its own call and nothing else", async (t) => {
  const strays = watchForStrays(t);
  const emulator = await emulate();
  t.after(() => emulator.close());
  const good = await connect({ fetch: emulator.fetch });
  for (const [shown, way] of WAYS) {
    const atoms = await connect({ fetch: emulator.fetch, auth: () => /** @type {any} */ (way("token")), retry: { maxAttempts: 1 } });
    const outcome = await atoms.listAgents({}, { timeoutMs: 500 }).then(() => undefined, (/** @type {unknown} */ error) => error);
    const expected = shown === UNSETTLED ? TimeoutError : FAILS.test(shown) ? AuthenticationError : InputError;
    if (!GIVES.test(shown)) assert.ok(outcome instanceof expected, `${shown}: ${String(outcome)}`);
    assert.deepEqual((await good.listAgents()).agents, [], shown);
  }
  assert.deepEqual(strays, []);
});

test("a listener that misbehaves stops nothing", async (t) => {
  const strays = watchForStrays(t);
  t.mock.method(console, "error", () => {});
  const emulator = await emulate({ checkDurationMs: 0 });
  t.after(() => emulator.close());
  const atoms = await connect({ fetch: emulator.fetch });
  const agentId = await atoms.createAgent({ name: "x" });
  for (const [shown, way] of WAYS) {
    const release = atoms.release(agentId, { firstMessage: shown }, {
      polling,
      // It is waited for what the listener promises.
      ...(shown === UNSETTLED ? { deadlineMs: 200 } : {}),
      onProgress: () => /** @type {any} */ (way(undefined)),
    });
    if (shown === UNSETTLED) await assert.rejects(release, ({ cause }) => cause instanceof TimeoutError);
    else assert.equal((await release).outcome, "released", shown);
  }
  const branched = await emulate({ generation: "branches" });
  t.after(() => branched.close());
  for (const [shown, way] of WAYS) {
    let told = 0;
    const other = await connect({ fetch: branched.fetch, onDeprecation: () => (told += 1, /** @type {any} */ (way(undefined))) });
    await assert.rejects(other.listVersions(ID), AtomsError, shown);
    await assert.rejects(other.getVersion(ID, ID), AtomsError, shown);
    assert.ok(told > 0, `${shown}: it was told`);
  }
  // What a promise gives comes a moment later.
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(strays, []);
});

test("a listener of results that misbehaves stops nothing", async (t) => {
  const strays = watchForStrays(t);
  t.mock.method(console, "error", () => {});
  const emulator = await emulate({ checkDurationMs: 0 });
  t.after(() => emulator.close());
  const atoms = await connect({ fetch: emulator.fetch });
  const agentId = await atoms.createAgent({ name: "x" });
  for (const [shown, way] of WAYS) {
    const controller = new AbortController();
    let told = 0;
    const releases = atoms.releaseMany([1, 2].map((count) => ({ agentId, patch: { firstMessage: `${shown} ${count}` } })), {
      polling,
      signal: controller.signal,
      onResult: () => {
        told += 1;
        if (shown === UNSETTLED) controller.abort();
        return way(undefined);
      },
    });
    if (shown === UNSETTLED) await assert.rejects(releases, AbortError);
    else assert.equal((await releases).released, 2, shown);
    assert.equal(told, shown === UNSETTLED ? 1 : 2, shown);
  }
  assert.deepEqual(strays, []);
});

test("an iterator of targets that misbehaves ends its own call and nothing else", async (t) => {
  const strays = watchForStrays(t);
  const emulator = await emulate({ checkDurationMs: 0 });
  t.after(() => emulator.close());
  const atoms = await connect({ fetch: emulator.fetch });
  const agentId = await atoms.createAgent({ name: "x" });
  const target = { agentId, patch: { firstMessage: "x" } };
  // A `for await` waits for its iterator's cleaning up as well, for ever if need be.
  const waitForEver = new Map(WAYS).get(UNSETTLED);
  /** Targets whose iterator does that. @type {((way: (value: any) => unknown) => unknown)[]} */
  const positions = [
    (way) => ({ [Symbol.asyncIterator]: () => ({ next: () => way({ done: false, value: target }) }) }),
    (way) => ({ [Symbol.iterator]: () => ({ next: () => ({ done: false, get value() { return way(target); } }) }) }),
    () => ({ [Symbol.iterator]: fail }),
    () => new Proxy([target], { get: (array, name) => (name === "length" ? fail() : Reflect.get(array, name)) }),
    () => {
      const { proxy, revoke } = Proxy.revocable([target], { get: (array, name) => (name === Symbol.iterator && revoke(), Reflect.get(array, name)) });
      return proxy;
    },
    (way) => ({ [Symbol.iterator]: () => ({ next: () => ({ done: false, value: target }), return: () => (way === waitForEver ? undefined : way({ done: true })) }) }),
  ];
  for (const [at, position] of positions.entries()) {
    for (const [shown, way] of WAYS) {
      const controller = new AbortController();
      let results = 0;
      const releases = atoms.releaseMany(/** @type {any} */ (position(way)), {
        polling,
        concurrency: 1,
        signal: controller.signal,
        // Those that go on for ever are ended, and whose answer never comes as well.
        onResult: () => void ((results += 1) > 2 && controller.abort()),
      });
      const timer = setTimeout(() => controller.abort(), 500);
      await releases.catch(() => undefined);
      clearTimeout(timer);
      assert.equal((await atoms.getAgent(agentId)).name, "x", `${at} ${shown}: the next call`);
    }
  }
  assert.deepEqual(strays, []);
});

test("a listener may call the connection that calls it, and free it", async (t) => {
  const { atoms, agentId, server } = await platformWithAgent(t, { checkDurationMs: 0 });
  /** @type {Promise<unknown>[]} */
  const inner = [];
  const { outcome } = await atoms.release(agentId, { firstMessage: "a" }, { polling, onProgress: () => void inner.push(atoms.getAgent(agentId)) });
  assert.equal(outcome, "released");
  assert.ok(inner.length > 5);
  await Promise.all(inner);
  const other = await connect({ apiKey: "sk_test_0123456789abcdef", baseUrl: server.baseUrl });
  const report = await other.release(agentId, { firstMessage: "b" }, { polling, onProgress: () => other.free() });
  assert.equal(report.outcome, "released");
});

test("a listener that aborts its release ends it at that step", async (t) => {
  const { atoms, agentId } = await platformWithBranches(t, { checkDurationMs: 0 });
  for (const step of ["read", "edit", "publish"]) {
    const controller = new AbortController();
    const release = atoms.release(agentId, { firstMessage: step }, {
      polling,
      signal: controller.signal,
      onProgress: (event) => void (event.step === step && controller.abort(step)),
    });
    await assert.rejects(release, (/** @type {ReleaseError} */ error) => {
      assert.ok(error instanceof ReleaseError, String(error));
      assert.ok(error.cause instanceof AbortError, String(error.cause));
      assert.equal(/** @type {any} */ (error.cause).cause, step);
      return true;
    });
  }
  const { outcome } = await atoms.release(agentId, { firstMessage: "after" }, { polling });
  assert.equal(outcome, "released");
});
