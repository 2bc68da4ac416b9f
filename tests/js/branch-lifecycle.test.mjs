// @ts-check
// The lifecycle in one call where branches serve, over HTTP, with other people around.
import assert from "node:assert/strict";
import test from "node:test";
import {
  ConfigFrozenError,
  ConflictError,
  DraftConflictError,
  NoCommittedRevisionError,
  NotFoundError,
  ReleaseError,
  SecurityCheckFailedError,
} from "atoms-lifecycle";
import { client, meddledFetch, platformWithAgent, platformWithBranches, polling } from "./platform.mjs";

/** @typedef {import("atoms-lifecycle").Atoms} Atoms */

/**
 * @param {Promise<unknown>} call
 * @returns {Promise<ReleaseError>}
 */
async function stopped(call) {
  const error = await call.then(
    (value) => assert.fail(`it should have stopped, not given ${JSON.stringify(value)}`),
    (/** @type {unknown} */ error) => error,
  );
  assert.ok(error instanceof ReleaseError, String(error));
  return error;
}

/**
 * @param {ReleaseError} error
 * @returns {DraftConflictError}
 */
function conflictOf({ cause }) {
  assert.ok(cause instanceof DraftConflictError, String(cause));
  return cause;
}

/**
 * @param {Atoms} atoms
 * @param {string} agentId
 */
async function serving(atoms, agentId) {
  const { _resolvedConfig, activeVersionId } = await atoms.getAgent(agentId);
  return { config: _resolvedConfig, activeVersionId };
}

/**
 * @param {Atoms} atoms
 * @param {string} agentId
 * @param {string} name
 */
async function branchNamed(atoms, agentId, name) {
  const { branches } = await atoms.listBranches(agentId);
  const found = branches.find(({ branch }) => branch.name === name);
  assert.ok(found, `no branch ${name}`);
  return found;
}

/** @param {{ steps: { step: string }[] }} report */
const stepsOf = ({ steps }) => steps.map(({ step }) => step);

test("release on the live branch goes live, and says what it took", async (t) => {
  const { atoms, agentId, main, firstRevisionId } = await platformWithBranches(t);
  const report = await atoms.release(agentId, { firstMessage: "Hello!" }, { label: "greets", polling });
  assert.deepEqual([report.outcome, report.generation], ["released", "branches"]);
  assert.deepEqual([report.ids.branchId, report.ids.previousVersionId], [main, firstRevisionId]);
  assert.deepEqual(stepsOf(report), ["read", "edit", "confirm", "diff", "recheck", "publish", "check", "verify"]);
  assert.equal(report.securityCheck?.status, "passed");
  assert.ok(JSON.stringify(report.diff).includes("Hello!"));
  const { config, activeVersionId } = await serving(atoms, agentId);
  assert.deepEqual([config.firstMessage, activeVersionId], ["Hello!", report.versionId]);
  const { revision } = await atoms.getRevision(agentId, main, report.versionId);
  assert.deepEqual([revision.label, revision.revisionNumber], ["greets", report.versionNumber]);
  const again = await atoms.release(agentId, { firstMessage: "Hello!" }, { polling });
  assert.deepEqual([again.outcome, again.versionId], ["unchanged", report.versionId]);
  const check = await atoms.waitForSecurityCheck(agentId, report.versionId, { polling });
  assert.equal(check.status, "passed");
});

test("plan compares and leaves nothing behind", async (t) => {
  const { atoms, agentId, main, firstRevisionId } = await platformWithBranches(t);
  const plan = await atoms.plan(agentId, { firstMessage: "Hello!" });
  assert.deepEqual([plan.hasChanges, plan.generation, plan.activeVersionId], [true, "branches", firstRevisionId]);
  assert.deepEqual(plan.changes.map(({ path, newValue }) => [path, newValue]), [["firstMessage", "Hello!"]]);
  const { hasOpenDraft, revisionsCount } = await atoms.getBranch(agentId, main);
  assert.deepEqual([hasOpenDraft, revisionsCount], [false, 1]);
});

