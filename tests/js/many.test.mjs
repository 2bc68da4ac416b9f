// @ts-check
// Many agents in one call.
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import test from "node:test";
import { AbortError, InputError, NotFoundError, ReleaseError, SecurityCheckFailedError } from "atoms-lifecycle";
import { checkedFetch } from "../contract/checked-fetch.mjs";
import { client, platform, polling } from "./platform.mjs";

/** @typedef {import("atoms-lifecycle").Atoms} Atoms */
/** @typedef {import("atoms-lifecycle").ReleaseManyResult} ReleaseManyResult */

const MISSING = "0123456789abcdef01234567";
const patch = { firstMessage: "Hello!" };
const pause = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * A platform with so many agents.
 * @param {import("node:test").TestContext} t
 * @param {number} count
 * @param {import("atoms-lifecycle/emulator/server").ServeOptions} [options]
 */
async function platformWithAgents(t, count, options) {
  const { server, atoms } = await platform(t, options);
  const agentIds = await Promise.all(Array.from({ length: count }, (_, at) => atoms.createAgent({ name: `agent ${at}` })));
  return { server, atoms, agentIds };
}

/**
 * @param {Atoms} atoms
 * @param {string} agentId
 */
const firstMessage = async (atoms, agentId) => (await atoms.getAgent(agentId))._resolvedConfig?.firstMessage;

/**
 * @param {Promise<unknown>} call
 * @returns {Promise<any>}
 */
const failure = (call) =>
  call.then(
    () => assert.fail("it should have failed"),
    (/** @type {unknown} */ error) => error,
  );

for (const generation of /** @type {const} */ (["versions", "branches"])) {
  test(`25 agents are released, 5 at a time, on ${generation}`, async (t) => {
    const { server, atoms, agentIds } = await platformWithAgents(t, 25, { generation });
    /** @type {Map<string, number>} agents under way, by their events */
    const under = new Map();
    let most = 0;
    let requests = 0;
    const watched = await client(server, {
      fetch: checkedFetch((input, init) => {
        requests += 1;
        return fetch(input, init);
      }),
    });
    /** @type {ReleaseManyResult[]} */
    const results = [];
    const report = await watched.releaseMany(
      agentIds.map((agentId, at) => ({ agentId, patch: { firstMessage: `Hello ${at}!` }, label: `v${at}` })),
      {
        concurrency: 5,
        polling,
        label: "of all",
        onProgress: (event) => {
          assert.equal(event.agentId, agentIds[event.index]);
          assert.equal(event.agentId, event.ids.agentId);
          under.set(event.agentId, event.index);
          most = Math.max(most, under.size);
        },
        onResult: (result) => {
          under.delete(result.agentId);
          results.push(result);
        },
      },
    );
    const { elapsedMs, ...counts } = report;
    assert.deepEqual(counts, {
      ...{ total: 25, released: 25, staged: 0, stopped: 0, unchanged: 0, failed: 0 },
      firstErrors: [],
      requests,
    });
    assert.ok(elapsedMs > 0);
    assert.equal(most, 5, "as many at once as asked for, never more");
    assert.deepEqual(results.map(({ index }) => index).sort((a, b) => a - b), agentIds.map((_, at) => at));
    assert.equal(requests, results.reduce((sum, { report }) => sum + (report?.requests ?? 0), 0));
    for (const { index, agentId, report } of results) {
      assert.equal(agentId, agentIds[index]);
      assert.equal(report?.ids.agentId, agentId);
      assert.equal(await firstMessage(atoms, agentId), `Hello ${index}!`);
    }
    if (generation === "versions") {
      const [first] = results;
      const { version } = await atoms.getVersion(String(first?.agentId), String(first?.report?.versionId));
      assert.equal(version.label, `v${first?.index}`, "a target's own label wins");
    }
    const again = await atoms.releaseMany(agentIds.map((agentId, at) => ({ agentId, patch: { firstMessage: `Hello ${at}!` } })));
    assert.equal(again.unchanged, 25);
  });

  test(`an abort in the middle leaves no draft, on ${generation}`, async (t) => {
    const { atoms, agentIds } = await platformWithAgents(t, 8, { generation });
    const abort = new AbortController();
    let started = 0;
    /** @type {ReleaseManyResult[]} */
    const results = [];
    const error = await failure(
      atoms.releaseMany(agentIds.map((agentId) => ({ agentId, patch })), {
        concurrency: 3,
        polling,
        signal: abort.signal,
        onProgress: ({ step, state }) => {
          if (step === "read" && state === "started") started += 1;
          // Each of the first three has a draft by then.
          if (step === "confirm" && state === "started" && started === 3) abort.abort(new Error("enough"));
        },
        onResult: (result) => {
          results.push(result);
          return new Promise(() => {});
        },
      }),
    );
    assert.ok(error instanceof AbortError, String(error));
    assert.equal(/** @type {Error} */ (error.cause).message, "enough");
    assert.equal(results.length, 3, "each that was started has ended, and no other was");
    for (const { error } of results) assert.ok(error instanceof ReleaseError && error.cause instanceof AbortError, String(error));
    for (const agentId of agentIds) {
      assert.notEqual(await firstMessage(atoms, agentId), "Hello!");
      if (generation === "versions") assert.deepEqual(await atoms.listDrafts(agentId), []);
      else {
        const { branches } = await atoms.listBranches(agentId);
        await assert.rejects(atoms.getBranchDraft(agentId, String(branches[0]?.branch._id)), NotFoundError);
      }
    }
  });
}

