// @ts-check
// Thousands of calls, failed calls and aborted releases leave nothing behind: no memory of the module, no
// JavaScript value that it holds, no listener, timer or socket.
import assert from "node:assert/strict";
import test from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { AbortError, InputError, NotFoundError, connect } from "atoms-lifecycle";
import { emulate } from "atoms-lifecycle/emulator";
import { serve } from "atoms-lifecycle/emulator/server";
import { KEY } from "./platform.mjs";

setFlagsFromString("--expose-gc");
/** @type {() => void} */
const gc = runInNewContext("gc");

/** The client's module, seen as it is made. @type {WebAssembly.Exports | undefined} */
let client;
const { instantiate } = WebAssembly;
/** @type {any} */ (WebAssembly).instantiate = async (/** @type {any} */ ...args) => {
  const result = /** @type {any} */ (await Reflect.apply(instantiate, WebAssembly, args));
  const { exports } = result.instance ?? result;
  if ("connection_ask" in exports) client = exports;
  return result;
};

const PAGE = 65_536;
const MISSING = "0123456789abcdef01234567";
const polling = { minIntervalMs: 1, maxIntervalMs: 2 };

/** Counts the listeners of a signal that outlives every call. */
class CountedSignal {
  controller = new AbortController();
  listeners = 0;

  get signal() {
    return this.controller.signal;
  }

  constructor() {
    const { signal } = this.controller;
    for (const [name, change] of /** @type {const} */ ([["addEventListener", 1], ["removeEventListener", -1]])) {
      /** @type {any} */
      const original = signal[name].bind(signal);
      Object.defineProperty(signal, name, {
        value: (/** @type {unknown[]} */ ...args) => {
          this.listeners += change;
          original(...args);
        },
      });
    }
  }
}