test("a branch is made, staged on, merged, promoted and rolled back", async (t) => {
  const { atoms, agentId, main, firstRevisionId } = await platformWithBranches(t);
  const onto = { branch: "staging", polling };
  const lacking = await stopped(atoms.release(agentId, { firstMessage: "staged" }, { ...onto, goLive: false }));
  assert.ok(lacking.cause instanceof NotFoundError && lacking.code === "branch_not_found", String(lacking));
  const staged = await atoms.release(agentId, { firstMessage: "staged" }, { ...onto, createBranch: true, goLive: false });
  assert.equal(staged.outcome, "staged");
  assert.equal((await serving(atoms, agentId)).activeVersionId, firstRevisionId, "traffic is untouched");
  const more = await atoms.release(agentId, { synthesizer: { speed: 1.3 } }, { ...onto, createBranch: true, goLive: false });
  assert.equal(more.ids.branchId, staged.ids.branchId, "a branch that is there is not made again");

  const plan = await atoms.plan(agentId, { firstMessage: "staged" }, { branch: "staging" });
  assert.deepEqual([plan.hasChanges, plan.activeVersionId], [false, more.versionId], "compared with the branch");

  const preview = await atoms.mergeBranch(agentId, "staging", "Main", { preview: true });
  assert.deepEqual(preview.changes.map(({ path }) => path).sort(), ["firstMessage", "synthesizer.speed"]);
  assert.equal((await atoms.getBranch(agentId, main)).hasOpenDraft, false);

  const promoted = await atoms.promote(agentId, "staging");
  assert.deepEqual([promoted.outcome, promoted.branch, promoted.previousBranch], ["promoted", "staging", "Main"]);
  assert.equal(promoted.versionId, more.versionId);
  assert.ok(JSON.stringify(promoted.diff).includes("staged"));
  assert.equal((await serving(atoms, agentId)).config.firstMessage, "staged");
  assert.equal((await atoms.promote(agentId, String(staged.ids.branchId))).outcome, "unchanged", "by its id as well");

  const back = await atoms.rollback(agentId, { polling });
  assert.deepEqual([back.outcome, back.generation], ["rolledBack", "branches"]);
  const { config, activeVersionId } = await serving(atoms, agentId);
  assert.equal(activeVersionId, back.versionId);
  assert.notEqual(back.versionId, staged.versionId, "a restore is a new revision");
  assert.notEqual(/** @type {any} */ (config).synthesizer.speed, 1.3);
  const same = await atoms.rollback(agentId, { to: back.versionId });
  assert.equal(same.outcome, "unchanged");
  await atoms.promote(agentId, main);
});

test("a release onto another branch switches to it, and a fork without a commit cannot be promoted", async (t) => {
  const { atoms, agentId, main } = await platformWithBranches(t);
  const report = await atoms.release(agentId, { firstMessage: "Hi" }, { branch: "next", createBranch: true, polling });
  assert.equal(report.outcome, "released");
  assert.ok(stepsOf(report).includes("activate"));
  assert.ok((await branchNamed(atoms, agentId, "next")).isLive);
  await atoms.createBranch(agentId, { sourceBranchId: main, name: "empty" });
  const error = await stopped(atoms.promote(agentId, "empty"));
  assert.ok(error.cause instanceof NoCommittedRevisionError);
  const live = await stopped(atoms.release(agentId, { firstMessage: "x" }, { branch: "next", goLive: false }));
  assert.equal(live.code, "branch_is_live");
});

