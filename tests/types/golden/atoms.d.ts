/// <reference lib="esnext.disposable" preserve="true" />
/** `Atoms`: one method for every endpoint, and the lifecycle calls over them. */
import type { Agent, AgentMetadata, AgentPreview, AgentSummary, AgentsPage, AgentsQuery, ArchiveResult, ArchivedBranch, Branch, BranchDraftDetail, BranchSummary, BranchTestCall, BranchesList, CallOptions, CancelledPublish, Checkpoint, ConfigPatch, DiffSide, DiscardedDraft, Draft, DraftDetail, DraftDiff, DraftQuery, ForkSource, LifecycleOptions, LifecycleReport, MergeOptions, MergeReport, NewAgent, NewBranch, OutboundCall, OutboundCallOptions, OutboundCallStarted, Plan, PlanOptions, PromoteOptions, PromoteReport, PublishDetails, PublishDraftDetails, PublishResult, ReleaseManyOptions, ReleaseManyReport, ReleaseOptions, ReleaseReport, ReleaseTarget, RenamedDraft, ResumeOptions, Revision, RevisionDetail, RevisionHistory, RevisionsDiff, RevisionsPage, RevisionsQuery, RollbackOptions, RollbackReport, SecurityCheckReport, TestCall, TestCallStarted, UpdateBranchDraftOptions, Version, VersionDetail, VersionMetadata, VersionsDiff, VersionsPage, VersionsQuery } from "./client/client.js";
/** Makes the object of a connection, a `Session`: nobody's types depend on what that is. */
export declare let atomsOf: (session: unknown) => Atoms;
/**
 * A connection to the platform, made by `connect`.
 *
 * Every method returns a promise and takes `CallOptions` last. Documents
 * come as the platform sent them: fields that the types don't know are
 * there too. A rejected promise holds an `AtomsError`: `InputError` for an
 * argument that was refused before any request, `ApiError` (by status:
 * `AuthenticationError`, `PermissionError`, `NotFoundError`,
 * `ValidationError`, `ConflictError`, `RateLimitError`, `ServerError`) for
 * a refusal by the platform, `NetworkError`, `TimeoutError` and `AbortError`.
 *
 * Reads are repeated on failures that may pass, as `retry` allows. A write
 * is repeated only after a 429, which says that it was not processed; one
 * that makes something new each time it is executed ends in an
 * `OutcomeUnknownError` when it is not known whether it was.
 */
