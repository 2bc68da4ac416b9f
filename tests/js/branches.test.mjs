// @ts-check
// Every endpoint method of the branches generation, over HTTP, and what it may be refused with.
import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import * as errors from "atoms-lifecycle";
import { platformWithBranches } from "./platform.mjs";

/** @typedef {import("atoms-lifecycle").Atoms} Atoms */

/**
 * Until the branch has published: its draft is gone.
 * @param {Atoms} atoms
 * @param {string} agentId
 * @param {string} branchId
 */
async function published(atoms, agentId, branchId) {
  for (let waited = 0; (await atoms.getBranch(agentId, branchId)).hasOpenDraft; waited += 20) {
    assert.ok(waited < 5_000, "the publish did not end");
    await sleep(20);
  }
  return String((await atoms.getBranch(agentId, branchId)).branch.headRevisionId);
}

/**
 * Edits, publishes and waits.
 * @param {Atoms} atoms
 * @param {string} agentId
 * @param {string} branchId
 * @param {string} firstMessage
 */
async function commit(atoms, agentId, branchId, firstMessage) {
  await atoms.updateBranchDraft(agentId, branchId, { firstMessage });
  await atoms.publishBranchDraft(agentId, branchId);
  return published(atoms, agentId, branchId);
}

/**
 * @template {errors.AtomsError} E
 * @param {Promise<unknown>} call
 * @param {new (...args: any[]) => E} expected
 * @param {string} code
 * @returns {Promise<E>}
 */
async function refused(call, expected, code) {
  const error = await call.then(
    (value) => assert.fail(`it should have been refused, not given ${JSON.stringify(value)}`),
    (/** @type {unknown} */ error) => error,
  );
  assert.ok(error instanceof errors.ConflictError && error instanceof expected, String(error));
  assert.equal(error.constructor, expected);
  assert.equal(error.name, expected.name);
  assert.equal(error.code, code);
  assert.ok(error.requestId);
  return error;
}

test("branches: list, create, read, rename, make live, archive", async (t) => {
  const { atoms, agentId, main, firstRevisionId } = await platformWithBranches(t);
  const fork = await atoms.createBranch(agentId, { sourceBranchId: main, name: "staging" });
  assert.deepEqual([fork.name, fork.isDefault, fork.headRevisionId], ["staging", false, null]);
  assert.deepEqual([fork.sourceBranchId, fork.sourceRevisionId], [main, firstRevisionId]);
  const { branches } = await atoms.listBranches(agentId);
  assert.deepEqual(branches.map(({ branch, isLive }) => [branch.name, isLive]), [["Main", true], ["staging", false]]);
  assert.equal((await atoms.renameBranch(agentId, fork._id, "next")).name, "next");
  const summary = await atoms.getBranch(agentId, fork._id);
  assert.deepEqual([summary.branch.name, summary.revisionsCount, summary.hasOpenDraft], ["next", 0, false]);
  await assert.rejects(atoms.renameBranch(agentId, main, "x"), errors.PermissionError);
  await assert.rejects(atoms.archiveBranch(agentId, main), errors.PermissionError);

  const head = await commit(atoms, agentId, fork._id, "Hi");
  const live = await atoms.makeBranchLive(agentId, fork._id);
  assert.deepEqual([live.isLive, live.branch.headRevisionId, live.headRevisionNumber], [true, head, 1]);
  assert.equal((await atoms.getAgent(agentId))._resolvedConfig.firstMessage, "Hi");
  await assert.rejects(atoms.archiveBranch(agentId, fork._id), errors.PermissionError);
  await atoms.makeBranchLive(agentId, main);
  assert.deepEqual(await atoms.archiveBranch(agentId, fork._id), { archived: true });
  assert.deepEqual((await atoms.listBranches(agentId)).branches.map(({ branch }) => branch._id), [main]);
  await assert.rejects(atoms.getBranch(agentId, "0123456789abcdef01234567"), errors.NotFoundError);
});