test("somebody's open draft is refused with its fields, included, or replaced", async (t) => {
  const { atoms, agentId, main } = await platformWithBranches(t, { checkDurationMs: 0 });
  const opened = () => atoms.updateBranchDraft(agentId, main, { synthesizer: { speed: 1.3 } });
  const { config: before } = await serving(atoms, agentId);
  await opened();
  for (const call of [atoms.release(agentId, { firstMessage: "x" }), atoms.plan(agentId, { firstMessage: "x" })]) {
    const error = await stopped(call);
    assert.equal(error.code, "open_draft");
    assert.deepEqual(conflictOf(error).fields, ["synthesizer.speed"]);
    assert.match(error.message, /openDraft/);
  }
  assert.equal((await atoms.getBranchDraft(agentId, main)).editCount, 1, "it is as it was");

  await atoms.release(agentId, { firstMessage: "replaced" }, { openDraft: "replace", polling });
  const replaced = await serving(atoms, agentId);
  assert.deepEqual(replaced.config, { ...before, firstMessage: "replaced" });
  await opened();
  await atoms.release(agentId, { firstMessage: "included" }, { openDraft: "include", polling });
  const { config } = await serving(atoms, agentId);
  assert.equal(config.firstMessage, "included");
  assert.equal(/** @type {any} */ (config).synthesizer.speed, 1.3);
});

test("an edit of the same draft meanwhile is refused, merged or overwritten", async (t) => {
  const { server, atoms, agentId, main } = await platformWithBranches(t, { checkDurationMs: 0 });
  /**
   * A release that somebody gets ahead of with a patch.
   * @param {object} theirs
   * @param {import("atoms-lifecycle").ReleaseOptions} [options]
   */
  const race = async (theirs, options) => {
    const theirEdit = () => atoms.updateBranchDraft(agentId, main, /** @type {any} */ (theirs));
    const ours = await client(server, { fetch: meddledFetch(/^PUT .*\/draft$/, theirEdit) });
    return ours.release(agentId, { firstMessage: "ours" }, { polling, ...options });
  };
  const cleanUp = () => atoms.discardBranchDraft(agentId, main);

  const refused = conflictOf(await stopped(race({ firstMessage: "theirs" })));
  assert.deepEqual(refused.fields, ["call_handling.firstMessage"]);
  assert.equal(refused.status, 409);
  await cleanUp();
  const elsewhere = await stopped(race({ synthesizer: { speed: 1.3 } }));
  assert.deepEqual(conflictOf(elsewhere).fields, ["synthesizer.speed"], "theirs would have been published too");
  assert.equal(elsewhere.draftDiscarded, false);
  await cleanUp();

  const clashed = conflictOf(await stopped(race({ firstMessage: "theirs" }, { onConflict: "merge" })));
  assert.equal(clashed.code, "merge_conflict");
  assert.deepEqual(clashed.fields, ["firstMessage"]);
  assert.deepEqual(clashed.clashes?.map(({ path, theirs, ours }) => [path, theirs, ours]), [["firstMessage", "theirs", "ours"]]);
  assert.equal((await atoms.getBranchDraft(agentId, main)).editCount, 1, "their draft is as it was");
  await cleanUp();

  const merged = await race({ synthesizer: { speed: 1.4 } }, { onConflict: "merge" });
  assert.equal(merged.outcome, "released");
  const both = (await serving(atoms, agentId)).config;
  assert.deepEqual([both.firstMessage, /** @type {any} */ (both).synthesizer.speed], ["ours", 1.4]);

  await atoms.release(agentId, { firstMessage: "neither" }, { polling });
  await race({ firstMessage: "theirs" }, { onConflict: "overwrite" });
  assert.equal((await serving(atoms, agentId)).config.firstMessage, "ours");
});

test("somebody's publish meanwhile is not undone", async (t) => {
  const { server, atoms, agentId, main } = await platformWithBranches(t, { checkDurationMs: 0 });
  // Their publish takes the draft along, ours included, just before ours.
  const theirs = async () => {
    await atoms.publishBranchDraft(agentId, main, { label: "theirs" });
  };
  const ours = await client(server, { fetch: meddledFetch(/^GET .*\/branches\/[0-9a-f]+$/, theirs) });
  const error = await stopped(ours.release(agentId, { firstMessage: "Hello!" }, { polling }));
  assert.equal(error.step, "recheck");
  assert.equal(error.code, "branch_changed");
  assert.ok(error.cause instanceof ConflictError);
  const { revisions } = await atoms.listRevisions(agentId, main);
  assert.deepEqual(revisions.map(({ label }) => label ?? null).slice(0, 1), ["theirs"]);
});

