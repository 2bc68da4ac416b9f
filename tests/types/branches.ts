// The branches generation's documents: what a strict program may write, and what it may not.
import type {
  ArchivedBranch,
  Branch,
  BranchDraftDetail,
  BranchDraftEdit,
  BranchSummary,
  BranchTestCall,
  BranchesList,
  CancelledPublish,
  DiffSide,
  DiscardedDraft,
  DraftConflict,
  NewBranch,
  PendingPublish,
  PublishDraftDetails,
  PublishResult,
  Revision,
  RevisionDetail,
  RevisionHistory,
  RevisionTrailEntry,
  RevisionsDiff,
  RevisionsPage,
  SecurityCheck,
  StoredConfig,
  VersionsDiff,
} from "atoms-lifecycle";

declare const list: BranchesList;
declare const summary: BranchSummary;
declare const branch: Branch;
declare const revision: Revision;
declare const page: RevisionsPage;
declare const detail: RevisionDetail;
declare const history: RevisionHistory;
declare const draft: BranchDraftDetail;
declare const result: PublishResult;
declare const conflict: DraftConflict;
declare const archived: ArchivedBranch;
declare const cancelled: CancelledPublish;
declare const discarded: DiscardedDraft;

// --- allowed
export const live: BranchSummary | undefined = list.branches.find((row) => row.isLive && row.branch.isDefault);
export const head: string | null | undefined = summary.branch.headRevisionId;
export const headNumber: number | null | undefined = summary.headRevisionNumber;
export const counts: [boolean, number] = [summary.hasOpenDraft, summary.revisionsCount];
export const unknownField: unknown = branch.fieldOfTomorrow;
export const fork: NewBranch = { sourceBranchId: branch._id, name: "staging" };
export const stored: StoredConfig = revision;
export const check: SecurityCheck | null | undefined = revision.securityCheck;
export const pending: PendingPublish | null | undefined = revision.pendingPublish;
export const grade: unknown = revision.promptScore?.overall_grade;
export const rows: [Revision | undefined, number] = [page.revisions[0], page.total];
export const section: unknown = detail.resolvedConfig["voice"];
export const trail: RevisionTrailEntry[] = history.trail;
export const edit: BranchDraftEdit | undefined = draft.editHistory[0];
export const basedOn: number | null | undefined = draft.editHistory[0]?.revision.draftRevision;
export const flags: boolean[] = [archived.archived, cancelled.cancelled, discarded.discarded];
export const publishes: PublishDraftDetails[] = [{}, { label: "greeting" }];
export const scanning: PublishResult[] = [{ state: "scanning" }, { state: "scanning", revision: null }];
export const committed: PublishResult = { state: "committed", revision, fieldOfTomorrow: 1 };
export function committedId(answer: PublishResult): string | undefined {
  return answer.state === "committed" ? answer.revision._id : undefined;
}
export const calls: BranchTestCall[] = [
  {},
  { mode: "chat" },
  { includeDraft: true },
  { includeDraft: false, mode: "webcall" },
  { revisionId: "r", mode: "telephony", toPhone: "+14155550123" },
];
export const sides: DiffSide[] = [{ revisionId: "r" }, { branchId: branch._id, draft: true }];
export const same: RevisionsDiff = { unchangedSections: [], diffs: [] } satisfies VersionsDiff;
export const fields: string[] = conflict.fields;
export const latest: number | undefined = conflict.latestRevision ?? conflict.expectedRevision;
export const differing: unknown = conflict.diffs?.[0]?.path;

// --- refused
// @ts-expect-error a fork needs a source
export const b1: NewBranch = { name: "staging" };
// @ts-expect-error and a name
export const b2: NewBranch = { sourceBranchId: "b" };
// @ts-expect-error a branch forks at its head, not at a revision
export const b3: NewBranch = { sourceBranchId: "b", name: "x", sourceRevisionId: "r" };
// @ts-expect-error the inner branch has the id
export const b4: string = summary._id;
// @ts-expect-error the draft or a revision, never both
export const b5: BranchTestCall = { includeDraft: true, revisionId: "r" };
const wide = { includeDraft: true, revisionId: "r" };
// @ts-expect-error not through a variable either
export const b6: BranchTestCall = wide;
// @ts-expect-error telephony needs a number
export const b7: BranchTestCall = { mode: "telephony", includeDraft: true };
// @ts-expect-error and nothing else takes one
export const b8: BranchTestCall = { mode: "chat", toPhone: "+14155550123" };
// @ts-expect-error a branch alone could mean its head or its draft
export const b9: DiffSide = { branchId: "b" };
// @ts-expect-error its head is a revision
export const b10: DiffSide = { branchId: "b", draft: false };
// @ts-expect-error one side is one thing
export const b11: DiffSide = { revisionId: "r", branchId: "b", draft: true };
// @ts-expect-error no glued strings
export const b12: DiffSide = "b:draft";
// @ts-expect-error what is committed has a revision
export const b13: PublishResult = { state: "committed" };
// @ts-expect-error what is being checked has none
export const b14: PublishResult = { state: "scanning", revision };
// @ts-expect-error it may have none yet
void result.revision._id;
// @ts-expect-error a branch's publish takes a label only
export const b15: PublishDraftDetails = { label: "x", description: "y" };
// @ts-expect-error publishing is never told to activate
export const b16: PublishDraftDetails = { activate: true };
// @ts-expect-error the head may be missing
export const b17: string = branch.headRevisionId;
// @ts-expect-error an edit's revision is a document, not a number
export const b18: number | undefined = draft.editHistory[0]?.revision;
// @ts-expect-error a lean conflict says no revision
export const b19: number = conflict.latestRevision;
// @ts-expect-error the shape of a difference is not documented
export const b20: string | undefined = conflict.diffs?.[0]?.path;
