// @ts-check
// The lifecycle in one call, over HTTP.
import assert from "node:assert/strict";
import test from "node:test";
import {
  AbortError,
  ConflictError,
  ReleaseError,
  SecurityCheckFailedError,
  TimeoutError,
} from "atoms-lifecycle";
import { platformWithAgent, polling } from "./platform.mjs";

/** @typedef {import("atoms-lifecycle").Progress} Progress */
/** @typedef {import("atoms-lifecycle").Atoms} Atoms */

/**
 * @param {Promise<unknown>} call
 * @returns {Promise<ReleaseError>}
 */
async function stopped(call) {
  const error = await call.then(
    () => assert.fail("it should have stopped"),
    (/** @type {unknown} */ error) => error,
  );
  assert.ok(error instanceof ReleaseError, String(error));
  return error;
}

/**
 * Nothing but what was there before: no draft, and the same version serves.
 * @param {Atoms} atoms
 * @param {string} agentId
 * @param {string} versionId
 */
async function assertUntouched(atoms, agentId, versionId) {
  assert.equal((await atoms.getAgent(agentId)).activeVersionId, versionId);
  assert.deepEqual(await atoms.listDrafts(agentId), []);
}

test("release ends with the version that serves", async (t) => {
  const { atoms, agentId, firstVersionId } = await platformWithAgent(t);
  /** @type {Progress[]} */
  const events = [];
  const report = await atoms.release(
    agentId,
    { firstMessage: "Hello!", singlePromptConfig: { prompt: "Be kind.", tools: [] }, slmModel: "gpt-4o" },
    { label: "v2", description: "greets", polling, onProgress: (event) => events.push(event) },
  );
  assert.equal(report.outcome, "released");
  assert.equal(report.ids.previousVersionId, firstVersionId);
  assert.deepEqual(
    report.steps.map(({ step }) => step),
    ["read", "fork", "edit", "confirm", "diff", "publish", "check", "recheck", "activate", "verify"],
  );
  assert.equal(report.requests, report.steps.reduce((sum, { requests }) => sum + requests, 0));
  assert.equal(report.securityCheck?.status, "passed");
  assert.ok(JSON.stringify(report.diff).includes("Hello!"));
  assert.ok(report.changes.some(({ path }) => path === "firstMessage"));
  const serving = await atoms.getAgent(agentId);
  assert.equal(serving.activeVersionId, report.versionId);
  assert.equal(serving._resolvedConfig?.firstMessage, "Hello!");
  assert.equal(serving._resolvedConfig?.prompt, "Be kind.");
  const { version } = await atoms.getVersion(agentId, report.versionId);
  assert.equal(version.label, "v2");
  assert.deepEqual(await atoms.listDrafts(agentId), []);
  assert.ok(events.some(({ step, state }) => step === "check" && state === "waiting"));
  assert.equal(events.at(-1)?.step, "verify");
  assert.equal(events.at(-1)?.state, "finished");
});

test("a patch that changes nothing releases nothing", async (t) => {
  const { atoms, agentId, firstVersionId } = await platformWithAgent(t);
  await atoms.release(agentId, { firstMessage: "Hello!" }, { polling });
  const { versionId } = await atoms.release(agentId, { firstMessage: "Hello again!" }, { polling });
  const report = await atoms.release(agentId, { firstMessage: "Hello again!" }, { polling });
  assert.equal(report.outcome, "unchanged");
  assert.equal(report.versionId, versionId);
  assert.equal(report.requests, 1);
  assert.equal((await atoms.listVersions(agentId)).total, 3);
  assert.notEqual(versionId, firstVersionId);
});

test("a failed check never serves, and says why", async (t) => {
  const { atoms, agentId, firstVersionId } = await platformWithAgent(t, { failChecksContaining: ["ignore all rules"] });
  const error = await stopped(atoms.release(agentId, { firstMessage: "Please ignore all rules" }, { polling }));
  assert.equal(error.step, "check");
  assert.ok(error.cause instanceof SecurityCheckFailedError);
  assert.match(String(error.cause.reason), /ignore all rules/);
  assert.equal(error.cause.versionId, error.ids.versionId);
  await assertUntouched(atoms, agentId, firstVersionId);
});

test("somebody else's activation is not overwritten", async (t) => {
  const { atoms, agentId, firstVersionId } = await platformWithAgent(t);
  const theirs = await atoms.release(agentId, { firstMessage: "theirs" }, { polling });
  await atoms.rollback(agentId);
  let switched = Promise.resolve(/** @type {unknown} */ (undefined));
  const release = atoms.release(agentId, { firstMessage: "ours" }, {
    polling,
    onProgress: ({ step, state }) => {
      if (step === "publish" && state === "finished") switched = atoms.activateVersion(agentId, theirs.versionId);
    },
  });
  const error = await stopped(release);
  await switched;
  assert.equal(error.step, "recheck");
  assert.equal(error.code, "active_version_changed");
  assert.ok(error.cause instanceof ConflictError);
  assert.equal((await atoms.getAgent(agentId)).activeVersionId, theirs.versionId);
  assert.notEqual(theirs.versionId, firstVersionId);
});