/** Numbers from 0 to 1, the same in each run. */
function randomNumbers() {
  let state = 42;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

/** Lets go of what nobody refers to: an iterator that was not freed gives its memory back when it is collected. */
async function collect() {
  gc();
  await new Promise((resolve) => setTimeout(resolve, 5));
}

/** How much is held now, once everything that may go has gone. */
async function held() {
  for (let round = 0; round < 4; round += 1) await collect();
  assert.ok(client, "the client's module was seen");
  const table = /** @type {WebAssembly.Table} */ (client["__wbindgen_externrefs"]);
  let values = 0;
  // A slot that is free holds null.
  for (let at = 0; at < table.length; at += 1) if (table.get(at) !== null) values += 1;
  const timers = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  return { bytes: /** @type {WebAssembly.Memory} */ (client["memory"]).buffer.byteLength, values, timers };
}

/** @param {Awaited<ReturnType<typeof held>>} before @param {Awaited<ReturnType<typeof held>>} after */
function assertNothingLeft(before, after) {
  const shown = `before ${JSON.stringify(before)}, after ${JSON.stringify(after)}`;
  // A page is what fragments of a changing size may need; a leak of twenty bytes a call needs three.
  assert.ok(after.bytes - before.bytes <= PAGE, `memory: ${shown}`);
  assert.ok(after.values <= before.values, `values: ${shown}`);
  assert.ok(after.timers <= before.timers, `timers: ${shown}`);
}

/**
 * Ten calls of all kinds.
 * @param {import("atoms-lifecycle").Atoms} atoms
 * @param {string} agentId
 * @param {AbortSignal} signal
 */
async function tenCalls(atoms, agentId, signal) {
  const options = { signal, headers: { "x-trace": "a" }, timeoutMs: 10_000 };
  await atoms.getAgent(agentId, {}, options);
  await atoms.listVersions(agentId, { limit: 1 }, options);
  await atoms.updateAgent(agentId, { description: "d".repeat(100) }, options);
  await Promise.all([atoms.listDrafts(agentId, options), atoms.listAgents({ pageSize: 1 }, options)]);
  for await (const _ of atoms.iterateVersions(agentId, { limit: 1 }, options)) break;
  await assert.rejects(atoms.getAgent(MISSING, {}, options), NotFoundError);
  await assert.rejects(atoms.getAgent("../x", {}, options), InputError);
  await assert.rejects(atoms.getAgent(agentId, {}, { headers: { "a b": "c" } }), InputError);
  await assert.rejects(atoms.getAgent(agentId, {}, { signal: AbortSignal.abort() }), AbortError);
}

/**
 * A release that is aborted before, during or after its request of that number.
 * @param {import("atoms-lifecycle").ConnectOptions} target
 * @param {string} agentId
 * @param {AbortSignal} shared
 * @param {() => number} random
 */
async function abortedRelease(target, agentId, shared, random) {
  const controller = new AbortController();
  const signal = AbortSignal.any([shared, controller.signal]);
  const abort = () => controller.abort();
  const when = Math.floor(random() * 12);
  const how = Math.floor(random() * 3);
  let requests = 0;
  const atoms = await connect({
    // A fetch around the emulator's own is not known to be one.
    maxRequestsPerSecond: Infinity,
    ...target,
    fetch: async (url, init) => {
      const isTheOne = requests++ === when;
      if (isTheOne && how === 0) abort();
      const response = (target.fetch ?? fetch)(url, init);
      if (isTheOne && how === 1) queueMicrotask(abort);
      if (isTheOne && how === 2) void response.then(abort, abort);
      return response;
    },
  });
  const outcome = await atoms.release(agentId, { firstMessage: `aborted ${random()}` }, { polling, signal }).then(
    ({ outcome }) => outcome,
    (/** @type {unknown} */ error) => error,
  );
  atoms.free();
  return outcome;
}

/**
 * @param {import("atoms-lifecycle").ConnectOptions} target
 * @param {{ calls: number, releases: number }} amount
 */
async function exercise(target, { calls, releases }) {
  const atoms = await connect(target);
  const agentId = await atoms.createAgent({ name: "leaks" });
  const counted = new CountedSignal();
  const random = randomNumbers();
  // Buffers, pools and the module's free lists are as large as they get after a share of the work.
  const makeCalls = async (/** @type {number} */ calls) => {
    for (let call = 0; call < calls; call += 10) {
      await tenCalls(atoms, agentId, counted.signal);
      if (call % 500 === 0) await collect();
    }
  };
  const makeReleases = async (/** @type {number} */ releases) => {
    let aborted = 0;
    for (let release = 0; release < releases; release += 1) {
      const outcome = await abortedRelease(target, agentId, counted.signal, random);
      if (outcome !== "released") aborted += 1;
      if (release % 50 === 0) await collect();
    }
    return aborted;
  };
  await makeCalls(calls / 4);
  await makeReleases(releases / 4);
  const before = await held();
  await makeCalls(calls);
  assert.equal(counted.listeners, 0, "listeners after the calls");
  const aborted = await makeReleases(releases);
  assert.ok(aborted > releases / 2, `${aborted} of ${releases} were aborted on the way`);
  assertNothingLeft(before, await held());
  atoms.free();
}

test("9,000 calls and 900 aborted releases in one process leave nothing", { timeout: 120_000 }, async (t) => {
  const emulator = await emulate({ checkDurationMs: 0 });
  t.after(() => emulator.close());
  await exercise({ fetch: emulator.fetch }, { calls: 9_000, releases: 900 });
});

test("10,000 connections that are refused give their memory back at once", async () => {
  const refused = () => assert.rejects(connect({ apiKey: "sk_x", timeoutMs: -1 }), InputError);
  await refused();
  const { buffer } = /** @type {WebAssembly.Memory} */ (client?.["memory"]);
  const before = buffer.byteLength;
  for (let round = 0; round < 10_000; round += 1) await refused();
  const after = /** @type {WebAssembly.Memory} */ (client?.["memory"]).buffer.byteLength;
  assert.ok(after - before <= PAGE, `${before} bytes before, ${after} after`);
});

test("a patch of 10 MB is not copied into the client module", async () => {
  const atoms = await connect({ apiKey: KEY, fetch: async () => new Response('{"status":true,"data":{"ok":1}}') });
  const { buffer } = /** @type {WebAssembly.Memory} */ (client?.["memory"]);
  const before = buffer.byteLength;
  await atoms.updateDraftConfig(MISSING, MISSING, { singlePromptConfig: { prompt: "ä".repeat(5_000_000) } });
  const after = /** @type {WebAssembly.Memory} */ (client?.["memory"]).buffer.byteLength;
  assert.equal(after, before);
  atoms.free();
});

test("1,000 calls and 100 aborted releases over HTTP leave nothing, and no more sockets", { timeout: 120_000 }, async (t) => {
  const server = await serve({ checkDurationMs: 0, apiKeys: [KEY] });
  t.after(() => server.close());
  const sockets = () => process.getActiveResourcesInfo().filter((name) => name === "TCPSocketWrap").length;
  const atoms = await connect({ apiKey: KEY, baseUrl: server.baseUrl });
  await Promise.all(Array.from({ length: 8 }, () => atoms.listAgents()));
  const before = sockets();
  await exercise({ apiKey: KEY, baseUrl: server.baseUrl }, { calls: 1_000, releases: 100 });
  assert.ok(sockets() <= before, `${sockets()} sockets, ${before} before`);
});