test("bad targets fail by themselves, among good ones", async (t) => {
  const { atoms, agentIds } = await platformWithAgents(t, 2);
  /** @type {ReleaseManyResult[]} */
  const results = [];
  const targets = /** @type {any[]} */ ([
    { agentId: agentIds[0], patch },
    null,
    "agent",
    {},
    { agentId: 7, patch },
    { agentId: NaN, patch },
    { agentId: "../x", patch },
    { agentId: agentIds[0], patch: "Hello!" },
    { agentId: agentIds[0] },
    { agentId: agentIds[0], patch, goLive: "no" },
    { agentId: MISSING, patch },
    Promise.resolve({ agentId: agentIds[1], patch }),
    ...Array.from({ length: 3 }, () => ({ patch })),
  ]);
  const report = await atoms.releaseMany(targets, { polling, onResult: (result) => results.push(result) });
  assert.deepEqual([report.total, report.released, report.failed, report.notStarted], [15, 2, 13, undefined]);
  assert.equal(report.firstErrors.length, 10);
  for (const { index, error } of report.firstErrors) {
    assert.ok(index === 10 ? error instanceof ReleaseError && error.cause instanceof NotFoundError : error instanceof InputError, `${index}: ${error}`);
  }
  assert.equal(results.length, 15);
  assert.equal(results.find(({ index }) => index === 4)?.agentId, 7);
  for (const agentId of agentIds) assert.equal(await firstMessage(atoms, agentId), "Hello!");
});

test("an agent that fails stops nobody, unless that is asked for", async (t) => {
  const forbidden = "forbidden words";
  const { atoms, agentIds } = await platformWithAgents(t, 6, { failChecksContaining: [forbidden] });
  const targets = agentIds.map((agentId, at) => ({ agentId, patch: at === 1 ? { firstMessage: forbidden } : patch }));
  const stopped = await atoms.releaseMany(targets, { concurrency: 2, polling, stopOnError: true });
  assert.equal(stopped.failed, 1);
  assert.equal(stopped.total, 6);
  assert.equal(stopped.notStarted, 5 - stopped.released);
  assert.ok(stopped.released >= 1 && stopped.released <= 4, JSON.stringify(stopped));
  const [first] = stopped.firstErrors;
  assert.equal(first?.index, 1);
  assert.equal(first.agentId, agentIds[1]);
  assert.ok(first.error instanceof ReleaseError && first.error.cause instanceof SecurityCheckFailedError);
  // The one beside it had begun, and was let to its end.
  assert.equal(await firstMessage(atoms, String(agentIds[0])), "Hello!");

  const gone = await atoms.releaseMany(targets, { concurrency: 2, polling });
  assert.deepEqual([gone.failed, gone.released + gone.unchanged, gone.notStarted], [1, 5, undefined]);
});