test("a branch's draft: open by an edit, read, discard", async (t) => {
  const { atoms, agentId, main } = await platformWithBranches(t);
  await assert.rejects(atoms.getBranchDraft(agentId, main), errors.NotFoundError);
  await assert.rejects(atoms.discardBranchDraft(agentId, main), errors.NotFoundError);
  const opened = await atoms.updateBranchDraft(agentId, main, { firstMessage: "Hi" }, { expectedRevision: 0 });
  assert.deepEqual([opened.draftRevision, opened.firstMessage], [1, undefined], "the reply shows no field");
  const edited = await atoms.updateBranchDraft(agentId, main, { synthesizer: { speed: 1.2 } }, { expectedRevision: 1 });
  assert.equal(edited.draftRevision, 2);
  const { latest, editHistory, editCount } = await atoms.getBranchDraft(agentId, main);
  assert.deepEqual([latest.draftRevision, editCount], [2, 2]);
  assert.deepEqual(editHistory.map(({ changedSections }) => changedSections), [["voice"], ["call_handling"]]);
  const preview = await atoms.getAgent(agentId, { draftId: String(latest.draftId) });
  assert.equal(preview._resolvedConfig.firstMessage, "Hi");
  assert.deepEqual(await atoms.discardBranchDraft(agentId, main), { discarded: true });
  assert.equal((await atoms.getBranch(agentId, main)).hasOpenDraft, false);
});

test("a publish scans and commits, or is cancelled, or commits at once", async (t) => {
  const { atoms, agentId, main } = await platformWithBranches(t);
  await atoms.updateBranchDraft(agentId, main, { firstMessage: "Hi" });
  const scanning = await atoms.publishBranchDraft(agentId, main, { label: "greets" });
  assert.equal(scanning.state, "scanning");
  assert.deepEqual(await atoms.cancelPublish(agentId, main), { cancelled: true });
  assert.equal((await atoms.getBranchDraft(agentId, main)).latest.pendingPublish?.state, "cancelled");
  assert.equal((await atoms.cancelPublish(agentId, main)).cancelled, false, "again does nothing");
  await atoms.publishBranchDraft(agentId, main, { label: "greets" });
  const head = await published(atoms, agentId, main);
  assert.equal((await atoms.getRevision(agentId, main, head)).revision.label, "greets");
  assert.equal((await atoms.getAgent(agentId))._resolvedConfig.firstMessage, "Hi", "the live branch is production");

  const quick = await platformWithBranches(t, { publishSynchronously: true });
  await quick.atoms.updateBranchDraft(quick.agentId, quick.main, { firstMessage: "Hi" });
  const committed = await quick.atoms.publishBranchDraft(quick.agentId, quick.main);
  assert.ok(committed.state === "committed");
  assert.equal(committed.revision._id, (await quick.atoms.getBranch(quick.agentId, quick.main)).branch.headRevisionId);
});

test("a failed check leaves the draft, with the reason", async (t) => {
  const { atoms, agentId, main, firstRevisionId } = await platformWithBranches(t, { failChecksContaining: ["forbidden"], checkDurationMs: 0 });
  await atoms.updateBranchDraft(agentId, main, { firstMessage: "forbidden" });
  await atoms.publishBranchDraft(agentId, main);
  const { latest } = await atoms.getBranchDraft(agentId, main);
  assert.equal(latest.securityCheck?.status, "failed");
  assert.match(String(latest.securityCheck?.reason), /forbidden/);
  await assert.rejects(atoms.publishBranchDraft(agentId, main), errors.ConflictError);
  assert.equal((await atoms.getBranch(agentId, main)).branch.headRevisionId, firstRevisionId);
});