export interface Atoms {
    /**
     * Creates an agent and resolves to its id. It serves its first version at once.
     *
     * `language` may be left out; where it is given it needs `switching`.
     *
     * `POST /agent`
     */
    createAgent(agent: NewAgent, options?: CallOptions): Promise<string>;
    /**
     * Reads an agent with the config that serves, or with a draft's or a
     * version's config as a preview.
     *
     * Throws `NotFoundError` for an agent that does not exist.
     *
     * `GET /agent/{agentId}`
     */
    getAgent(agentId: string, preview?: AgentPreview, options?: CallOptions): Promise<Agent>;
    /**
     * Reads one page of agents.
     *
     * `GET /agent`
     */
    listAgents(query?: AgentsQuery, options?: CallOptions): Promise<AgentsPage>;
    /**
     * Reads all agents from the query's page on, page after page, as they
     * are asked for. Pages hold 50 agents unless `pageSize` says otherwise.
     *
     * `GET /agent`, once a page
     */
    iterateAgents(query?: AgentsQuery, options?: CallOptions): AsyncIterableIterator<AgentSummary>;
    /**
     * Changes an agent's metadata and resolves to its id. Config is not
     * metadata: it changes by `release`, or through a draft.
     *
     * `PATCH /agent/{agentId}`
     */
    updateAgent(agentId: string, metadata: AgentMetadata, options?: CallOptions): Promise<string>;
    /**
     * Archives an agent: it takes no calls until it is unarchived; nothing is lost.
     *
     * Throws `ConflictError` when it is archived already, or a campaign needs it.
     *
     * `DELETE /agent/{agentId}/archive`
     */
    archiveAgent(agentId: string, options?: CallOptions): Promise<ArchiveResult>;
    /**
     * Takes an agent back out of the archive.
     *
     * Throws `ConflictError` when it is not archived.
     *
     * `DELETE /agent/{agentId}/archive?on=false`
     */
    unarchiveAgent(agentId: string, options?: CallOptions): Promise<ArchiveResult>;
    /**
     * Reads an agent's open drafts.
     *
     * `GET /agent/{agentId}/drafts`
     */
    listDrafts(agentId: string, options?: CallOptions): Promise<Draft[]>;
    /**
     * Forks a draft from a version or from another draft. Its id is
     * `draftId`, not `_id`.
     *
     * `POST /agent/{agentId}/drafts`
     */
    forkDraft(agentId: string, source: ForkSource, options?: CallOptions): Promise<Draft>;
    /**
     * Reads a draft's latest state and its edits. The values of its config
     * come from `getAgent(agentId, { draftId })`.
     *
     * `GET /agent/{agentId}/drafts/{draftId}`
     */
    getDraft(agentId: string, draftId: string, query?: DraftQuery, options?: CallOptions): Promise<DraftDetail>;
    /**
     * Renames a draft: 1 to 100 characters.
     *
     * `PATCH /agent/{agentId}/drafts/{draftId}`
     */
    renameDraft(agentId: string, draftId: string, draftName: string, options?: CallOptions): Promise<RenamedDraft>;
    /**
     * Merges a patch into a draft's config: objects deeply, arrays whole.
     *
     * Resolves to the draft's row, which does not hold the fields that were
     * sent: read `getAgent(agentId, { draftId })` to confirm them. `release`
     * does that by itself.
     *
     * `PATCH /agent/{agentId}/drafts/{draftId}/config`
     */
    updateDraftConfig(agentId: string, draftId: string, patch: ConfigPatch, options?: CallOptions): Promise<Draft>;
    /**
     * Compares a draft with a version. Default: the version it was forked from.
     *
     * `GET /agent/{agentId}/drafts/{draftId}/diff`
     */
    diffDraft(agentId: string, draftId: string, versionId?: string, options?: CallOptions): Promise<DraftDiff>;
    /**
     * Discards a draft.
     *
     * `DELETE /agent/{agentId}/drafts/{draftId}`
     */
    discardDraft(agentId: string, draftId: string, options?: CallOptions): Promise<void>;
    /**
     * Publishes a draft as a version. The version does not serve: wait for
     * its security check (`waitForSecurityCheck`), then `activateVersion`.
     *
     * `POST /agent/{agentId}/drafts/{draftId}/publish`
     */
    publishDraft(agentId: string, draftId: string, details?: PublishDetails, options?: CallOptions): Promise<Version>;
    /**
     * Starts a test call with a draft's config. Mode `telephony` dials a real number.
     *
     * `POST /agent/{agentId}/drafts/{draftId}/test-call`
     */
    testCallDraft(agentId: string, draftId: string, call?: TestCall, options?: CallOptions): Promise<TestCallStarted>;
    /**
     * Reads one page of an agent's versions, newest first.
     *
     * `GET /agent/{agentId}/versions`
     */
    listVersions(agentId: string, query?: VersionsQuery, options?: CallOptions): Promise<VersionsPage>;
    /**
     * Reads all of an agent's versions from the query's `skip` on, newest
     * first, page after page, as they are asked for. Pages hold 100
     * versions unless `limit` says otherwise.
     *
     * `GET /agent/{agentId}/versions`, once a page
     */
    iterateVersions(agentId: string, query?: VersionsQuery, options?: CallOptions): AsyncIterableIterator<Version>;
    /**
     * Reads a version with its config by section.
     *
     * `GET /agent/{agentId}/versions/{versionId}`
     */
    getVersion(agentId: string, versionId: string, options?: CallOptions): Promise<VersionDetail>;
    /**
     * Compares two versions: `baseId` is the old side, `compareId` the new one.
     *
     * `GET /agent/{agentId}/versions/diff`
     */
    diffVersions(agentId: string, baseId: string, compareId: string, options?: CallOptions): Promise<VersionsDiff>;
    /**
     * Changes a version's label, description or pin. Its config never changes.
     *
     * `PATCH /agent/{agentId}/versions/{versionId}`
     */
    updateVersion(agentId: string, versionId: string, metadata: VersionMetadata, options?: CallOptions): Promise<Version>;
    /**
     * Makes a version serve: traffic switches at once. Its security check
     * must have passed.
     *
     * It is idempotent, and it does not look at what served before: `release`
     * and `rollback` do.
     *
     * `PATCH /agent/{agentId}/versions/{versionId}/activate`
     */
    activateVersion(agentId: string, versionId: string, options?: CallOptions): Promise<Version>;
    /**
     * Starts a test call with a version's config. Mode `telephony` dials a real number.
     *
     * `POST /agent/{agentId}/versions/{versionId}/test-call`
     */
    testCallVersion(agentId: string, versionId: string, call?: TestCall, options?: CallOptions): Promise<TestCallStarted>;
    /**
     * Calls a real person. It is sent at most once unless the platform says
     * that it was refused unprocessed (429): after an `OutcomeUnknownError`
     * (`cause` says why) or an `AbortError` the phone may be ringing.
     *
     * Without `fromProductId`, and with no number attached to the agent,
     * the call goes out from a number that is shared with others.
     *
     * `POST /conversation/outbound`
     */
    startOutboundCall(call: OutboundCall, options?: OutboundCallOptions): Promise<OutboundCallStarted>;
    /**
     * Reads an agent's branches, archived ones left out. A branch's `_id`,
     * `name` and `isDefault` are in the `branch` of its row.
     *
     * `GET /agent/{agentId}/branches`
     */
    listBranches(agentId: string, options?: CallOptions): Promise<BranchesList>;
    /**
     * Forks a branch at another one's head. It has no revision of its own
     * before its first publish.
     *
     * Throws `BranchNameExistsError`, `NoCommittedRevisionError` for a source
     * without a head, `SourceScanningError` while the source publishes.
     *
     * `POST /agent/{agentId}/branches`
     */
    createBranch(agentId: string, branch: NewBranch, options?: CallOptions): Promise<Branch>;
    /**
     * Reads a branch and how it stands: live or not, its draft, its head.
     *
     * `GET /agent/{agentId}/branches/{branchId}`
     */
    getBranch(agentId: string, branchId: string, options?: CallOptions): Promise<BranchSummary>;
    /**
     * Renames a branch: 1 to 100 characters.
     *
     * Throws `PermissionError` for the default branch, `BranchNameExistsError`.
     *
     * `PATCH /agent/{agentId}/branches/{branchId}`
     */
    renameBranch(agentId: string, branchId: string, name: string, options?: CallOptions): Promise<Branch>;
    /**
     * Archives a branch: it is no longer listed, and its revisions can still
     * be read.
     *
     * Throws `PermissionError` for the default branch and for the live one.
     *
     * `POST /agent/{agentId}/branches/{branchId}/archive`
     */
    archiveBranch(agentId: string, branchId: string, options?: CallOptions): Promise<ArchivedBranch>;
    /**
     * Makes a branch's head serve: traffic switches at once. The head's
     * security check must have passed.
     *
     * It does not look at what served before: `promote` does.
     *
     * Throws `NoCommittedRevisionError` for a branch without a head,
     * `PermissionError` when the head's check has not passed.
     *
     * `POST /agent/{agentId}/branches/{branchId}/live`
     */
    makeBranchLive(agentId: string, branchId: string, options?: CallOptions): Promise<BranchSummary>;
    /**
     * Starts a test call with the config of a branch's head, of its open
     * draft, or of one of its revisions. Mode `telephony` dials a real number.
     *
     * Throws `NoCommittedRevisionError` for a branch without a head,
     * `NotFoundError` for a draft when none is open.
     *
     * `POST /agent/{agentId}/branches/{branchId}/test-call`
     */
    testCallBranch(agentId: string, branchId: string, call?: BranchTestCall, options?: CallOptions): Promise<TestCallStarted>;
    /**
     * Reads a branch's open draft and its edits. The values of its config
     * come from `getAgent(agentId, { draftId })`.
     *
     * Throws `NotFoundError` when none is open.
     *
     * `GET /agent/{agentId}/branches/{branchId}/draft`
     */
    getBranchDraft(agentId: string, branchId: string, options?: CallOptions): Promise<BranchDraftDetail>;
    /**
     * Merges a patch into a branch's draft, which it opens if need be:
     * objects deeply, arrays whole. An edit cancels a publish that is being
     * checked.
     *
     * Resolves to the draft's row, which does not hold the fields that were
     * sent: read `getAgent(agentId, { draftId })` to confirm them. `release`
     * does that by itself.
     *
     * Throws, with `expectedRevision`: `DraftConflictError` when somebody
     * else changed a field of the patch since, `BaseRevisionUnavailableError`
     * when the draft has no such revision.
     *
     * `PUT /agent/{agentId}/branches/{branchId}/draft`
     */
    updateBranchDraft(agentId: string, branchId: string, patch: ConfigPatch, options?: UpdateBranchDraftOptions): Promise<Revision>;
    /**
     * Discards a branch's open draft. Its head stays as it was.
     *
     * Throws `NotFoundError` when none is open.
     *
     * `DELETE /agent/{agentId}/branches/{branchId}/draft`
     */
    discardBranchDraft(agentId: string, branchId: string, options?: CallOptions): Promise<DiscardedDraft>;
    /**
     * Publishes a branch's draft. On the live branch it goes to production,
     * by itself, as soon as the security check passed.
     *
     * While `state` is `"scanning"` there is no revision, nor an id of one:
     * once the check passed, the draft is gone and the branch has a new head;
     * once it failed, the draft is still there, with the reason in its
     * `securityCheck`. `release` waits for either.
     *
     * Throws `NotFoundError` when no draft is open, `PublishInProgressError`.
     *
     * `POST /agent/{agentId}/branches/{branchId}/draft/publish`
     */
    publishBranchDraft(agentId: string, branchId: string, details?: PublishDraftDetails, options?: CallOptions): Promise<PublishResult>;
    /**
     * Cancels a publish whose security check goes on; its draft stays.
     * Without one it does nothing.
     *
     * `POST /agent/{agentId}/branches/{branchId}/draft/publish/cancel`
     */
    cancelPublish(agentId: string, branchId: string, options?: CallOptions): Promise<CancelledPublish>;
    /**
     * Reads one page of a branch's revisions, newest first.
     *
     * `GET /agent/{agentId}/branches/{branchId}/revisions`
     */
    listRevisions(agentId: string, branchId: string, query?: RevisionsQuery, options?: CallOptions): Promise<RevisionsPage>;
    /**
     * Reads all of a branch's revisions from the query's `skip` on, newest
     * first, page after page, as they are asked for. Pages hold 100
     * revisions unless `limit` says otherwise.
     *
     * `GET /agent/{agentId}/branches/{branchId}/revisions`, once a page
     */
    iterateRevisions(agentId: string, branchId: string, query?: RevisionsQuery, options?: CallOptions): AsyncIterableIterator<Revision>;
    /**
     * Reads a revision with its config by section.
     *
     * `GET /agent/{agentId}/branches/{branchId}/revisions/{revisionId}`
     */
    getRevision(agentId: string, branchId: string, revisionId: string, options?: CallOptions): Promise<RevisionDetail>;
    /**
     * Reads how a revision came about.
     *
     * `GET /agent/{agentId}/branches/{branchId}/revisions/{revisionId}/history`
     */
    getRevisionHistory(agentId: string, branchId: string, revisionId: string, options?: CallOptions): Promise<RevisionHistory>;
    /**
     * Publishes an older revision once more, as the branch's new head: on the
     * live branch it serves then. An open draft stays as it is.
     *
     * `rollback` finds the revision, waits for the new head and reads back
     * that it serves.
     *
     * Throws `ConflictError` for the head itself, `PermissionError` for a
     * revision whose security check failed, `SourceScanningError` for one
     * whose check goes on, `PublishInProgressError`.
     *
     * `POST /agent/{agentId}/branches/{branchId}/revisions/{revisionId}/restore`
     */
    restoreRevision(agentId: string, branchId: string, revisionId: string, options?: CallOptions): Promise<PublishResult>;
    /**
     * Waits until a version's security check passed.
     *
     * The first poll comes at once; the waits between polls grow, aimed at
     * the six seconds that a check usually takes, with jitter, up to a cap.
     * Statuses that are not known mean "not finished".
     *
     * Throws `SecurityCheckFailedError` with the reason when the check
     * failed or errored, `TimeoutError` at the deadline.
     *
     * `GET /agent/{agentId}/versions/{versionId}`, once a poll. On a
     * connection that is known to have branches it is a revision's id, which
     * is looked for on all of them (`GET /agent/{agentId}/branches`, then
     * `GET /agent/{agentId}/branches/{branchId}/revisions/{revisionId}`, once
     * a poll); `NotFoundError` when none has it.
     */
    waitForSecurityCheck(agentId: string, versionId: string, options?: LifecycleOptions): Promise<SecurityCheckReport>;
    /**
     * Changes the config that serves, safely, on either generation of the
     * platform's API. On versions it forks a draft of the active
     * version, patches it, reads it back, compares it, publishes it, waits
     * for the security check, makes sure that nobody activated another
     * version meanwhile, activates and reads back that the new version
     * serves and shows every patched field.
     *
     * On branches it writes the draft of the live branch, or of the one
     * named, publishes it, waits for the check, makes the branch live where
     * it is not, and reads back the same; somebody's open draft, edit or
     * publish in between stops it unless `openDraft` or `onConflict` say
     * otherwise.
     *
     * A patch that changes nothing releases nothing: `outcome` is
     * `"unchanged"`.
     *
     * Throws `ReleaseError` when it stops: `step` says where, `ids` what was
     * made so far, `cause` why. A draft that was not published is discarded;
     * nothing is activated past a failed check or over somebody else's
     * activation. Throws `InputError` for wrong arguments, before any request.
     */
    release(agentId: string, patch: ConfigPatch, options?: ReleaseOptions): Promise<ReleaseReport>;
    /**
     * Says what `release` of the same patch would change, and leaves
     * nothing behind: the draft that it needs for a moment is discarded.
     *
     * Throws `ReleaseError` when it stops.
     */
    plan(agentId: string, patch: ConfigPatch, options?: PlanOptions): Promise<Plan>;
    /**
     * Goes back to an earlier version: the one named in `to`, or the one
     * that served before the active one. Its config does not change. On
     * branches it becomes a new revision at the live branch's head.
     *
     * When that version already serves, `outcome` is `"unchanged"`.
     *
     * Throws `ReleaseError` when it stops.
     */
    rollback(agentId: string, options?: RollbackOptions): Promise<RollbackReport>;
    /**
     * Makes a staged branch live after checking that its head passed, and
     * reports what that changes for traffic. `branch` is a name or an id.
     *
     * When the branch is live already, `outcome` is `"unchanged"`.
     *
     * Throws `ReleaseError` when it stops.
     */
    promote(agentId: string, branch: string, options?: PromoteOptions): Promise<PromoteReport>;
    /**
     * Brings what branch `from` changed since it and branch `into` parted
     * into `into`'s draft, three-way: what `into` left alone is taken, what
     * both changed to different values stops the merge with all values.
     * Nothing is published. Both are names or ids, and one must have been
     * forked from the other.
     *
     * With `preview: true` nothing is written, and `clashes` tells where
     * both changed something.
     *
     * Throws `ReleaseError` when it stops; its `cause` is a
     * `DraftConflictError` with `code: "merge_conflict"` where both changed
     * something.
     */
    mergeBranch(agentId: string, from: string, into: string, options?: MergeOptions): Promise<MergeReport>;
    /**
     * Goes on with a call that ended early: with the `checkpoint` of its
     * last progress event, of its error, or of a report with the outcome
     * `"stopped"`, in this process or in another one, on any connection to
     * the same organisation.
     *
     * It looks first what really happened, so nothing is forked, published
     * or activated twice, and resuming a call that had got through, or
     * resuming twice, changes nothing. What somebody undid since, such as by
     * a rollback, stays undone: `ReleaseError` then, whose `cause` is a
     * `ConflictError`. Resolves to the report of the call that the checkpoint
     * is of (in TypeScript you say which, such as
     * `resume<ReleaseReport>(checkpoint)`); `steps`, `requests` and
     * `elapsedMs` count what was done since.
     *
     * `options` are the same as the call's own where they say how to go on
     * (`signal`, `deadlineMs`, `polling`, `onProgress`, `stopAfter`,
     * `timeoutMs`, `headers`); what the call was about is in the checkpoint.
     *
     * Throws as the call itself does, and `InputError` for what is no
     * checkpoint, or one of a newer version of this package.
     */
    resume<Report extends LifecycleReport = LifecycleReport>(checkpoint: Checkpoint, options?: ResumeOptions): Promise<Report>;
    [Symbol.dispose](): void;
}
export declare class Atoms {
    private constructor();
    /**
     * Compares two revisions or open drafts of an agent, of one branch or of
     * two: `a` is the old side, `b` the new one.
     *
     * `GET /agent/{agentId}/diff`
     */
    diff(agentId: string, a: DiffSide, b: DiffSide, options?: CallOptions): Promise<RevisionsDiff>;
    /**
     * Releases to many agents, a few at a time, each as `release` does.
     *
     * A target is taken when there is room for it, and nothing of it is kept
     * when it ended: there may be any number of them, from a generator or a
     * database's cursor. The same agent twice is released one after the
     * other, in the order of the targets.
     *
     * An agent that fails is counted and told to `onResult`; the others go
     * on. Throws `InputError` for options that are no good, `AbortError` when
     * the signal fires, after each release under way has cleaned up, and
     * what the iterator of the targets throws, after they have ended.
     */
    releaseMany(targets: Iterable<ReleaseTarget | Promise<ReleaseTarget>> | AsyncIterable<ReleaseTarget>, options?: ReleaseManyOptions): Promise<ReleaseManyReport>;
    /** Gives its memory back at once; otherwise that happens when it is collected. Calls under way end as they would. */
    free(): void;
}