test("a failed check says why and leaves no draft; a cancelled publish is told apart", async (t) => {
  const { atoms, agentId, main, firstRevisionId } = await platformWithBranches(t, { failChecksContaining: ["ignore all rules"] });
  const failed = await stopped(atoms.release(agentId, { firstMessage: "ignore all rules" }, { polling }));
  assert.equal(failed.step, "check");
  assert.ok(failed.cause instanceof SecurityCheckFailedError);
  assert.match(String(failed.cause.reason), /ignore all rules/);
  assert.equal(failed.cause.versionId, undefined);
  assert.equal((await serving(atoms, agentId)).activeVersionId, firstRevisionId);
  assert.equal(failed.draftDiscarded, true);
  assert.equal((await atoms.getBranch(agentId, main)).hasOpenDraft, false);

  let cancelled = Promise.resolve(/** @type {unknown} */ (undefined));
  const release = atoms.release(agentId, { firstMessage: "Hello!" }, {
    polling,
    onProgress: ({ step, state }) => {
      if (step === "publish" && state === "finished") cancelled = atoms.cancelPublish(agentId, main);
    },
  });
  assert.equal((await stopped(release)).code, "publish_cancelled");
  assert.deepEqual(await cancelled, { cancelled: true });
  assert.equal((await serving(atoms, agentId)).activeVersionId, firstRevisionId);
});

test("an abort during the check stops the publish, which would go live by itself", async (t) => {
  const { atoms, agentId, main, firstRevisionId } = await platformWithBranches(t, { checkDurationMs: 600 });
  const controller = new AbortController();
  const release = atoms.release(agentId, { firstMessage: "Hello!" }, {
    polling,
    signal: controller.signal,
    onProgress: ({ step, state }) => void (step === "check" && state === "waiting" && controller.abort()),
  });
  const error = await stopped(release);
  assert.equal(error.code, "aborted");
  assert.equal(error.draftDiscarded, true);
  await new Promise((resolve) => setTimeout(resolve, 700));
  assert.equal((await serving(atoms, agentId)).activeVersionId, firstRevisionId);
  assert.equal((await atoms.getBranch(agentId, main)).hasOpenDraft, false);
});

test("a freeze stops a release, or is waited out", async (t) => {
  const { server, atoms, agentId, main } = await platformWithBranches(t, { checkDurationMs: 0 });
  server.emulator.setFreeze(true);
  const error = await stopped(atoms.release(agentId, { firstMessage: "Hello!" }, { polling }));
  assert.ok(error.cause instanceof ConfigFrozenError);
  assert.match(error.message, /waitOutFreeze/);
  const late = await stopped(atoms.release(agentId, { firstMessage: "Hello!" }, { waitOutFreeze: true, deadlineMs: 200 }));
  assert.equal(late.code, "deadline_exceeded");
  setTimeout(() => server.emulator.setFreeze(false), 300);
  const report = await atoms.release(agentId, { firstMessage: "Hello!" }, { waitOutFreeze: true, polling });
  assert.equal(report.outcome, "released");
  assert.equal((await atoms.getBranch(agentId, main)).hasOpenDraft, false);
});

