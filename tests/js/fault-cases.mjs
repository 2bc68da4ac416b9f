// @ts-check
// Every fault at every request of a release, and what must hold after each.
// `node --test --test-name-pattern="POST drafts #1: refused"` runs one alone.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { ReleaseError } from "atoms-lifecycle";
import { PATCH, Scene } from "./fault-worlds.mjs";
import { faultNamed, faults, unreachable } from "./faults.mjs";

/** @typedef {import("atoms-lifecycle").ReleaseReport} ReleaseReport */
/** @typedef {import("./fault-proxy.mjs").Fault} Fault */
/** @typedef {import("./fault-worlds.mjs").World} World */
/** @typedef {import("./fault-worlds.mjs").Sight} Sight */

/** Most of a case is waiting. */
const AT_ONCE = 16;
/** Longer than a busy machine needs for an answer. */
const STALL_MS = 1_500;
/** How long a release goes on without an answer. */
const UNREACHABLE_MS = 5_000;
/** A case that hangs. */
const TOO_LONG_MS = 60_000;
/** What a connection can do that is kept for the next request. */
const ON_KEPT_CONNECTIONS = ["reset before the server got it", "executed, then reset", "never answered, executed"];

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} spot
 * @property {Fault} fault
 * @property {boolean} keeps whether connections are kept
 */

/**
 * Runs them all, as one suite, and says how many ended with a release.
 * @param {World} world
 * @param {World} [other] whose requests are left out: they are the same
 */
export async function everyFaultAtEveryRequest(world, other) {
  const known = other === undefined ? [] : await spotsOf(other);
  const spots = (await spotsOf(world)).filter((spot) => !known.includes(spot));
  const counts = { released: 0, stopped: 0 };
  describe(`faults, ${world.name}`, { concurrency: AT_ONCE, timeout: TOO_LONG_MS * 10 }, () => {
    after(() => console.log(`${world.name}: ${counts.released} cases ended with a release, ${counts.stopped} with an error`));
    for (const one of casesAt(spots, world)) {
      it(one.name, { timeout: TOO_LONG_MS }, async () => {
        counts[await run(world, one)] += 1;
      });
    }
  });
}

/**
 * The requests of a release when nothing goes wrong.
 * @param {World} world
 */
async function spotsOf(world) {
  const scene = await Scene.open(world);
  try {
    await scene.release(await scene.client());
    const spots = scene.proxy.arrived.map(({ spot }) => spot);
    assert.ok(spots.length >= 12, `a release took ${spots.join(", ")} alone`);
    return spots;
  } finally {
    await scene.close();
  }
}

/**
 * @param {string[]} spots
 * @param {World} world
 * @returns {Case[]}
 */
function casesAt(spots, world) {
  return spots.flatMap((spot) => {
    /** @type {(fault: Fault, keeps: boolean, more?: string) => Case} */
    const at = (fault, keeps, more = "") => ({ name: `${world.name}: ${spot}: ${fault.name}${more}`, spot, fault, keeps });
    const cases = [
      ...[...faults, unreachable].map((fault) => at(fault, false)),
      ...ON_KEPT_CONNECTIONS.map((name) => at(faultNamed(name), true, ", on a kept connection")),
    ];
    return spot.startsWith("GET") ? cases.filter(({ fault }) => !fault.onWrites) : cases;
  });
}

/**
 * @param {World} world
 * @param {Case} one
 * @returns {Promise<"released" | "stopped">}
 */
async function run(world, { spot, fault, keeps }) {
  const scene = await Scene.open(world, { keeps });
  try {
    const before = await scene.look();
    scene.proxy.plan(spot, fault);
    const faulty = await scene.client(fault.stalls ? { timeoutMs: STALL_MS } : {});
    const deadlineMs = fault.lasts ? UNREACHABLE_MS : undefined;
    const result = await scene.release(faulty, deadlineMs).catch((/** @type {unknown} */ error) => error);
    assert.ok(scene.proxy.struck, "the fault did not take place");
    assert.ok(await scene.proxy.letGo(), `${scene.proxy.held} connections are left`);
    await scene.proxy.catchUp();
    const after = await scene.look();
    // What is executed behind a client's back can open a draft behind it too.
    const allowed = fault.late ? after.drafts : [];
    assertSound(before, after, result, allowed);
    await finish(scene, before, result);
    return result instanceof Error ? "stopped" : "released";
  } finally {
    await scene.close();
  }
}

