// @ts-check
// `emulate()`: the clock, the state, the generation and the verdict.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { emulate } from "atoms-lifecycle/emulator";
import { agentCount, call, checkOf, GREETING, publish } from "./emulated.mjs";

/** @typedef {import("atoms-lifecycle/emulator").Emulator} Emulator */

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

test("an option that is undefined is the default", async () => {
  /** @type {any} */
  const unknown = { any: 0 };
  const refusal = await emulate(unknown).then(String, ({ message }) => String(message));
  const [, names = ""] = refusal.split("it may hold ");
  const all = names.split(/,\s/);
  assert.ok(all.length > 20, names);
  const emulator = await emulate(Object.fromEntries(all.map((name) => [name, undefined])));
  const { data } = await (await emulator.fetch(`${emulator.baseUrl}/agent`)).json();
  assert.deepEqual(data.agents, []);
  emulator.close();
});

test("bad options are refused with their name", async () => {
  for (const [options, named] of /** @type {[any, RegExp][]} */ ([
    [{ checkDuration: 1 }, /^options knows no checkDuration; it may hold clock, /],
    [{ checkDuration: undefined }, /knows no checkDuration/],
    [{ port: 1 }, /knows no port/],
    [{ ["é".repeat(100_000)]: 1 }, /^.{1,100}$/m],
    [{ checkDurationMs: "soon" }, /checkDurationMs|string/],
    [{ checkDurationMs: -1 }, /./],
    [{ verdict: "passed" }, /verdict/],
  ])) {
    await assert.rejects(emulate(options), ({ message }) => named.test(message) && message.length < 600);
  }
});