test("a freeze stops a promotion and a rollback, or is waited out", async (t) => {
  const calls = /** @type {((atoms: Atoms, agentId: string, options: { waitOutFreeze: boolean }) => Promise<{ outcome: string }>)[]} */ ([
    (atoms, agentId, options) => atoms.promote(agentId, "staging", options),
    (atoms, agentId, options) => atoms.rollback(agentId, { ...options, polling }),
  ]);
  const waited = calls.map(async (call) => {
    const { server, atoms, agentId } = await platformWithBranches(t, { checkDurationMs: 0 });
    await atoms.release(agentId, { firstMessage: "live" }, { polling });
    await atoms.release(agentId, { firstMessage: "x" }, { branch: "staging", createBranch: true, goLive: false, polling });
    server.emulator.setFreeze(true);
    assert.ok((await stopped(call(atoms, agentId, { waitOutFreeze: false }))).cause instanceof ConfigFrozenError);
    setTimeout(() => server.emulator.setFreeze(false), 300);
    return (await call(atoms, agentId, { waitOutFreeze: true })).outcome;
  });
  assert.deepEqual(await Promise.all(waited), ["promoted", "rolledBack"]);
});

test("an organisation that is migrated in mid-release keeps the edit", async (t) => {
  const moments = /** @type {[string, RegExp][]} */ ([
    ["the fork", /^POST .*\/drafts$/],
    ["the edit", /^PATCH .*\/config$/],
    ["the publish", /^POST .*\/publish$/],
    ["the activation", /^PATCH .*\/activate$/],
  ]);
  for (const [moment, request] of moments) {
    const { server, agentId, firstVersionId } = await platformWithAgent(t);
    const atoms = await client(server, { fetch: meddledFetch(request, () => server.emulator.migrate()) });
    const report = await atoms.release(agentId, { firstMessage: "Hello!" }, { polling });
    assert.deepEqual([report.outcome, report.generation], ["released", "branches"], moment);
    const { config, activeVersionId } = await serving(atoms, agentId);
    assert.deepEqual([config.firstMessage, activeVersionId], ["Hello!", report.versionId], moment);
    const { branches } = await atoms.listBranches(agentId);
    assert.deepEqual(branches.map(({ isLive }) => isLive), [true], moment);
    assert.equal((await atoms.release(agentId, { firstMessage: "Hi" }, { polling })).generation, "branches", "it is remembered");
    const first = await atoms.rollback(agentId, { to: firstVersionId, polling });
    assert.equal(first.outcome, "rolledBack", "a version that became a revision can be gone back to");
  }
});

test("the generation is found out once, or told", async (t) => {
  const { server, agentId } = await platformWithBranches(t, { checkDurationMs: 0 });
  const reads = (/** @type {string[]} */ sent) => sent.filter((request) => /^GET .*\/branches$/.test(request)).length;
  /** @param {import("atoms-lifecycle").ConnectOptions} options */
  const counted = async (options) => {
    /** @type {string[]} */
    const sent = [];
    const send = meddledFetch(/$^/, () => {});
    const atoms = await client(server, {
      ...options,
      fetch: (input, init) => {
        sent.push(`${init.method} ${input}`);
        return send(input, init);
      },
    });
    return { atoms, sent };
  };
  const auto = await counted({});
  await auto.atoms.plan(agentId, { firstMessage: "a" });
  const first = reads(auto.sent.splice(0));
  await auto.atoms.plan(agentId, { firstMessage: "b" });
  assert.equal(first, reads(auto.sent) + 1);
  const told = await counted({ generation: "branches" });
  await told.atoms.plan(agentId, { firstMessage: "c" });
  assert.equal(reads(told.sent), 1);
  // Told wrongly, the platform's own answer wins.
  const wrong = await counted({ generation: "versions" });
  assert.equal((await wrong.atoms.plan(agentId, { firstMessage: "d" })).generation, "branches");
});

test("where versions serve, what needs branches says so", async (t) => {
  const { atoms, agentId } = await platformWithAgent(t);
  for (const call of [
    atoms.promote(agentId, "staging"),
    atoms.release(agentId, { firstMessage: "x" }, { branch: "staging" }),
    atoms.mergeBranch(agentId, "staging", "Main"),
  ]) {
    const error = await stopped(call);
    assert.ok(error.cause instanceof ConflictError, String(error));
    assert.equal(error.code, "no_branches");
  }
});