/**
 * What must hold whatever happened.
 * @param {Sight} before
 * @param {Sight} after
 * @param {unknown} result the report, or what it rejected with
 * @param {Sight["drafts"]} allowed that may be left by a call that succeeded
 */
function assertSound(before, after, result, allowed) {
  const told = result instanceof Error ? result.message : JSON.stringify(result);
  assertOrdered(after, told);
  const made = after.versions.filter((id) => !before.versions.includes(id));
  assert.ok(made.length <= 1, `one release made ${made.length} versions: ${told}`);
  if (!(result instanceof Error)) {
    assertReleased(after, /** @type {ReleaseReport} */ (result), allowed);
    return;
  }
  assert.ok(result instanceof ReleaseError, String(result));
  const { step, ids, draftDiscarded, message } = result;
  assert.ok(step, message);
  assert.match(ids.agentId, /^[0-9a-f]{24}$/);
  if (after.drafts.length > 0) {
    const names = after.drafts.map(({ name }) => name).join(", ");
    assert.equal(draftDiscarded, false, `draft ${names} is left, and it does not say so: ${message}`);
    assert.match(message, /draft|publish/);
  }
  if (made.length > 0 && ids.versionId !== made[0]) {
    assert.equal(draftDiscarded, false, `version ${made[0]} was made, and it does not say so: ${message}`);
  }
  if (after.serving !== before.serving) {
    assert.equal(after.serving, made[0], "something else serves");
    assert.ok(ids.versionId === made[0] || draftDiscarded === false, `it serves, and it does not say so: ${message}`);
  }
}

/**
 * @param {Sight} sight
 * @param {string} told
 */
function assertOrdered({ active, check, isTheirsIntact }, told) {
  assert.equal(active.length, 1, `${active.join(", ")} are active: ${told}`);
  assert.ok(check === "passed" || check == null, `what serves has a check that is ${check}: ${told}`);
  assert.ok(isTheirsIntact, `somebody else's draft was touched: ${told}`);
}

/**
 * @param {Sight} sight
 * @param {ReleaseReport} report
 * @param {Sight["drafts"]} allowed drafts that are not the call's own
 */
function assertReleased({ serving, config, drafts }, report, allowed) {
  assert.equal(serving, report.versionId, "it serves, says the report");
  assert.deepEqual([config["firstMessage"], config["modelName"]], [PATCH.firstMessage, PATCH.slmModel]);
  const others = allowed.map(({ name }) => name);
  assert.deepEqual(drafts.map(({ name }) => name).filter((name) => !others.includes(name)), [], "no draft is left");
}

/**
 * Ends what a release began in both ways that its user has, each from the
 * state that it left.
 * @param {Scene} scene
 * @param {Sight} before the release
 * @param {unknown} result
 */
async function finish(scene, before, result) {
  const left = scene.server.emulator.snapshot();
  await finishByRelease(scene, result);
  if (!(result instanceof ReleaseError)) return;
  scene.server.emulator.restore(left);
  const report = await scene.resume(result.checkpoint);
  const after = await scene.look();
  assertOrdered(after, "after the resumption");
  assertReleased(after, report, []);
  assert.ok(after.versions.length <= before.versions.length + 1, "it was published again");
}

/**
 * Takes away what the error says is left, and releases again past the faults.
 * @param {Scene} scene
 * @param {unknown} result
 */
async function finishByRelease(scene, result) {
  if (result instanceof ReleaseError && result.draftDiscarded === false) {
    for (const { discard } of (await scene.look()).drafts) await discard();
  }
  const before = await scene.look();
  const report = await scene.release(scene.atoms);
  const after = await scene.look();
  assertOrdered(after, "after the second release");
  assertReleased(after, report, before.drafts);
  assert.ok(after.versions.length <= before.versions.length + 1, "the second release made more than one version");
}
