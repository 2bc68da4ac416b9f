// What a strict program may write against the package, and what it may not.
import {
  AtomsError,
  ConflictError,
  DraftConflictError,
  MigrationRequiredError,
  ReleaseError,
  connect,
  type ArchivedBranch,
  type Atoms,
  type Branch,
  type BranchDraftDetail,
  type BranchSummary,
  type BranchesList,
  type CancelledPublish,
  type Clash,
  type ConnectOptions,
  type DeprecationNotice,
  type DiscardedDraft,
  type MergeReport,
  type Plan,
  type Progress,
  type PromoteReport,
  type PublishResult,
  type ReleaseManyProgress,
  type ReleaseManyReport,
  type ReleaseReport,
  type Revision,
  type RevisionDetail,
  type RevisionHistory,
  type RevisionsDiff,
  type RevisionsPage,
  type RollbackReport,
  type SecurityCheckReport,
  type Step,
  type TestCallStarted,
  type UpdateBranchDraftOptions,
  type Version,
} from "atoms-lifecycle";
import { emulate, type EmulateOptions, type Emulator } from "atoms-lifecycle/emulator";
import { serve } from "atoms-lifecycle/emulator/server";

declare const atoms: Atoms;

// --- allowed
export const options: ConnectOptions = { auth: async () => "token", credentials: "include", retry: { maxAttempts: 2 } };
export const connected: Promise<Atoms> = connect(options);
export const emulator: Promise<Emulator> = emulate({ clock: "manual" });
export const created: Promise<string> = atoms.createAgent({ name: "a" });
export const published: Promise<Version> = atoms.publishDraft("a", "d");
export const checked: Promise<SecurityCheckReport> = atoms.waitForSecurityCheck("a", "v", { deadlineMs: 1 });
export const released: Promise<ReleaseReport> = atoms.release("a", { firstMessage: "x" }, {
  label: "v2",
  signal: AbortSignal.timeout(1),
  onProgress: (event: Progress) => event.check?.status,
});
export const releasedMany: Promise<ReleaseManyReport> = atoms.releaseMany(
  [{ agentId: "a", patch: { firstMessage: "x" }, label: "v2", branch: "b" }, Promise.resolve({ agentId: "b", patch: {} })],
  {
    concurrency: 2,
    openDraft: "include",
    onProgress: async ({ agentId, index, step }: ReleaseManyProgress) => void [agentId, index, step],
    onResult: ({ agentId, report, error }) => [agentId, report?.versionId ?? error?.message],
  },
);
export const paced: ConnectOptions = { maxRequestsPerSecond: 0.5, retry: { maxRepeats: 3 } };
export const planned: Promise<Plan> = atoms.plan("a", { firstMessage: "x" });
export const back: Promise<RollbackReport> = atoms.rollback("a", { to: "v" });
export const discarded: Promise<void> = atoms.discardDraft("a", "d");

export async function iterate(): Promise<string[]> {
  const ids: string[] = [];
  for await (const version of atoms.iterateVersions("a", { isPinned: true })) ids.push(version._id);
  return ids;
}

export const noted: ConnectOptions = {
  generation: "branches",
  onDeprecation: ({ method, path, deprecation, sunset }: DeprecationNotice) =>
    console.log(method, path, deprecation, sunset?.length ?? 0),
};
export const branches: Promise<BranchesList> = atoms.listBranches("a");
export const fork: Promise<Branch> = atoms.createBranch("a", { sourceBranchId: "b", name: "staging" });
export const branch: Promise<BranchSummary> = atoms.getBranch("a", "b");
export const renamed: Promise<Branch> = atoms.renameBranch("a", "b", "next");
export const archived: Promise<ArchivedBranch> = atoms.archiveBranch("a", "b");
export const live: Promise<BranchSummary> = atoms.makeBranchLive("a", "b");
export const rang: Promise<TestCallStarted> = atoms.testCallBranch("a", "b", { includeDraft: true });
export const branchDraft: Promise<BranchDraftDetail> = atoms.getBranchDraft("a", "b");
export const base: UpdateBranchDraftOptions = { expectedRevision: 3, timeoutMs: 1 };
export const edited: Promise<Revision> = atoms.updateBranchDraft("a", "b", { firstMessage: "x" }, base);
export const dropped: Promise<DiscardedDraft> = atoms.discardBranchDraft("a", "b");
export const begun: Promise<PublishResult> = atoms.publishBranchDraft("a", "b", { label: "x" });
export const stopped: Promise<CancelledPublish> = atoms.cancelPublish("a", "b");
export const page: Promise<RevisionsPage> = atoms.listRevisions("a", "b", { limit: 1, skip: 1 });
export const detail: Promise<RevisionDetail> = atoms.getRevision("a", "b", "r");
export const history: Promise<RevisionHistory> = atoms.getRevisionHistory("a", "b", "r");
export const restored: Promise<PublishResult> = atoms.restoreRevision("a", "b", "r");
export const diff: Promise<RevisionsDiff> = atoms.diff("a", { revisionId: "r" }, { branchId: "b", draft: true });
export const staged: Promise<ReleaseReport> = atoms.release("a", { firstMessage: "x" }, {
  branch: "staging",
  createBranch: true,
  goLive: false,
  openDraft: "include",
  onConflict: "merge",
  waitOutFreeze: true,
});
export const promoted: Promise<PromoteReport> = atoms.promote("a", "staging", { waitOutFreeze: true });
export const merged: Promise<MergeReport> = atoms.mergeBranch("a", "staging", "Main", { preview: true });