test("with stopOnError nothing is started after a failure", async (t) => {
  const { atoms, agentIds } = await platformWithAgents(t, 2);
  let closed = 0;
  function* targets() {
    try {
      yield { agentId: String(agentIds[0]), patch };
      yield { agentId: MISSING, patch };
      yield { agentId: String(agentIds[1]), patch };
    } finally {
      closed += 1;
    }
  }
  const report = await atoms.releaseMany(targets(), { concurrency: 1, polling, stopOnError: true });
  assert.deepEqual([report.total, report.released, report.failed, report.notStarted], [2, 1, 1, 0]);
  assert.equal(closed, 1);
  assert.notEqual(await firstMessage(atoms, String(agentIds[1])), "Hello!");
});

test("targets are taken as there is room for them, and onResult holds them back", async (t) => {
  const { atoms, agentIds } = await platformWithAgents(t, 9);
  let taken = 0;
  let done = 0;
  let ahead = 0;
  let closed = 0;
  async function* targets() {
    try {
      for (const agentId of agentIds) {
        taken += 1;
        ahead = Math.max(ahead, taken - done);
        yield { agentId, patch };
      }
    } finally {
      closed += 1;
    }
  }
  const report = await atoms.releaseMany(targets(), {
    concurrency: 3,
    polling,
    onResult: async () => {
      await pause(20);
      done += 1;
    },
  });
  assert.equal(report.released, 9);
  assert.equal(done, 9, "the last onResult is waited for as well");
  assert.equal(ahead, 3);
  assert.equal(closed, 1);
});

test("an onResult that fails is logged and stops nothing", async (t) => {
  const { atoms, agentIds } = await platformWithAgents(t, 2);
  const complaints = t.mock.method(console, "error", () => {});
  let told = 0;
  const report = await atoms.releaseMany(agentIds.map((agentId) => ({ agentId, patch })), {
    polling,
    stopOnError: true,
    concurrency: 1,
    onResult: () => {
      told += 1;
      if (told === 1) throw new Error("disk full");
      return Promise.reject(new Error("disk full"));
    },
  });
  assert.equal(report.released, 2);
  assert.equal(complaints.mock.callCount(), 2);
  assert.match(String(complaints.mock.calls[1]?.arguments.join(" ")), /onResult failed: disk full/);
});

test("the same agent twice is released one after the other, in order", async (t) => {
  const { atoms, agentIds } = await platformWithAgents(t, 2);
  const [twice = "", other = ""] = agentIds;
  /** @type {string[]} */
  const events = [];
  const report = await atoms.releaseMany(
    [
      { agentId: twice, patch: { firstMessage: "1" } },
      { agentId: other, patch },
      { agentId: twice, patch: { firstMessage: "2" } },
    ],
    {
      polling,
      onProgress: ({ index, step, state }) => {
        if (index !== 1 && step === "read" && state === "started") events.push(`${index} begins`);
      },
      onResult: ({ index }) => {
        if (index !== 1) events.push(`${index} ended`);
      },
    },
  );
  assert.equal(report.released, 3);
  assert.deepEqual(events, ["0 begins", "0 ended", "2 begins", "2 ended"]);
  assert.equal(await firstMessage(atoms, twice), "2");
});

test("what the iterator throws ends it, after those under way", async (t) => {
  const { atoms, agentIds } = await platformWithAgents(t, 2);
  const broken = new Error("cursor lost");
  /** @type {ReleaseManyResult[]} */
  const results = [];
  async function* targets() {
    for (const agentId of agentIds) yield { agentId, patch };
    throw broken;
  }
  const error = await failure(atoms.releaseMany(targets(), { polling, onResult: (result) => results.push(result) }));
  assert.equal(error, broken);
  assert.equal(results.length, 2);
  for (const { report } of results) assert.equal(report?.outcome, "released");
});

test("a signal ends the wait for a target that never comes", async (t) => {
  const { atoms, agentIds } = await platformWithAgents(t, 1);
  const abort = new AbortController();
  let returned = 0;
  /** @type {AsyncIterable<import("atoms-lifecycle").ReleaseTarget>} */
  const targets = {
    [Symbol.asyncIterator]() {
      let asked = 0;
      return {
        next: () => {
          asked += 1;
          if (asked === 1) return Promise.resolve({ done: false, value: { agentId: String(agentIds[0]), patch } });
          setImmediate(() => abort.abort());
          return new Promise(() => {});
        },
        return: () => {
          returned += 1;
          return new Promise(() => {});
        },
      };
    },
  };
  assert.ok((await failure(atoms.releaseMany(targets, { polling, signal: abort.signal }))) instanceof AbortError);
  assert.equal(returned, 1);
  assert.deepEqual(await atoms.listDrafts(String(agentIds[0])), []);
});