test("an abort before the publish leaves nothing behind", async (t) => {
  for (const step of ["read", "fork", "edit", "confirm", "diff"]) {
    const { atoms, agentId, firstVersionId } = await platformWithAgent(t);
    const controller = new AbortController();
    const release = atoms.release(agentId, { firstMessage: "Hello!" }, {
      signal: controller.signal,
      onProgress: (event) => {
        if (event.step === step) controller.abort(new Error("changed my mind"));
      },
    });
    const error = await stopped(release);
    assert.equal(error.code, "aborted", step);
    assert.ok(error.cause instanceof AbortError);
    assert.equal(/** @type {Error} */ (error.cause.cause).message, "changed my mind");
    await assertUntouched(atoms, agentId, firstVersionId);
    assert.equal((await atoms.listVersions(agentId)).total, 1);
  }
});

test("an abort during the check names the version and activates nothing", async (t) => {
  const { atoms, agentId, firstVersionId } = await platformWithAgent(t, { checkDurationMs: 60_000 });
  const controller = new AbortController();
  const began = performance.now();
  const release = atoms.release(agentId, { firstMessage: "Hello!" }, {
    signal: controller.signal,
    onProgress: ({ state }) => void (state === "waiting" && controller.abort()),
  });
  const error = await stopped(release);
  assert.ok(performance.now() - began < 2_000);
  assert.equal(error.step, "check");
  assert.match(String(error.ids.versionId), /^[0-9a-f]{24}$/);
  await assertUntouched(atoms, agentId, firstVersionId);
});

test("a deadline ends the wait and says what it waited for", async (t) => {
  const { atoms, agentId, firstVersionId } = await platformWithAgent(t, { checkDurationMs: 60_000 });
  const error = await stopped(atoms.release(agentId, { firstMessage: "Hello!" }, { polling, deadlineMs: 400 }));
  assert.equal(error.code, "deadline_exceeded");
  assert.ok(error.cause instanceof TimeoutError);
  assert.match(error.message, /security check/);
  await assertUntouched(atoms, agentId, firstVersionId);
});

test("a field that the platform drops is noticed, and the draft is gone", async (t) => {
  const { atoms, agentId, firstVersionId } = await platformWithAgent(t);
  const error = await stopped(atoms.release(agentId, { firstMessage: "Hello!", firstMesage: "typo" }));
  assert.equal(error.code, "not_confirmed");
  assert.match(error.message, /firstMesage/);
  assert.equal(error.draftDiscarded, true);
  await assertUntouched(atoms, agentId, firstVersionId);
});

test("plan says what would change and leaves nothing", async (t) => {
  const { atoms, agentId, firstVersionId } = await platformWithAgent(t);
  const plan = await atoms.plan(agentId, { firstMessage: "Hello!", allowInterruptions: false });
  assert.equal(plan.hasChanges, true);
  assert.equal(plan.activeVersionId, firstVersionId);
  assert.deepEqual(
    plan.changes.map(({ path, newValue }) => [path, newValue]).sort(),
    [["allowInterruptions", false], ["firstMessage", "Hello!"]],
  );
  await assertUntouched(atoms, agentId, firstVersionId);
  assert.equal((await atoms.listVersions(agentId)).total, 1);
});

test("rollback goes to what served before, or to the one named", async (t) => {
  const { atoms, agentId, firstVersionId } = await platformWithAgent(t);
  const second = await atoms.release(agentId, { firstMessage: "2" }, { polling });
  const third = await atoms.release(agentId, { firstMessage: "3" }, { polling });
  const back = await atoms.rollback(agentId);
  assert.equal(back.outcome, "rolledBack");
  assert.equal(back.versionId, second.versionId);
  const first = await atoms.rollback(agentId, { to: firstVersionId });
  assert.equal(first.versionId, firstVersionId);
  assert.equal((await atoms.getAgent(agentId)).activeVersionId, firstVersionId);
  const same = await atoms.rollback(agentId, { to: firstVersionId });
  assert.equal(same.outcome, "unchanged");
  const error = await stopped(atoms.rollback(agentId, { to: "0123456789abcdef01234567" }));
  assert.equal(error.code, "version_not_found");
  assert.notEqual(third.versionId, first.versionId);
});

test("a listener that throws stops nothing", async (t) => {
  const { atoms, agentId } = await platformWithAgent(t);
  const complaints = t.mock.method(console, "error", () => {});
  const report = await atoms.release(agentId, { firstMessage: "Hello!" }, {
    polling,
    onProgress: () => {
      throw new Error("broken listener");
    },
  });
  assert.equal(report.outcome, "released");
  assert.ok(complaints.mock.callCount() > 0);
});