export async function revisions(): Promise<(number | null | undefined)[]> {
  const numbers = [];
  for await (const revision of atoms.iterateRevisions("a", "b", { limit: 9 })) numbers.push(revision.revisionNumber);
  return numbers;
}

export async function migrate(emulated: Emulator): Promise<void> {
  emulated.migrate();
  emulated.setFreeze(true);
  await emulate({ generation: "branches", draftConflictBody: "rich", defaultBranchName: "main" });
}

/** A test's own options, some of them left out. */
export async function started(own: EmulateOptions): Promise<void> {
  const { seed, generation, apiKeys, earlyActivationStatus, cookieSessions, clock, verdict } = own;
  await emulate({ seed, generation, apiKeys, earlyActivationStatus, cookieSessions, clock, verdict });
  await serve({ generation, cookieSessions, port: undefined, checkDurationMs: own.checkDurationMs, data: own.snapshot });
}

export function conflicting(error: unknown): readonly string[] {
  if (error instanceof MigrationRequiredError) return error.errors;
  if (!(error instanceof DraftConflictError)) return [];
  const conflict: ConflictError = error;
  const clashes: readonly Clash[] = error.clashes ?? [];
  const revisions: (number | undefined)[] = [error.expectedRevision, error.latestRevision];
  const differing: unknown = error.diffs?.[0]?.["path"];
  return [...error.fields, ...clashes.map(({ path }) => path), conflict.code, `${revisions} ${differing}`];
}

export function explain(error: unknown): string {
  if (error instanceof ReleaseError) {
    const step: Step = error.step;
    return `${step} ${error.ids.draftId ?? ""} ${error.draftDiscarded}`;
  }
  return error instanceof AtomsError ? `${error.code} ${error.status} ${error.requestId}` : "";
}

// --- refused
// @ts-expect-error one of many has no signal of its own: the call's ends all of them
void atoms.releaseMany([{ agentId: "a", patch: {}, signal: AbortSignal.timeout(1) }]);
// @ts-expect-error a fork needs a source
void atoms.forkDraft("a", {});
// @ts-expect-error publish has no activate
void atoms.publishDraft("a", "d", { activate: true });
// @ts-expect-error language needs switching
void atoms.createAgent({ name: "a", language: { default: "en" } });
// @ts-expect-error telephony needs a number
void atoms.testCallVersion("a", "v", { mode: "telephony" });
// @ts-expect-error an agent has a name
void atoms.createAgent({});
// @ts-expect-error a patch is not optional
void atoms.release("a");
// @ts-expect-error a branch is made from another one
void atoms.createBranch("a", { name: "staging" });
// @ts-expect-error a base is a number
void atoms.updateBranchDraft("a", "b", { firstMessage: "x" }, { expectedRevision: "3" });
// @ts-expect-error no glued strings
void atoms.diff("a", "r", "b:draft");
// @ts-expect-error publishing a branch's draft has no activate either
void atoms.publishBranchDraft("a", "b", { activate: true });
// @ts-expect-error one of three words
void atoms.release("a", { firstMessage: "x" }, { onConflict: "ignore" });
// @ts-expect-error only branches have a base
void atoms.updateDraftConfig("a", "d", { firstMessage: "x" }, { expectedRevision: 3 });
// @ts-expect-error there is no legacy write
void atoms.updateWorkflow;
// @ts-expect-error a connection is made by connect
void new (await import("atoms-lifecycle")).Atoms();

/** A release in pieces: whose report a resumed call gives is said by the caller. */
export async function inPieces(atoms: Atoms, agentId: string, onError: (json: string) => void): Promise<ReleaseReport> {
  let report = await atoms.release(agentId, { firstMessage: "Hello!" }, { stopAfter: "diff" });
  for (const last of ["publish", "check", "verify"] as const) {
    const { checkpoint } = report;
    if (!checkpoint) break;
    try {
      report = await atoms.resume<ReleaseReport>(checkpoint, { stopAfter: last });
    } catch (error) {
      if (error instanceof ReleaseError) onError(JSON.stringify(error.checkpoint));
      throw error;
    }
  }
  return report;
}

/** What a caller was not given itself is passed on as it is, under `exactOptionalPropertyTypes` as well. */
export async function passOn(
  agentId: string,
  given: { signal?: AbortSignal; label?: string; limit?: number; minIntervalMs?: number; onProgress?: (event: Progress) => void } & ConnectOptions,
): Promise<void> {
  const { signal, label, limit, minIntervalMs, onProgress } = given;
  const { auth, baseUrl, fetch, headers, credentials, timeoutMs, retry, generation, maxRequestsPerSecond } = given;
  const atoms = await connect({ auth, baseUrl, fetch, headers, credentials, timeoutMs, generation, maxRequestsPerSecond, retry: { ...retry, maxAttempts: limit } });
  await atoms.release(agentId, { firstMessage: "Hello!" }, { signal, label, onProgress, polling: { minIntervalMs } });
  await atoms.listVersions(agentId, { limit }, { signal, timeoutMs, headers });
  await atoms.releaseMany([{ agentId, patch: {}, label }], { signal, concurrency: limit });
}