test("many at once share a signal without a warning", async (t) => {
  const { atoms, agentIds } = await platformWithAgents(t, 20);
  /** @type {Error[]} */
  const warnings = [];
  const warned = (/** @type {Error} */ warning) => warnings.push(warning);
  process.on("warning", warned);
  t.after(() => process.off("warning", warned));
  const { signal } = new AbortController();
  const report = await atoms.releaseMany(agentIds.map((agentId) => ({ agentId, patch })), { concurrency: 20, polling, signal });
  await pause();
  assert.equal(report.released, 20);
  assert.deepEqual(warnings, []);
});

test("options and targets that are no good are refused before any request", async (t) => {
  let sent = 0;
  const { server } = await platform(t);
  const atoms = await client(server, {
    fetch: (input, init) => {
      sent += 1;
      return fetch(input, init);
    },
  });
  const target = { agentId: MISSING, patch };
  const cases = /** @type {[any, any, RegExp][]} */ ([
    [undefined, {}, /targets must be/],
    ["abc", {}, /targets must be/],
    [{ agentId: MISSING, patch }, {}, /targets must be/],
    [{ [Symbol.iterator]: () => ({}) }, {}, /targets cannot be iterated/],
    [[target], 7, /options must be an object/],
    [[target], { concurrency: 0 }, /concurrency must be a whole number from 1 to 64/],
    [[target], { concurrency: 65 }, /concurrency/],
    [[target], { concurrency: 1.5 }, /concurrency/],
    [[target], { concurrency: "4" }, /concurrency/],
    [[target], { onResult: 1 }, /onResult must be a function/],
    [[target], { onProgress: 1 }, /onProgress must be a function/],
    [[target], { signal: 1 }, /signal must be an AbortSignal/],
    [[target], { stopOnError: "yes" }, /stopOnError must be true or false/],
    [[target], { deadlineMs: 0 }, /deadlineMs/],
    [[target], { polling: 7 }, /polling/],
    [[target], { openDraft: "keep" }, /openDraft/],
    [[target], { onConflict: "fight" }, /onConflict/],
    [[target], { waitOutFreeze: 1 }, /waitOutFreeze/],
  ]);
  for (const [targets, options, message] of cases) {
    const error = await failure(atoms.releaseMany(targets, options));
    assert.ok(error instanceof InputError, `${message}: ${error}`);
    assert.match(error.message, message);
  }
  const gone = AbortSignal.abort();
  assert.ok((await failure(atoms.releaseMany([target], { signal: gone }))) instanceof AbortError);
  assert.equal(sent, 0);
  assert.equal((await atoms.releaseMany([])).total, 0);
});

test("each may have a branch of its own, made for it and staged alone", async (t) => {
  const { atoms, agentIds } = await platformWithAgents(t, 3, { generation: "branches" });
  const report = await atoms.releaseMany(
    agentIds.map((agentId, at) => ({ agentId, patch, branch: `staging ${at}` })),
    { polling, createBranch: true, goLive: false },
  );
  assert.deepEqual([report.staged, report.released, report.failed], [3, 0, 0]);
  for (const [at, agentId] of agentIds.entries()) {
    const { branches } = await atoms.listBranches(agentId);
    assert.ok(branches.some(({ branch }) => branch.name === `staging ${at}`));
    assert.notEqual(await firstMessage(atoms, agentId), "Hello!");
  }
});

test("targets that are refused leave no listener on the signal", async (t) => {
  const { atoms } = await platform(t);
  const { signal } = new AbortController();
  for (const targets of /** @type {any[]} */ ([7, "x", { [Symbol.iterator]: () => ({}) }])) {
    await assert.rejects(atoms.releaseMany(targets, { signal }), InputError);
  }
  await assert.rejects(atoms.releaseMany([], { signal, concurrency: 0 }), InputError);
  assert.equal((await atoms.releaseMany([], { signal })).total, 0);
  assert.deepEqual(getEventListeners(signal, "abort"), []);
});