test("revisions: list, iterate, read, history, restore", async (t) => {
  const { atoms, agentId, main, firstRevisionId } = await platformWithBranches(t, { checkDurationMs: 0 });
  const second = await commit(atoms, agentId, main, "2");
  const third = await commit(atoms, agentId, main, "3");
  const page = await atoms.listRevisions(agentId, main, { limit: 1, skip: 1 });
  assert.deepEqual([page.revisions.map(({ _id }) => _id), page.total], [[second], 3]);
  const ids = [];
  for await (const revision of atoms.iterateRevisions(agentId, main, { limit: 2 })) ids.push(revision._id);
  assert.deepEqual(ids, [third, second, firstRevisionId]);
  assert.throws(() => atoms.iterateRevisions(agentId, "../x"), errors.InputError);
  const { revision, resolvedConfig } = await atoms.getRevision(agentId, main, second);
  assert.deepEqual([revision.revisionNumber, revision.status], [2, "published"]);
  assert.deepEqual(/** @type {any} */ (resolvedConfig["call_handling"]).firstMessage, "2");
  const { trail } = await atoms.getRevisionHistory(agentId, main, third);
  assert.ok(trail.some(({ changedSections }) => changedSections.includes("call_handling")));

  const restored = await atoms.restoreRevision(agentId, main, second);
  assert.ok(restored.state === "committed");
  assert.equal(restored.revision.restoredFromRevisionId, second);
  assert.equal((await atoms.getAgent(agentId))._resolvedConfig.firstMessage, "2");
  await assert.rejects(atoms.restoreRevision(agentId, main, restored.revision._id), (/** @type {errors.ConflictError} */ error) => {
    assert.equal(error.constructor, errors.ConflictError, "the head itself");
    return true;
  });
});

test("any two sides can be compared, revisions and drafts, across branches", async (t) => {
  const { atoms, agentId, main, firstRevisionId } = await platformWithBranches(t, { checkDurationMs: 0 });
  const fork = await atoms.createBranch(agentId, { sourceBranchId: main, name: "staging" });
  const head = await commit(atoms, agentId, main, "theirs");
  await atoms.updateBranchDraft(agentId, fork._id, { firstMessage: "ours" });
  /** @param {import("atoms-lifecycle").DiffSide} a @param {import("atoms-lifecycle").DiffSide} b */
  const change = async (a, b) => {
    const { diffs } = await atoms.diff(agentId, a, b);
    const found = diffs.flatMap(({ changes }) => changes).find(({ path }) => path === "firstMessage");
    return [found?.oldValue, found?.newValue];
  };
  const draft = /** @type {const} */ ({ branchId: fork._id, draft: true });
  assert.deepEqual(await change({ revisionId: head }, draft), ["theirs", "ours"]);
  assert.deepEqual(await change(draft, { revisionId: head }), ["ours", "theirs"]);
  assert.equal((await change({ revisionId: firstRevisionId }, { revisionId: head }))[1], "theirs");
});

test("test calls go to the head, the draft or a revision", async (t) => {
  const { atoms, agentId, main, firstRevisionId } = await platformWithBranches(t);
  assert.ok((await atoms.testCallBranch(agentId, main)).conversationId);
  assert.ok((await atoms.testCallBranch(agentId, main, { revisionId: firstRevisionId })).token);
  await assert.rejects(atoms.testCallBranch(agentId, main, { includeDraft: true }), errors.NotFoundError);
  await atoms.updateBranchDraft(agentId, main, { firstMessage: "Hi" });
  const call = await atoms.testCallBranch(agentId, main, { includeDraft: true, mode: "telephony", toPhone: "+14155550123" });
  assert.equal(call.token, undefined);
});

test("a call of the first generation says that branches serve now", async (t) => {
  const { atoms, agentId, firstRevisionId } = await platformWithBranches(t);
  for (const call of [
    () => atoms.forkDraft(agentId, { sourceVersionId: firstRevisionId }),
    () => atoms.listDrafts(agentId),
    () => atoms.listVersions(agentId),
    () => atoms.activateVersion(agentId, firstRevisionId),
  ]) {
    const error = await refused(call(), errors.MigrationRequiredError, "versioning_v2_migration_required");
    assert.match(error.message, /generation "auto" or "branches"/);
  }
  assert.equal((await atoms.getVersion(agentId, firstRevisionId)).version._id, firstRevisionId, "reads by id are kept");
});

test("an edit on a stale base is a conflict, in both bodies", async (t) => {
  for (const draftConflictBody of /** @type {const} */ (["lean", "rich"])) {
    const { atoms, agentId, main } = await platformWithBranches(t, { draftConflictBody });
    await atoms.updateBranchDraft(agentId, main, { firstMessage: "theirs" });
    await atoms.updateBranchDraft(agentId, main, { firstMessage: "theirs again" });
    await atoms.updateBranchDraft(agentId, main, { synthesizer: { speed: 1.2 } }, { expectedRevision: 1 });
    const stale = atoms.updateBranchDraft(agentId, main, { firstMessage: "ours" }, { expectedRevision: 1 });
    const error = await refused(stale, errors.DraftConflictError, "draft_conflict");
    assert.deepEqual(error.fields, ["call_handling.firstMessage"]);
    assert.deepEqual(error.errors, error.fields);
    assert.equal(error.clashes, undefined);
    if (draftConflictBody === "lean") {
      assert.deepEqual([error.expectedRevision, error.latestRevision, error.diffs], [undefined, undefined, undefined]);
    } else {
      assert.deepEqual([error.expectedRevision, error.latestRevision], [1, 3]);
      assert.equal(error.diffs?.length, 1);
      assert.equal(error.diffs?.[0]?.["path"], "call_handling.firstMessage");
    }
    assert.deepEqual(JSON.parse(JSON.stringify(error)).fields, error.fields, "a log shows them");
    const future = atoms.updateBranchDraft(agentId, main, { firstMessage: "x" }, { expectedRevision: 99 });
    await refused(future, errors.BaseRevisionUnavailableError, "base_revision_unavailable");
  }
});

test("what is in the way has a class of its own", async (t) => {
  const { atoms, agentId, main } = await platformWithBranches(t, { checkDurationMs: 60_000 });
  const fork = await atoms.createBranch(agentId, { sourceBranchId: main, name: "staging" });
  const named = (/** @type {string} */ name, sourceBranchId = main) => atoms.createBranch(agentId, { sourceBranchId, name });
  await refused(named("staging"), errors.BranchNameExistsError, "branch_name_exists");
  await refused(atoms.renameBranch(agentId, fork._id, "Main"), errors.BranchNameExistsError, "branch_name_exists");
  await refused(named("x", fork._id), errors.NoCommittedRevisionError, "source_has_no_commit");
  await refused(atoms.makeBranchLive(agentId, fork._id), errors.NoCommittedRevisionError, "no_committed_revision");
  await refused(atoms.testCallBranch(agentId, fork._id), errors.NoCommittedRevisionError, "no_committed_revision");
  await atoms.updateBranchDraft(agentId, main, { firstMessage: "Hi" });
  await atoms.publishBranchDraft(agentId, main);
  await refused(atoms.publishBranchDraft(agentId, main), errors.PublishInProgressError, "publish_in_progress");
  await refused(named("x"), errors.SourceScanningError, "source_scanning");
});

test("while config is frozen, writes say so, and reads and test calls pass", async (t) => {
  const { server, atoms, agentId, main } = await platformWithBranches(t);
  server.emulator.setFreeze(true);
  const error = await refused(atoms.updateBranchDraft(agentId, main, { firstMessage: "Hi" }), errors.ConfigFrozenError, "config_freeze_active");
  assert.equal(error.status, 423);
  await refused(atoms.createBranch(agentId, { sourceBranchId: main, name: "x" }), errors.ConfigFrozenError, "config_freeze_active");
  assert.equal((await atoms.getBranch(agentId, main)).isLive, true);
  await atoms.testCallBranch(agentId, main);
  server.emulator.setFreeze(false);
  await atoms.updateBranchDraft(agentId, main, { firstMessage: "Hi" });
});
