/* tslint:disable */
/* eslint-disable */

/** How to reach the platform, and as whom. */
export interface ConnectOptions {
    /**
     * The API key (`sk_...`). White space around it is trimmed. In a page it
     * is refused for any host but this machine: whoever opens the page could
     * read it. Use `auth` or a same-origin proxy there.
     */
    apiKey?: string | undefined;
    /**
     * Asked before every request for the token to send as `Authorization: Bearer`.
     * Not together with `apiKey`. Without either, no such header is sent: a
     * proxy or a session cookie (see `credentials`) signs in.
     */
    auth?: (() => string | Promise<string>) | undefined;
    /**
     * Default `https://api.smallest.ai/atoms/v1`. Plain `http:` only on this
     * machine. In a page it may be a path on the page's own server, such as
     * `/api/atoms`.
     */
    baseUrl?: string | undefined;
    /** Default: the global `fetch`. */
    fetch?: ((input: string, init: RequestInit) => Promise<Response>) | undefined;
    /** Sent with every request. */
    headers?: Record<string, string> | undefined;
    /** Passed to `fetch`; `"include"` sends cookies to another origin. */
    credentials?: RequestCredentials | undefined;
    /** The limit for one attempt, headers and body together, in milliseconds. Default 30,000. */
    timeoutMs?: number | undefined;
    /** How often and how long a request may be repeated. */
    retry?: RetryLimits | undefined;
    /**
     * The most requests that start within any one second, over all calls of
     * the connection; below 1, such as 0.5, one in so many seconds. A fraction
     * above 1 is rounded down. Default 8, for a plan that allows 10; on this
     * machine (`localhost`, `127.0.0.1`, `[::1]`) and with an emulator's
     * `fetch` there is no limit. `Infinity` switches it off.
     *
     * Calls wait for their turn in the order in which they came; the wait
     * counts against `deadlineMs`, not against `timeoutMs`. After a 429 no
     * request of the connection starts before the pause that it asks for is
     * over, at most `retry.maxRetryAfterMs`; one that asks for none makes a
     * pause of a second.
     */
    maxRequestsPerSecond?: number | undefined;
    /**
     * Which of the platform's two versioning APIs the organisation has.
     * Default `"auto"`: `release`, `plan`, `rollback`, `promote` and
     * `mergeBranch` find out with one request, remember it, and switch when
     * the organisation is migrated.
     */
    generation?: "auto" | "versions" | "branches" | undefined;
    /**
     * Told of endpoints that the platform says are going away (header
     * `Deprecation`), once for each. What it throws is logged and ignored.
     */
    onDeprecation?: ((notice: DeprecationNotice) => void) | undefined;
    /** Allows a raw `apiKey` in a page. Everyone who opens the page can read it then. */
    dangerouslyAllowBrowserKey?: boolean | undefined;
}

/** The last argument of every method. */
export interface CallOptions {
    /** Ends the call with an `AbortError`; its `cause` is the signal's reason. */
    signal?: AbortSignal | undefined;
    /** The limit for one attempt, headers and body together, in milliseconds. Default: the connection's. */
    timeoutMs?: number | undefined;
    /** Sent with this call's requests, over the connection's own of the same name. */
    headers?: Record<string, string> | undefined;
}

/** Options of `updateBranchDraft`. */
export interface UpdateBranchDraftOptions extends CallOptions {
    /**
     * The draft's `draftRevision` that the edit is based on; 0 while no draft
     * is open. The platform refuses the edit when somebody else changed one of
     * its fields since. Default: none, the last edit wins.
     */
    expectedRevision?: number | undefined;
}

/** Options of `startOutboundCall`. */
export interface OutboundCallOptions extends CallOptions {
    /** Marks the call as a test in the call log (header `x-test-call`). Default false. */
    testCall?: boolean | undefined;
}

/** What every call that takes more than one request understands. */
export interface LifecycleOptions extends CallOptions {
    /**
     * Told of every step as it starts, waits and finishes. What it throws is
     * logged and ignored. The call goes on when a promise that it returns is
     * settled, so that something can be saved before the next request is
     * sent; `signal` and `deadlineMs` end that wait as any other.
     */
    onProgress?: ((event: Progress) => unknown) | undefined;
    /**
     * The limit for the whole call, in milliseconds. Default 180,000; of
     * `waitForSecurityCheck` 120,000.
     */
    deadlineMs?: number | undefined;
    /** How often to look at the security check, of calls that wait for one. */
    polling?: Polling | undefined;
}

/** Options of `release`. */
export interface ReleaseOptions extends LifecycleOptions {
    /** The new version's label, at most 200 characters. */
    label?: string | undefined;
    /** The new version's description, at most 2,000 characters. Versions only: a revision has none, and it is left out there. */
    description?: string | undefined;
    /**
     * Branches only: the branch to release on, by name or id. Default: the
     * live one, where a publish goes live at once.
     */
    branch?: string | undefined;
    /** Branches only: makes `branch` from the live one when there is none of that name. Default false. */
    createBranch?: boolean | undefined;
    /** Branches only: whether the branch serves in the end. Default true; false stages only. */
    goLive?: boolean | undefined;
    /**
     * Branches only: what to do with a draft that is open already. Default
     * `"refuse"`: stop, with the fields it changes. `"include"` publishes it
     * too, `"replace"` discards it.
     */
    openDraft?: "refuse" | "include" | "replace" | undefined;
    /**
     * Branches only: what to do when somebody edits the same draft meanwhile.
     * Default `"refuse"`: stop, with the fields. `"merge"` keeps both edits
     * where they touch different paths and stops with both values where they
     * don't, `"overwrite"` puts the patch over theirs.
     */
    onConflict?: "refuse" | "merge" | "overwrite" | undefined;
    /** Branches only: waits until a config freeze is over, up to the deadline. Default false. */
    waitOutFreeze?: boolean | undefined;
    /**
     * Stops after this step and leaves everything as it is: the report's
     * `outcome` is `"stopped"`, and `resume` goes on with its `checkpoint`.
     * For a durable engine that runs a release step by step. Default: to the end.
     */
    stopAfter?: Exclude<Step, "discard"> | undefined;
}

/** One agent of `releaseMany`. Options of its own win over those of all. */
export interface ReleaseTarget extends Omit<ReleaseOptions, "signal" | "onProgress"> {
    /** The agent to release to. */
    agentId: string;
    /** What to change, as for `release`. */
    patch: ConfigPatch;
}

/** Options of `releaseMany`: its own, and what `release` takes for every agent. */
export interface ReleaseManyOptions extends Omit<ReleaseOptions, "onProgress"> {
    /** How many agents at once, from 1 to 64. Default 4. */
    concurrency?: number | undefined;
    /**
     * Told of every step of every agent. What it throws is logged and ignored;
     * an agent goes on when the promise that it returns is settled.
     */
    onProgress?: ((event: ReleaseManyProgress) => unknown) | undefined;
    /**
     * Told once of every target that was started, as it ends. What it throws
     * is logged and ignored; no target is started in the place of this one
     * before the promise that it returns is settled.
     */
    onResult?: ((result: ReleaseManyResult) => unknown) | undefined;
    /**
     * Starts no further target when an agent failed, and lets those under way
     * end. Default false: the others go on.
     */
    stopOnError?: boolean | undefined;
    /** The limit for each agent, in milliseconds. Default 180,000. */
    deadlineMs?: number | undefined;
}

/** A step of one of many. */
export interface ReleaseManyProgress extends Progress {
    /** As the target had it. */
    agentId: string;
    /** Of the target, from 0. */
    index: number;
}

/** What came of one of many. */
export type ReleaseManyResult =
| {
    /** Of the target, from 0. */
    index: number;
    /** As the target had it. */
    agentId: string;
    /** What `release` would have resolved to. */
    report: ReleaseReport;
    /** Of a failure alone. */
    error?: undefined;
}
| ReleaseManyFailure;

/** One of many that failed. */
export interface ReleaseManyFailure {
    /** Of the target, from 0. */
    index: number;
    /** As the target had it. */
    agentId: string;
    /** Of a success alone. */
    report?: undefined;
    /** What `release` would have thrown: an `AtomsError`. */
    error: Error;
}

/** What `releaseMany` did. */
export interface ReleaseManyReport {
    /** Targets in all; of an iterator, those that it was asked for. */
    total: number;
    /** Agents whose new version serves. */
    released: number;
    /** Agents whose new revision is the head of a branch that does not serve (`goLive: false`). */
    staged: number;
    /** Agents that stopped after the step of `stopAfter`. */
    stopped: number;
    /** Agents that their patch does not change. */
    unchanged: number;
    /** Targets that failed, those that were no good included. */
    failed: number;
    /** Targets that `stopOnError` kept from being started. */
    notStarted?: number;
    /** The first failures, at most 10. */
    firstErrors: ReleaseManyFailure[];
    /** Milliseconds in all. */
    elapsedMs: number;
    /** Requests in all, repeated attempts included. */
    requests: number;
}

/** Options of `resume`: how to go on. What the call is about is in the checkpoint. */
export interface ResumeOptions extends LifecycleOptions {
    /** Of a release: stops after this step. See `ReleaseOptions`. */
    stopAfter?: Exclude<Step, "discard"> | undefined;
}

/** What `resume` resolves to: the report of the call that the checkpoint is of. */
export type LifecycleReport =
| ReleaseReport
| Plan
| RollbackReport
| PromoteReport
| MergeReport
| SecurityCheckReport;

/** Options of `plan`. */
export interface PlanOptions extends LifecycleOptions {
    /** Branches only: the branch to compare with, by name or id. Default: the live one. */
    branch?: string | undefined;
    /** Branches only: waits until a config freeze is over, up to the deadline. Default false. */
    waitOutFreeze?: boolean | undefined;
}

/** Options of `mergeBranch`. */
export interface MergeOptions extends LifecycleOptions {
    /** Says what a merge would do, and writes nothing. Default false. */
    preview?: boolean | undefined;
}

/** Options of `promote`. */
export interface PromoteOptions extends LifecycleOptions {
    /** Waits until a config freeze is over, up to the deadline. Default false. */
    waitOutFreeze?: boolean | undefined;
}

/** Options of `rollback`. */
export interface RollbackOptions extends LifecycleOptions {
    /** The version to go back to. Default: the one that served before the active one. */
    to?: string | undefined;
    /** Branches only: waits until a config freeze is over, up to the deadline. Default false. */
    waitOutFreeze?: boolean | undefined;
}


/**
 * @deprecated Use `_resolvedConfig`, which this mirrors in part.
 */
export interface VersionedWorkflow extends OtherFields {
    /**
     * As in `_resolvedConfig`.
     */
    prompt?: string;
    /**
     * As in `_resolvedConfig`.
     */
    tools?: Tool[];
    /**
     * As in `_resolvedConfig`.
     */
    workflowGraph?: Record<string, unknown> | null;
}

/**
 * A branch and how it stands: a row of `GET /agent/{agentId}/branches`, and
 * what `GET /agent/{agentId}/branches/{branchId}` and
 * `POST /agent/{agentId}/branches/{branchId}/live` answer.
 */
export interface BranchSummary extends OtherFields {
    /**
     * The branch: its `_id`, `name` and `isDefault` are in here.
     */
    branch: Branch;
    /**
     * Whether its head serves production traffic. Exactly one branch is live.
     */
    isLive: boolean;
    /**
     * Whether a draft is open on it.
     */
    hasOpenDraft: boolean;
    /**
     * Its revisions.
     */
    revisionsCount: number;
    /**
     * The head's `revisionNumber`; null before the first commit.
     */
    headRevisionNumber?: number | null;
}

/**
 * A branch to fork, the body of `POST /agent/{agentId}/branches`.
 *
 * Refused with 409: a name in use (`branch_name_exists`), a source without a
 * committed revision (`source_has_no_commit`), a source whose draft is being
 * checked (`source_scanning`).
 */
export interface NewBranch {
    /**
     * The branch to fork, at its head.
     */
    sourceBranchId: string;
    /**
     * The new branch's name, 1 to 100 characters; `Main` is taken.
     */
    name: string;
}

/**
 * A branch, as `POST /agent/{agentId}/branches` and
 * `PATCH /agent/{agentId}/branches/{branchId}` answer.
 *
 * Whether it is live is said by `BranchSummary`.
 */
export interface Branch extends OtherFields {
    /**
     * The branch's id.
     */
    _id: string;
    /**
     * The agent.
     */
    agent?: string;
    /**
     * Its name, 1 to 100 characters, unique among the agent's active branches.
     */
    name: string;
    /**
     * Whether it is the agent's first branch, `Main` or `main`, which can
     * neither be renamed nor archived (403).
     */
    isDefault: boolean;
    /**
     * The branch that it was forked from; null for the default branch.
     */
    sourceBranchId?: string | null;
    /**
     * The revision that it was forked from; null for the default branch.
     */
    sourceRevisionId?: string | null;
    /**
     * Its latest committed revision: what serves while the branch is live.
     * Null before the first commit.
     */
    headRevisionId?: string | null;
    /**
     * Its open draft, of which there is one at most; null when none is open.
     */
    openDraftId?: string | null;
    /**
     * An archived branch is not listed, takes no draft and cannot be made live.
     */
    status?: "active" | "archived" | (string & {});
    /**
     * Who created it.
     */
    createdBy?: string | null;
    /**
     * Who changed it last.
     */
    updatedBy?: string | null;
    /**
     * When it was created, ISO 8601.
     */
    createdAt?: string;
    /**
     * When it last changed, ISO 8601.
     */
    updatedAt?: string;
}

/**
 * A call that can be taken up again.
 */
export type Call = "release" | "plan" | "rollback" | "promote" | "mergeBranch" | "waitForSecurityCheck";

/**
 * A change to a draft's config, the body of
 * `PATCH /agent/{agentId}/drafts/{draftId}/config`: at least one field.
 * The prompt of a `single_prompt` agent is `singlePromptConfig.prompt`; reads show it as `_resolvedConfig.prompt`.
 *
 * Objects merge deeply into what the draft has; arrays, `tools` among them,
 * are replaced whole.
 */
export interface ConfigPatch extends SharedConfig {
    /**
     * Prompt and tools of a `single_prompt` agent.
     */
    singlePromptConfig?: SinglePromptConfig;
    /**
     * Languages. Reads show it as `defaultLanguage`, `supportedLanguages`
     * and `languageSwitching`.
     */
    language?: LanguagePatch;
    /**
     * The model that answers. Reads show it as `modelName`.
     */
    slmModel?: LanguageModel;
    /**
     * The speech-to-text engine.
     */
    transcriberType?: string;
    /**
     * A WebSocket URL of your own model, used instead of `slmModel`.
     */
    customLLMWebSocketUrl?: string;
    /**
     * What is worked out after each call.
     */
    postCallAnalyticsConfig?: PostCallAnalyticsConfig;
    /**
     * The widget on web pages.
     */
    widgetConfig?: WidgetConfig;
    /**
     * Not config: use `updateAgent`.
     */
    name?: never;
    /**
     * Not config: use `updateAgent`.
     */
    telephonyProductId?: never;
}

/**
 * A change to what an agent is besides its config, the body of
 * `PATCH /agent/{agentId}`: at least one field.
 *
 * Of an agent with versions the platform refuses config fields here; they
 * go through drafts.
 */
export interface AgentMetadata extends OtherFields {
    /**
     * Its name.
     */
    name?: string;
    /**
     * What it is for.
     */
    description?: string;
    /**
     * Its picture's URL.
     */
    avatarUrl?: string;
    /**
     * Phone numbers for its calls, by product id.
     */
    telephonyProductId?: string[];
    /**
     * Whether it takes calls.
     */
    allowInboundCall?: boolean;
    /**
     * Whether the whole organisation sees it, not its creator alone.
     */
    visibleToEveryone?: boolean;
}

/**
 * A draft with its edits, as `GET /agent/{agentId}/drafts/{draftId}` answers.
 */
export interface DraftDetail extends OtherFields {
    /**
     * Its latest revision.
     */
    latest: Draft;
    /**
     * Its edits, as many as were asked for.
     */
    editHistory: DraftEditHistoryEntry[];
    /**
     * Edits in all.
     */
    editCount: number;
}

/**
 * A draft's sections, before and after.
 */
export interface DraftSections {
    /**
     * By section, such as `workflow_prompt` or `voice`.
     */
    sections: Record<string, DraftSection>;
    /**
     * Whether any section differs.
     */
    hasChanges: boolean;
}

/**
 * A draft: a row of `GET /agent/{agentId}/drafts`, and what forking and
 * `PATCH /agent/{agentId}/drafts/{draftId}/config` answer.
 *
 * It does not hold the config: preview it with `getAgent` and `draftId`.
 */
export interface Draft extends StoredConfig {
    /**
     * The draft's id, which calls take: not the row's `_id`.
     */
    draftId: string;
    /**
     * Its name, 1 to 100 characters.
     */
    draftName?: string | null;
    /**
     * Counts up with each edit.
     */
    draftRevision?: number | null;
    /**
     * False: a draft never serves.
     */
    isActive?: boolean;
    /**
     * Who edited it last, by name. Only in lists.
     */
    lastEditorName?: string | null;
}

/**
 * A header or a query parameter.
 */
export interface KeyValue {
    /**
     * Its name.
     */
    key: string;
    /**
     * Its value. It may hold variables.
     */
    value: string;
}

/**
 * A language the agent speaks. `north_indic` needs `transcriberType` `pulse`.
 */
export type LanguageCode = "en" | "hi" | "mr" | "gu" | "ta" | "es" | "north_indic" | "bn" | "or" | (string & {});

/**
 * A page of a branch's revisions, as
 * `GET /agent/{agentId}/branches/{branchId}/revisions` answers.
 */
export interface RevisionsPage extends OtherFields {
    /**
     * Newest first. Deployments differ in whether one that is being checked
     * is among them.
     */
    revisions: Revision[];
    /**
     * Revisions on all pages.
     */
    total: number;
}

/**
 * A page of agents, as `GET /agent` answers. How much is said about the
 * other pages differs between deployments.
 */
export interface AgentsPage extends OtherFields {
    /**
     * The agents of this page.
     */
    agents: AgentSummary[];
    /**
     * Agents on all pages, by its documented name.
     */
    total?: number;
    /**
     * Agents on all pages, as production names it.
     */
    totalCount?: number;
    /**
     * Pages in all.
     */
    totalPages?: number;
    /**
     * Whether there is a page after this one.
     */
    hasMore?: boolean;
    /**
     * Whether `search` chose them.
     */
    isSearchResults?: boolean;
}

/**
 * A page of versions, as `GET /agent/{agentId}/versions` answers.
 */
export interface VersionsPage extends OtherFields {
    /**
     * Newest first.
     */
    versions: Version[];
    /**
     * Versions on all pages; it may count unpinned ones too when only
     * pinned ones were asked for.
     */
    total: number;
}

/**
 * A path that two sides changed, to different values.
 */
export interface Clash {
    /**
     * Dotted path in a patch.
     */
    path: string;
    /**
     * What both started from; null when there was nothing.
     */
    base: unknown;
    /**
     * What the other side made of it.
     */
    theirs: unknown;
    /**
     * What the patch, or the branch merged from, makes of it.
     */
    ours: unknown;
}

/**
 * A publish that waits for its security check.
 */
export interface PendingPublish extends OtherFields {
    /**
     * `active` commits when the check passes; `cancelled` does not.
     */
    state: "active" | "cancelled" | (string & {});
    /**
     * Who published.
     */
    startedBy?: string | null;
    /**
     * When, ISO 8601.
     */
    startedAt?: string | null;
}

/**
 * A question that each finished call's transcript answers.
 */
export interface DispositionMetric extends OtherFields {
    /**
     * Its name in call logs: lower-case letters, digits and underscores.
     */
    identifier: string;
    /**
     * The question.
     */
    dispositionMetricPrompt: string;
    /**
     * The answer's type.
     */
    dispositionMetricType: "STRING" | "BOOLEAN" | "INTEGER" | "ENUM" | "DATETIME" | (string & {});
    /**
     * The answers that `ENUM` allows, which needs them.
     */
    choices?: string[];
}

/**
 * A revision with its config, as
 * `GET /agent/{agentId}/branches/{branchId}/revisions/{revisionId}` answers.
 */
export interface RevisionDetail extends OtherFields {
    /**
     * The revision.
     */
    revision: Revision;
    /**
     * Its config by section, such as `workflow_tools.tools`: not flat like an
     * agent's `_resolvedConfig`.
     */
    resolvedConfig: Record<string, unknown>;
}

/**
 * A revision: a row of `GET /agent/{agentId}/branches/{branchId}/revisions`.
 *
 * With `status` `published` it is a commit, which never changes; with
 * `draft` it is a branch's open draft, as
 * `PUT /agent/{agentId}/branches/{branchId}/draft` answers. A migrated
 * version's id is its revision's id.
 */
export interface Revision extends StoredConfig {
    /**
     * The branch. Null on rows older than branches.
     */
    branch?: string | null;
    /**
     * Counts up per branch. Commits alone have it.
     */
    revisionNumber?: number | null;
    /**
     * Of a migrated version: its number there.
     */
    versionNumber?: number | null;
    /**
     * For people. At most 200 characters.
     */
    label?: string | null;
    /**
     * What changed in it.
     */
    description?: string | null;
    /**
     * Whether it is pinned.
     */
    isPinned?: boolean;
    /**
     * Who published it.
     */
    publishedBy?: string | null;
    /**
     * Their name; null when the platform finds none.
     */
    publishedByName?: string | null;
    /**
     * When it was published, ISO 8601.
     */
    publishedAt?: string | null;
    /**
     * Of an open draft: its id.
     */
    draftId?: string | null;
    /**
     * Of an open draft: its name.
     */
    draftName?: string | null;
    /**
     * Of an open draft: counts up with each edit. What an edit that is based
     * on it sends as `expectedRevision`.
     */
    draftRevision?: number | null;
    /**
     * The draft that it was.
     */
    sourceDraftId?: string | null;
    /**
     * The revision that a restore copied into it.
     */
    restoredFromRevisionId?: string | null;
    /**
     * That revision's label.
     */
    restoredFromLabel?: string | null;
    /**
     * The versions generation's mark of what serves. With branches it is the
     * head of the live branch: see `BranchSummary`.
     */
    isActive?: boolean;
    /**
     * Who activated it last, as a version.
     */
    activatedBy?: string | null;
    /**
     * When it was last activated, as a version, ISO 8601.
     */
    activatedAt?: string | null;
    /**
     * The security check, of an open draft that of its last publish. Null or
     * missing before the first publish and on old versions.
     */
    securityCheck?: SecurityCheck | null;
    /**
     * Of an open draft: the publish that waits for the check.
     */
    pendingPublish?: PendingPublish | null;
    /**
     * The platform's grade of the prompt, as it came.
     */
    promptScore?: Record<string, unknown> | null;
    /**
     * Whether that grade is of an earlier prompt.
     */
    promptScoreStale?: boolean;
}

/**
 * A security check that ended well.
 */
export interface SecurityCheckReport {
    /**
     * The platform's status as it came; null for a version older than the
     * check, which has nothing to wait for.
     */
    status: string | null;
    /**
     * When it began, ISO 8601.
     */
    triggeredAt: string | null;
    /**
     * When it ended, ISO 8601.
     */
    completedAt: string | null;
    /**
     * Polls that it took.
     */
    polls: number;
    /**
     * Milliseconds waited.
     */
    elapsedMs: number;
}

/**
 * A step of a lifecycle call. Not every call takes every step.
 */
export type Step = "read" | "fork" | "edit" | "confirm" | "diff" | "publish" | "check" | "recheck" | "activate" | "verify" | "discard";

/**
 * A test call of a branch, the body of
 * `POST /agent/{agentId}/branches/{branchId}/test-call`: with the head's
 * config, or the open draft's with `includeDraft`, or an older revision's by
 * `revisionId`. The last two exclude each other.
 *
 * `includeDraft` is false by default; with it, 404 when no draft is open.
 * 409 when the branch has no committed revision.
 */
export type BranchTestCall = ({
    /** Whether to call with the open draft's config. Default false. */
    includeDraft?: boolean;
    /** Not together with `includeDraft`. */
    revisionId?: never;
} | {
    /** The committed revision of this branch to call with. */
    revisionId: string;
    /** Not together with `revisionId`. */
    includeDraft?: never;
}) & TestCall;

/**
 * A test call that began, as both `test-call` routes answer.
 *
 * `webcall` and `chat` come with what a LiveKit client joins with.
 */
export interface TestCallStarted extends OtherFields {
    /**
     * The call.
     */
    callId: string;
    /**
     * Its conversation. A draft's test call may come without.
     */
    conversationId?: string;
    /**
     * The access token. A secret. Not for `telephony`.
     */
    token?: string;
    /**
     * The room. Not for `telephony`.
     */
    roomName?: string;
    /**
     * The server. Not for `telephony`.
     */
    host?: string;
}

/**
 * A test call, the body of `POST /agent/{agentId}/drafts/{draftId}/test-call`
 * and of `POST /agent/{agentId}/versions/{versionId}/test-call`.
 *
 * `mode` is `webcall` by default. `telephony` dials `toPhone`, an E.164
 * number: it rings a real phone.
 */
export type TestCall = {
    /** Default `webcall`. */
    mode?: "webcall" | "chat";
    /** For `telephony` alone. */
    toPhone?: never;
} | {
    /** Dials `toPhone`: a real phone rings. */
    mode: "telephony";
    /** The number to call, E.164. */
    toPhone: string;
};

/**
 * A time zone.
 */
export interface Timezone extends OtherFields {
    /**
     * Its name, such as `America/New_York`. Default `(GMT+0:00) UTC`.
     */
    label?: string;
    /**
     * Minutes from UTC, such as -300. Default 0.
     */
    offset?: number;
}

/**
 * A value that the model fills in or listens for.
 */
export interface ToolValue {
    /**
     * Its name.
     */
    name: string;
    /**
     * What it means.
     */
    description: string;
    /**
     * Its type.
     */
    type: "text" | "number" | "boolean" | "enum" | (string & {});
    /**
     * What it may be. `enum` needs it.
     */
    values?: string[];
    /**
     * In `llmParameters`: whether the model must fill it in. Default false.
     */
    required?: boolean;
}

/**
 * A version with its config, as `GET /agent/{agentId}/versions/{versionId}` answers.
 */
export interface VersionDetail extends OtherFields {
    /**
     * The version.
     */
    version: Version;
    /**
     * Its config by section, such as `workflow_tools.tools`: not flat like an
     * agent's `_resolvedConfig`.
     */
    resolvedConfig: Record<string, unknown>;
    /**
     * Where a deployment puts the check beside the version, not in it.
     */
    securityCheck?: SecurityCheck | null;
}

/**
 * A version: a row of `GET /agent/{agentId}/versions`, and what publishing,
 * `PATCH /agent/{agentId}/versions/{versionId}` and `.../activate` answer.
 *
 * Its config never changes.
 */
export interface Version extends StoredConfig {
    /**
     * Whether it serves. False right after publishing, always.
     */
    isActive: boolean;
    /**
     * Counts up per agent.
     */
    versionNumber?: number | null;
    /**
     * For people. At most 200 characters.
     */
    label?: string | null;
    /**
     * What changed in it. At most 2,000 characters.
     */
    description?: string | null;
    /**
     * Whether it is pinned. Default false.
     */
    isPinned?: boolean;
    /**
     * The security check, which must pass before the version can serve.
     * Null or missing on old versions.
     */
    securityCheck?: SecurityCheck | null;
    /**
     * The draft that it was, where the platform says so.
     */
    draftId?: string | null;
    /**
     * That draft's name.
     */
    draftName?: string | null;
    /**
     * That draft's revision.
     */
    draftRevision?: number | null;
    /**
     * Who published it.
     */
    publishedBy?: string | null;
    /**
     * Their name. Only in lists.
     */
    publishedByName?: string | null;
    /**
     * When it was published, ISO 8601.
     */
    publishedAt?: string | null;
    /**
     * Who activated it last.
     */
    activatedBy?: string | null;
    /**
     * Their name. Only in lists.
     */
    activatedByName?: string | null;
    /**
     * When it last began to serve, ISO 8601.
     */
    activatedAt?: string | null;
}

/**
 * A word that the voice would say wrongly.
 */
export interface Pronunciation extends OtherFields {
    /**
     * The word.
     */
    word: string;
    /**
     * How it sounds, spelled out.
     */
    pronunciation: string;
}

/**
 * An API that is asked before each call; prompts can use what it answers.
 */
export interface PreCallApi extends OtherFields {
    /**
     * Whether it is asked. Default false.
     */
    isEnabled?: boolean;
    /**
     * The URL. Needed where there was none before.
     */
    url?: string;
    /**
     * The method. Needed where there was none before.
     */
    method?: HttpMethod;
    /**
     * Headers by name.
     */
    headers?: Record<string, string>;
    /**
     * The body.
     */
    body?: Record<string, unknown>;
    /**
     * The query, by name.
     */
    queryParams?: Record<string, unknown>;
    /**
     * Seconds to wait, 1 to 30. Default 5. (A tool's `timeout` is in milliseconds.)
     */
    timeout?: number;
    /**
     * What to keep of the response.
     */
    responseVariables?: ResponseVariable[];
}

/**
 * An HTTP method that the agent may call an API with.
 */
export type HttpMethod = "GET" | "POST" | "PUT" | "DELETE" | "PATCH" | (string & {});

/**
 * An agent in a list, a row of `GET /agent`.
 *
 * The config that serves is not up here but in `_resolvedConfig`, which only
 * a single agent's read has.
 */
export interface AgentSummary extends SharedConfig {
    /**
     * The agent's id.
     */
    _id: string;
    /**
     * Its name.
     */
    name: string;
    /**
     * What it is for.
     */
    description?: string;
    /**
     * Its picture's URL.
     */
    avatarUrl?: string;
    /**
     * The organisation it belongs to.
     */
    organization?: string;
    /**
     * Who created it.
     */
    createdBy?: string;
    /**
     * When it was created, ISO 8601.
     */
    createdAt?: string;
    /**
     * When it last changed, ISO 8601.
     */
    updatedAt?: string;
    /**
     * Whether it is archived. Default lists leave archived agents out.
     */
    archived?: boolean;
    /**
     * When it was archived, ISO 8601.
     */
    archivedAt?: string | null;
    /**
     * Calls it has had.
     */
    totalCalls?: number;
    /**
     * The platform's own document behind the config. Never write to it:
     * that goes around versions.
     */
    workflowId?: string;
    /**
     * The version that serves.
     */
    activeVersionId?: string;
    /**
     * The same as `activeVersionId`.
     */
    versionId?: string;
    /**
     * Phone numbers attached to it, E.164.
     */
    phoneNumber?: string[];
    /**
     * The same by product id.
     */
    telephonyProductId?: string[];
    /**
     * Whether it takes calls.
     */
    allowInboundCall?: boolean;
    /**
     * Whether the whole organisation sees it, not its creator alone.
     */
    visibleToEveryone?: boolean;
    /**
     * Its languages.
     */
    language?: LanguagePatch;
    /**
     * The model that answers.
     */
    slmModel?: LanguageModel;
    /**
     * The speech-to-text engine.
     */
    transcriberType?: string;
    /**
     * What is worked out after each call.
     */
    postCallAnalyticsConfig?: PostCallAnalyticsConfig;
    /**
     * The widget on web pages.
     */
    widgetConfig?: WidgetConfig;
}

/**
 * An agent to create, the body of `POST /agent`.
 *
 * The platform makes and activates a first version of it. Prompt, tools and
 * later changes go through drafts.
 */
export interface NewAgent extends SharedConfig {
    /**
     * Its name. Not empty.
     */
    name: string;
    /**
     * What it is for.
     */
    description?: string;
    /**
     * Its languages. Default: English.
     */
    language?: NewLanguage;
    /**
     * The model that answers. Default `electron`.
     */
    slmModel?: LanguageModel;
    /**
     * Phone numbers for its calls, by product id.
     */
    telephonyProductId?: string[];
    /**
     * Whether it takes calls. Default true.
     */
    allowInboundCall?: boolean;
}

/**
 * An agent with its config, as `GET /agent/{agentId}` answers.
 *
 * Of an agent from before versions, `activeVersionId` and `_resolvedConfig`
 * are missing; every agent made since has both.
 */
export interface Agent extends AgentSummary {
    /**
     * The version that serves.
     */
    activeVersionId: string;
    /**
     * The config that serves, or the previewed draft's or version's.
     */
    _resolvedConfig: ResolvedConfig;
    /**
     * Whose config `_resolvedConfig` is. Only there when a preview was asked for.
     */
    _configSource?: "active" | "draft" | "version" | (string & {});
    /**
     * @deprecated Use `_resolvedConfig`, which this mirrors in part.
     */
    _versionedWorkflow?: VersionedWorkflow;
}

/**
 * An agent's branches, as `GET /agent/{agentId}/branches` answers. It has no pages.
 */
export interface BranchesList extends OtherFields {
    /**
     * All that are not archived.
     */
    branches: BranchSummary[];
}

/**
 * An endpoint that is going away: what `onDeprecation` is told.
 */
export interface DeprecationNotice {
    /**
     * The HTTP method.
     */
    method: string;
    /**
     * The endpoint below the base URL, such as `/agent/{agentId}/versions`.
     */
    path: string;
    /**
     * The `Deprecation` header: `true`, or since when.
     */
    deprecation: string;
    /**
     * The `Sunset` header: when the endpoint goes away; null when not said.
     */
    sunset: string | null;
}

/**
 * An outbound call that began, as `POST /conversation/outbound` answers.
 */
export interface OutboundCallStarted extends OtherFields {
    /**
     * The call, such as `CALL-1737000000000-abc123`.
     */
    conversationId: string;
}

/**
 * An outbound call, the body of `POST /conversation/outbound`. It dials a
 * real person.
 */
export interface OutboundCall {
    /**
     * The agent that calls.
     */
    agentId: string;
    /**
     * The number to call, E.164: `+` and 7 to 15 digits.
     */
    phoneNumber: string;
    /**
     * The number to call from, by product id. Default: the agent's own, and
     * where it has none, a number that the platform's customers share.
     */
    fromProductId?: string;
    /**
     * Values for the variables in prompts: strings, numbers and booleans, never nested.
     */
    variables?: Record<string, string | number | boolean>;
    /**
     * The published version to call with. Default: the one that serves.
     */
    versionId?: string;
    /**
     * An integration to hand the call to, such as `webengage`.
     */
    operatorId?: string;
    /**
     * What that integration needs.
     */
    operatorData?: Record<string, unknown>;
}

/**
 * Every id that a lifecycle call has met or made so far.
 */
export interface Ids {
    /**
     * The agent.
     */
    agentId: string;
    /**
     * The branch that the call works on. Only where branches serve.
     */
    branchId?: string;
    /**
     * The version (on branches: the revision) that served when the call began.
     */
    previousVersionId?: string;
    /**
     * The draft that the call forked; on branches the branch's own.
     */
    draftId?: string;
    /**
     * The version (on branches: the revision) that it published, or is about
     * to activate.
     */
    versionId?: string;
}

/**
 * Fields that these types don't name. They pass through untouched.
 */
export type OtherFields = Record<string, unknown>;

/**
 * How a call is handed over.
 */
export interface TransferOption extends OtherFields {
    /**
     * At once, or after a word with the one who answers. Default `cold_transfer`.
     */
    type?: "cold_transfer" | "warm_transfer" | (string & {});
    /**
     * `warm_transfer`: what the one who answers is told in private.
     */
    privateHandoffOption?: Handoff | null;
    /**
     * `warm_transfer`: what the caller hears while waiting.
     */
    publicHandoffOption?: Handoff | null;
}

/**
 * How a merge ended.
 */
export type MergeOutcome = "merged" | "previewed" | "unchanged";

/**
 * How a promotion ended.
 */
export type PromoteOutcome = "promoted" | "unchanged";

/**
 * How a publish or a restore began, as
 * `POST /agent/{agentId}/branches/{branchId}/draft/publish` and
 * `POST /agent/{agentId}/branches/{branchId}/revisions/{revisionId}/restore` answer.
 *
 * `committed` (200): `revision` is the branch's head now. `scanning` (202):
 * the security check has begun, and there is no revision, nor an id of one,
 * before it passes; if it fails, the draft stays.
 */
export type PublishResult = ({
    /** The check was not needed, or is over. */
    state: "committed";
    /** The new head. */
    revision: Revision;
} | {
    /** The check goes on. */
    state: "scanning";
    /** Null or missing. */
    revision?: null;
}) & OtherFields;

/**
 * How a release ended.
 */
export type ReleaseOutcome = "released" | "staged" | "unchanged" | "stopped";

/**
 * How a revision came about, as
 * `GET /agent/{agentId}/branches/{branchId}/revisions/{revisionId}/history` answers.
 */
export interface RevisionHistory extends OtherFields {
    /**
     * The revision.
     */
    revision: Revision;
    /**
     * Who published it.
     */
    publishedBy?: string | null;
    /**
     * The branch's revisions that led to it, in the platform's order.
     */
    trail: RevisionTrailEntry[];
}

/**
 * How a rollback ended.
 */
export type RollbackOutcome = "rolledBack" | "unchanged";

/**
 * How a security check is doing.
 */
export interface CheckProgress {
    /**
     * The platform's status as it came; null when the poll got no answer.
     */
    status: string | null;
    /**
     * Polls so far.
     */
    polls: number;
    /**
     * Milliseconds until the next poll.
     */
    nextPollMs: number;
}

/**
 * How far a call has come. Plain data: keep it as JSON wherever you like and
 * pass it to `resume`.
 *
 * `arguments` holds the call's own arguments, the patch among them; no key
 * and nothing else of the connection is in it.
 */
export interface Checkpoint {
    /**
     * The format's version: 1.
     */
    version: number;
    /**
     * Which call it is of.
     */
    call: Call;
    /**
     * Which of the platform's two APIs it goes through, once that is known.
     */
    generation?: Generation;
    /**
     * Every id met or made so far.
     */
    ids: Ids;
    /**
     * Where its draft is.
     */
    draft: DraftState;
    /**
     * The name that makes its draft known among other people's.
     */
    draftName?: string;
    /**
     * On branches alone: of a rollback the revision to go back to, of a
     * release the head that it was made on.
     */
    baseId?: string;
    /**
     * Whether it switched what serves. Taken up again it does not switch a
     * second time: somebody may have rolled back since.
     */
    activated?: boolean;
    /**
     * What the call is about: its patch, its label, its branch. Whoever
     * drives the call adds them, as they came.
     */
    arguments?: Record<string, unknown>;
}

/**
 * How long a call may last.
 */
export interface SessionTimeoutConfig extends OtherFields {
    /**
     * Seconds, at most 3,600. Default 1,800.
     */
    timeoutTimeInSecs?: number;
}

/**
 * How much of a draft's edit history to read.
 */
export interface DraftQuery {
    /**
     * Entries of the edit history, 1 to 100.
     */
    limit?: number | undefined;
}

/**
 * How often and how long a request may be repeated.
 */
export interface RetryLimits {
    /**
     * Attempts in all, the first included. Default 4; 1 switches retries off.
     */
    maxAttempts?: number | undefined;
    /**
     * The longest pause between two attempts, in milliseconds. Default 8,000.
     */
    maxDelayMs?: number | undefined;
    /**
     * The longest `Retry-After` that is waited out, in milliseconds. Default
     * 60,000; a longer one ends the call with a `RateLimitError`.
     */
    maxRetryAfterMs?: number | undefined;
    /**
     * Repeated attempts over all requests of one call, such as a `release`.
     * Default 20; when they are used up, the last error is the call's.
     */
    maxRepeats?: number | undefined;
}

/**
 * How often to look at a security check.
 */
export interface Polling {
    /**
     * The least between two polls, in milliseconds. Default 250.
     */
    minIntervalMs?: number | undefined;
    /**
     * The most between two polls, in milliseconds. Default 3,000.
     */
    maxIntervalMs?: number | undefined;
}

/**
 * How the agent is built: one prompt, a graph of nodes, or playbooks
 * (`multi_agents`). `workflow_graph` is enabled per organisation, else 403.
 */
export type WorkflowType = "single_prompt" | "workflow_graph" | "multi_agents" | (string & {});

/**
 * Languages in a draft patch. What is left out stays as it is.
 *
 * `default` must be among `supported`; `ta` goes with no other language.
 */
export interface LanguagePatch extends OtherFields {
    /**
     * The language a call begins in. Default `en`.
     */
    default?: LanguageCode;
    /**
     * The languages the agent understands.
     */
    supported?: LanguageCode[];
    /**
     * Whether and how the agent follows a caller into another language.
     */
    switching?: LanguageSwitching;
}

/**
 * Languages of an agent to create. `switching` is required: without it the
 * platform refuses the agent.
 *
 * `default` must be among `supported`; `ta` goes with no other language.
 */
export interface NewLanguage extends OtherFields {
    /**
     * Whether and how the agent follows a caller into another language;
     * `{isEnabled: false}` is enough.
     */
    switching: LanguageSwitching;
    /**
     * The language a call begins in. Default `en`.
     */
    default?: LanguageCode;
    /**
     * The languages the agent understands.
     */
    supported?: LanguageCode[];
}

/**
 * One edit of a branch's draft.
 */
export interface BranchDraftEdit extends OtherFields {
    /**
     * The draft as the edit left it.
     */
    revision: Revision;
    /**
     * The config sections that it touched.
     */
    changedSections: string[];
    /**
     * Who made it, by name; null when the platform finds none.
     */
    editorName?: string | null;
}

/**
 * One edit of a draft.
 */
export interface DraftEditHistoryEntry extends OtherFields {
    /**
     * The `draftRevision` that it made.
     */
    revision: number;
    /**
     * The config sections that it touched.
     */
    changedSections: string[];
    /**
     * Who made it, by name.
     */
    editorName?: string | null;
    /**
     * Who made it.
     */
    editorId?: string | null;
    /**
     * When, ISO 8601.
     */
    timestamp?: string;
}

/**
 * One event of `onProgress`.
 */
export interface Progress {
    /**
     * Which step.
     */
    step: Step;
    /**
     * Where it is.
     */
    state: StepState;
    /**
     * Milliseconds since the call began.
     */
    elapsedMs: number;
    /**
     * Milliseconds since the step began.
     */
    stepElapsedMs: number;
    /**
     * Requests sent so far, repeated attempts included.
     */
    requests: number;
    /**
     * The ids known so far.
     */
    ids: Ids;
    /**
     * How far the call is: with it `resume` goes on, in another process if
     * need be. Before a request is sent, an event has told of it.
     */
    checkpoint: Checkpoint;
    /**
     * Of the step `check`: how the security check is doing.
     */
    check?: CheckProgress;
}

/**
 * One revision on the way to another.
 */
export interface RevisionTrailEntry extends OtherFields {
    /**
     * The revision.
     */
    revision: Revision;
    /**
     * The config sections that changed in it.
     */
    changedSections: string[];
}

/**
 * One section of a draft, before and after.
 */
export interface DraftSection {
    /**
     * In the version compared with; null when it has no such section.
     */
    before: unknown;
    /**
     * In the draft; null when it has no such section.
     */
    after: unknown;
    /**
     * Whether they differ.
     */
    changed: boolean;
}

/**
 * One side of `GET /agent/{agentId}/diff`: a revision by its id, or the open
 * draft of a branch.
 */
export type DiffSide = {
    /** The revision. */
    revisionId: string;
    /** Not together with `revisionId`. */
    branchId?: never;
    /** Not together with `revisionId`. */
    draft?: never;
} | {
    /** The branch whose open draft it is. */
    branchId: string;
    /** True: a branch's head is a revision, and has an id. */
    draft: true;
    /** Not together with `branchId`. */
    revisionId?: never;
};

/**
 * One value that differs.
 */
export interface Change {
    /**
     * Dotted path.
     */
    path: string;
    /**
     * Before; null when there was none.
     */
    oldValue: unknown;
    /**
     * After; null when there is none.
     */
    newValue: unknown;
}

/**
 * Prompt and tools of a `single_prompt` agent.
 */
export interface SinglePromptConfig extends OtherFields {
    /**
     * What the agent is told to be and do.
     */
    prompt?: string;
    /**
     * What it may do during a call. Replaced whole. Default `[]`.
     */
    tools?: Tool[];
}

/**
 * Somebody else changed the same fields since the draft revision that an
 * edit was based on, as the 409 of
 * `PUT /agent/{agentId}/branches/{branchId}/draft` says it.
 *
 * Deployments differ: some name the fields alone.
 */
export interface DraftConflict {
    /**
     * What both edits changed, as the platform names it, such as
     * `voice.speed`.
     */
    fields: string[];
    /**
     * The `expectedRevision` that the edit sent. Where the platform says it.
     */
    expectedRevision?: number;
    /**
     * The draft's `draftRevision` now. Where the platform says it.
     */
    latestRevision?: number;
    /**
     * What differs, one by one, as it came: its shape is not documented.
     * Where the platform says it.
     */
    diffs?: Record<string, unknown>[];
}

/**
 * Something that is on or off.
 */
export interface Switch extends OtherFields {
    /**
     * Whether it is on.
     */
    isEnabled?: boolean;
}

/**
 * Something the agent may do during a call. `type` says which fields count.
 */
export interface Tool extends OtherFields {
    /**
     * What it does.
     */
    type: "end_call" | "transfer_call" | "api_call" | "extract_dynamic_variables" | "knowledge_base_search" | (string & {});
    /**
     * Its name, unique in the agent and without spaces.
     */
    name: string;
    /**
     * When the model should use it.
     */
    description: string;
    /**
     * Whether the model may use it. Default true.
     */
    enabled?: boolean;
    /**
     * `transfer_call`, required: the number to hand over to, E.164.
     */
    transferNumber?: string;
    /**
     * `transfer_call`, required: how the call is handed over.
     */
    transferOption?: TransferOption;
    /**
     * `transfer_call`: what the caller hears meanwhile. Default `ringtone`.
     */
    onHoldMusic?: "ringtone" | "relaxing_sound" | "uplifting_beats" | "none" | (string & {});
    /**
     * `transfer_call`: whether only a human is handed over to, never a
     * voicemail or a menu. Default true.
     */
    transferOnlyIfHuman?: boolean;
    /**
     * `transfer_call`: seconds to find out whether a human answered, 5 to 60. Default 30.
     */
    detectionTimeout?: number;
    /**
     * `api_call`, required: the URL.
     */
    url?: string;
    /**
     * `api_call`, required: the method.
     */
    method?: HttpMethod;
    /**
     * `api_call`: milliseconds to wait, 1,000 to 30,000. Default 5,000.
     */
    timeout?: number;
    /**
     * `api_call`: headers by name.
     */
    headers?: Record<string, string>;
    /**
     * `api_call`: headers as a list, instead of `headers`.
     */
    headersArray?: KeyValue[];
    /**
     * `api_call`: the query. Values may hold variables, as in `{{order_id}}`.
     */
    queryParams?: KeyValue[];
    /**
     * `api_call`: the body as JSON text. It may hold variables.
     */
    requestBody?: string;
    /**
     * `api_call`: values that the model fills in.
     */
    llmParameters?: ToolValue[];
    /**
     * `api_call`: what to keep of the response. Default `[]`.
     */
    responseVariables?: ResponseVariable[];
    /**
     * `extract_dynamic_variables`, required: what to listen for, at least one.
     */
    variablesExtractionSchema?: ToolValue[];
    /**
     * `knowledge_base_search`, required: the knowledge base.
     */
    knowledgeBaseId?: string;
    /**
     * `knowledge_base_search`: said while it searches. Default `[]`.
     */
    fillerPhrases?: string[];
}

/**
 * The agent's voice.
 */
export interface Synthesizer extends OtherFields {
    /**
     * Which voice.
     */
    voiceConfig?: VoiceConfig;
    /**
     * Speed, 0 to 2. Default 1.2.
     */
    speed?: number;
    /**
     * Consistency, 0 to 1. Default 0.5.
     */
    consistency?: number;
    /**
     * Similarity, 0 to 1. Default 0.
     */
    similarity?: number;
    /**
     * Enhancement: 0, 1 or 2. Default 1.
     */
    enhancement?: number;
    /**
     * Samples a second: 8000, 16000, 24000 or 44100. Default 16000.
     */
    sampleRate?: number;
}

/**
 * The changes in one config section.
 */
export interface SectionDiff {
    /**
     * Such as `workflow_prompt` or `voice`.
     */
    section: string;
    /**
     * Paths are relative to the section.
     */
    changes: Change[];
}

/**
 * The config fields that have the same name everywhere: when an agent is
 * created, in a draft patch, and in what reads show.
 */
export interface SharedConfig extends OtherFields {
    /**
     * What the agent says first. At most 500 characters.
     */
    firstMessage?: string;
    /**
     * Instructions for the whole of a `workflow_graph` agent. At most 4,000 characters.
     */
    globalPrompt?: string;
    /**
     * How the agent is built. Default `single_prompt`.
     */
    workflowType?: WorkflowType;
    /**
     * The agent's voice.
     */
    synthesizer?: Synthesizer;
    /**
     * Values for the variables in prompts, where a call brings none.
     */
    defaultVariables?: Record<string, unknown>;
    /**
     * An API that is asked before each call.
     */
    preCallAPI?: PreCallApi;
    /**
     * The knowledge base that every answer may draw on.
     */
    globalKnowledgeBaseId?: string;
    /**
     * Sound behind the agent's voice; `""` is none. Default `""`.
     * Ignored when an agent is created: set it with a draft.
     */
    backgroundSound?: "" | "office" | "cafe" | "call_center" | "static" | (string & {});
    /**
     * Whether the caller can interrupt the agent.
     */
    allowInterruptions?: boolean;
    /**
     * Seconds before the agent speaks again after an interruption, 0 to 10.
     */
    interruptionBackoffTimer?: number;
    /**
     * Whether the agent keeps silent until the caller has spoken.
     */
    waitForUserToSpeakFirst?: boolean;
    /**
     * Whether the caller is muted until the agent has spoken once. Default false.
     */
    muteUserUntilFirstBotResponse?: boolean;
    /**
     * Whether a model decides when the caller has finished speaking.
     */
    smartTurnConfig?: SmartTurnConfig;
    /**
     * When sound counts as speech.
     */
    voiceDetectionConfig?: VoiceDetectionConfig;
    /**
     * What happens when a voicemail answers.
     */
    voiceMailDetectionConfig?: VoiceMailDetectionConfig;
    /**
     * Whether noise is taken out of the caller's audio.
     */
    denoisingConfig?: Switch;
    /**
     * Whether personal data is taken out of transcripts.
     */
    redactionConfig?: Switch;
    /**
     * Words that the voice would say wrongly. An array is replaced whole.
     */
    pronunciationDicts?: Pronunciation[];
    /**
     * When a silent caller is spoken to.
     */
    llmIdleTimeoutConfig?: LlmIdleTimeoutConfig;
    /**
     * How long a call may last.
     */
    sessionTimeoutConfig?: SessionTimeoutConfig;
    /**
     * The agent's time zone.
     */
    timezone?: Timezone;
    /**
     * A prompt that sorts finished calls. Metrics are in `postCallAnalyticsConfig`.
     */
    callDispositionConfig?: string;
    /**
     * Whether the platform's style guide is applied to answers. Default true.
     */
    enableStyleGuide?: boolean;
    /**
     * Whether amounts, dates and the like are written out before they are
     * spoken. Default: the organisation's setting.
     */
    speechFormatting?: boolean;
}

/**
 * The model that answers.
 *
 * `gpt-5.2`, `electron-kogta` and `electron-kogta-v2` are enabled per
 * organisation, else 403. The realtime models need `workflowType` `single_prompt`.
 */
export type LanguageModel = "electron" | "electron-kogta" | "electron-kogta-v2" | "gpt-4o" | "gpt-4.1" | "gpt-5.2" | "gpt-realtime" | "gpt-realtime-mini" | (string & {});

/**
 * The open draft of a branch with its edits, as
 * `GET /agent/{agentId}/branches/{branchId}/draft` answers; 404 when none is open.
 */
export interface BranchDraftDetail extends OtherFields {
    /**
     * The draft as it is now. Its `draftRevision` is what an edit that is
     * based on it sends as `expectedRevision`; after a publish that failed,
     * its `securityCheck` says why.
     */
    latest: Revision;
    /**
     * Its edits.
     */
    editHistory: BranchDraftEdit[];
    /**
     * Edits in all.
     */
    editCount: number;
}

/**
 * The platform's own comparison, in one shape whichever it answered with.
 *
 * A value that equals the platform's default may be missing here although
 * it changed; `changes` of the report has every patched field.
 */
export interface ConfigDiff {
    /**
     * Sections without a change, where the platform names them.
     */
    unchangedSections: string[];
    /**
     * Sections with changes.
     */
    diffs: SectionDiff[];
}

/**
 * The platform's security check of a version. It takes some seconds after
 * publishing; see `waitForSecurityCheck`.
 */
export interface SecurityCheck extends OtherFields {
    /**
     * How it is doing, as the platform spells it, in any letter case. Only
     * `passed` lets the version serve; only `failed`, `error` and `errored`
     * are final besides.
     */
    status?: "queued" | "pending" | "running" | "scanning" | "passed" | "failed" | "error" | "errored" | (string & {});
    /**
     * Why it failed.
     */
    reason?: string | null;
    /**
     * When it began, ISO 8601.
     */
    triggeredAt?: string | null;
    /**
     * When it ended, ISO 8601.
     */
    completedAt?: string | null;
}

/**
 * The whole config, flat: `_resolvedConfig` of `GET /agent/{agentId}`.
 *
 * Some fields have another name than in a patch.
 */
export interface ResolvedConfig extends SharedConfig {
    /**
     * A patch's `singlePromptConfig.prompt`.
     */
    prompt?: string;
    /**
     * A patch's `singlePromptConfig.tools`.
     */
    tools?: Tool[];
    /**
     * A patch's `slmModel`.
     */
    modelName?: LanguageModel;
    /**
     * A patch's `language.default`.
     */
    defaultLanguage?: LanguageCode;
    /**
     * A patch's `language.supported`.
     */
    supportedLanguages?: LanguageCode[];
    /**
     * A patch's `language.switching`.
     */
    languageSwitching?: LanguageSwitching;
    /**
     * The graph of a `workflow_graph` agent; null for other agents.
     */
    workflowGraph?: Record<string, unknown> | null;
    /**
     * The speech-to-text engine.
     */
    transcriberType?: string;
    /**
     * A WebSocket URL of your own model.
     */
    customLLMWebSocketUrl?: string;
    /**
     * What is worked out after each call.
     */
    postCallAnalyticsConfig?: PostCallAnalyticsConfig;
    /**
     * The widget on web pages.
     */
    widgetConfig?: WidgetConfig;
}

/**
 * The widget on web pages. Colours are CSS hex values.
 */
export interface WidgetConfig extends OtherFields {
    /**
     * Its corner. Default `bottom-right`.
     */
    position?: "bottom-right" | "bottom-left" | "top-right" | "top-left" | (string & {});
    /**
     * Default `full`.
     */
    size?: "tiny" | "compact" | "full" | (string & {});
    /**
     * Default `chat`.
     */
    mode?: "chat" | "voice" | (string & {});
    /**
     * Default `light`.
     */
    theme?: "light" | "dark" | (string & {});
    /**
     * Behind everything. Default `#ffffff`.
     */
    baseColor?: string;
    /**
     * Of buttons. Default `#2d9d9f`.
     */
    accentColor?: string;
    /**
     * Behind what the agent says. Default `#f3f4f6`.
     */
    agentBubbleColor?: string;
    /**
     * Of text on `accentColor`. Default `#FFFFFF`.
     */
    textOnAccentColor?: string;
    /**
     * Of text. Default `#111827`.
     */
    primaryTextColor?: string;
    /**
     * Of lesser text. Default `#6b7280`.
     */
    secondaryTextColor?: string;
    /**
     * Default `Start`.
     */
    startButtonText?: string;
    /**
     * Default `End`.
     */
    endButtonText?: string;
    /**
     * The invitation to talk. Default `Talk to Atoms`.
     */
    ctaName?: string;
    /**
     * Its name. Default `Atoms`.
     */
    widgetName?: string;
    /**
     * Its picture's URL.
     */
    avatarUrl?: string | null;
    /**
     * In the empty chat box. Default `Type your message...`.
     */
    chatPlaceholder?: string;
    /**
     * Whether the visitor must agree first. Default false.
     */
    consentRequired?: boolean;
    /**
     * Over the consent. Default `Privacy Agreement`.
     */
    consentTitle?: string;
    /**
     * What the visitor agrees to.
     */
    consentContent?: string;
    /**
     * The assistant behind it.
     */
    assistantId?: string | null;
    /**
     * Host names of the pages that may show it.
     */
    allowlist?: string[];
}

/**
 * What `DELETE /agent/{agentId}/archive` answers, with `?on=false` too.
 */
export interface ArchiveResult extends OtherFields {
    /**
     * `Agent archived` or `Agent unarchived`.
     */
    message: string;
}

/**
 * What `DELETE /agent/{agentId}/branches/{branchId}/draft` answers. The
 * branch's head stays as it was.
 */
export interface DiscardedDraft extends OtherFields {
    /**
     * True.
     */
    discarded: boolean;
}

/**
 * What `PATCH /agent/{agentId}/drafts/{draftId}` answers.
 */
export interface RenamedDraft {
    /**
     * The draft's new name.
     */
    draftName: string;
}

/**
 * What `POST /agent/{agentId}/branches/{branchId}/archive` answers. The
 * default branch and the live one are refused with 403.
 */
export interface ArchivedBranch extends OtherFields {
    /**
     * True.
     */
    archived: boolean;
}

/**
 * What `POST /agent/{agentId}/branches/{branchId}/draft/publish/cancel`
 * answers, whether or not a check was going on.
 */
export interface CancelledPublish extends OtherFields {
    /**
     * True.
     */
    cancelled: boolean;
}

/**
 * What `mergeBranch` did, or would do.
 */
export interface MergeReport {
    /**
     * How it ended.
     */
    outcome: MergeOutcome;
    /**
     * The agent, the branch merged into, and its draft.
     */
    ids: Ids;
    /**
     * What goes into the draft, by paths in a patch.
     */
    changes: Change[];
    /**
     * Where both branches changed something: only in a preview, since a
     * merge with any of these throws.
     */
    clashes: Clash[];
    /**
     * What each step took.
     */
    steps: StepReport[];
    /**
     * Milliseconds in all.
     */
    elapsedMs: number;
    /**
     * Requests in all, repeated attempts included.
     */
    requests: number;
}

/**
 * What `plan` found. Nothing was left behind.
 */
export interface Plan {
    /**
     * Whether a release of the patch would change anything.
     */
    hasChanges: boolean;
    /**
     * Which of the two APIs it went through.
     */
    generation: Generation;
    /**
     * The agent.
     */
    agentId: string;
    /**
     * What the patch was compared with: the version that serves; with
     * `branch`, the head of that branch.
     */
    activeVersionId: string;
    /**
     * Every patched field that would change, by its path in the patch.
     */
    changes: Change[];
    /**
     * The platform's own comparison.
     */
    diff: ConfigDiff;
    /**
     * What each step took.
     */
    steps: StepReport[];
    /**
     * Milliseconds in all.
     */
    elapsedMs: number;
    /**
     * Requests in all, repeated attempts included.
     */
    requests: number;
}

/**
 * What `promote` did.
 */
export interface PromoteReport {
    /**
     * How it ended.
     */
    outcome: PromoteOutcome;
    /**
     * The agent, the branch, the revision that served before, and the one that serves now.
     */
    ids: Ids;
    /**
     * The revision that serves now: the branch's head.
     */
    versionId: string;
    /**
     * The branch's name.
     */
    branch: string;
    /**
     * The name of the branch that served before.
     */
    previousBranch: string;
    /**
     * What changed for traffic: the platform's own comparison.
     */
    diff: ConfigDiff;
    /**
     * What each step took.
     */
    steps: StepReport[];
    /**
     * Milliseconds in all.
     */
    elapsedMs: number;
    /**
     * Requests in all, repeated attempts included.
     */
    requests: number;
}

/**
 * What `release` did.
 */
export interface ReleaseReport {
    /**
     * How it ended.
     */
    outcome: ReleaseOutcome;
    /**
     * Which of the two APIs it went through.
     */
    generation: Generation;
    /**
     * Every id met or made. When nothing changed, `versionId` is the version that serves.
     */
    ids: Ids;
    /**
     * The version (on branches: the revision) that serves in the end. Of
     * `"staged"`, and of `"unchanged"` with `goLive: false`, the head of the
     * branch, which does not; of `"stopped"` what served before: the new
     * one is `ids.versionId`.
     */
    versionId: string;
    /**
     * Its number, where the platform gave one.
     */
    versionNumber?: number;
    /**
     * Of a release that was to stop after a step: how far it is.
     */
    checkpoint?: Checkpoint;
    /**
     * Every patched field that changed, by its path in the patch.
     */
    changes: Change[];
    /**
     * The platform's own comparison of the draft with what served.
     */
    diff: ConfigDiff;
    /**
     * The security check that the version passed.
     */
    securityCheck?: SecurityCheckReport;
    /**
     * What each step took.
     */
    steps: StepReport[];
    /**
     * Milliseconds in all.
     */
    elapsedMs: number;
    /**
     * Requests in all, repeated attempts included.
     */
    requests: number;
}

/**
 * What `rollback` did.
 */
export interface RollbackReport {
    /**
     * How it ended.
     */
    outcome: RollbackOutcome;
    /**
     * Which of the two APIs it went through.
     */
    generation: Generation;
    /**
     * The agent, the version that served before, and the one that serves now.
     */
    ids: Ids;
    /**
     * The version that serves now: `ids.versionId`.
     */
    versionId: string;
    /**
     * Its number, where the platform gave one.
     */
    versionNumber?: number;
    /**
     * Its label.
     */
    label?: string;
    /**
     * What each step took.
     */
    steps: StepReport[];
    /**
     * Milliseconds in all.
     */
    elapsedMs: number;
    /**
     * Requests in all, repeated attempts included.
     */
    requests: number;
}

/**
 * What a draft differs in, as `GET /agent/{agentId}/drafts/{draftId}/diff`
 * answers: whole sections (as documented) or single values (as seen live).
 * `"sections" in diff` tells them apart.
 */
export type DraftDiff = DraftSections | VersionsDiff;

/**
 * What a draft's row and a version's row have in common.
 */
export interface StoredConfig extends OtherFields {
    /**
     * The row's id: a version's id, but not a draft's, which is `draftId`.
     */
    _id: string;
    /**
     * The agent.
     */
    agent?: string;
    /**
     * What the row is.
     */
    status?: "published" | "draft" | "archived" | (string & {});
    /**
     * Where the config is stored, by section.
     */
    blocks?: Blocks;
    /**
     * How the agent is built.
     */
    workflowType?: WorkflowType;
    /**
     * The version that it was forked from.
     */
    sourceVersionId?: string | null;
    /**
     * The version that it follows.
     */
    parentVersion?: string | null;
    /**
     * Who created it.
     */
    createdBy?: string;
    /**
     * When it was created, ISO 8601.
     */
    createdAt?: string;
    /**
     * When it last changed, ISO 8601.
     */
    updatedAt?: string;
}

/**
 * What a step took.
 */
export interface StepReport {
    /**
     * Which step.
     */
    step: Step;
    /**
     * Milliseconds that it took.
     */
    elapsedMs: number;
    /**
     * Requests that it sent, repeated attempts included.
     */
    requests: number;
    /**
     * Its last reply's `x-request-id`: what support asks for.
     */
    requestId?: string;
}

/**
 * What happens when a voicemail answers: `endText`, and the call ends.
 */
export interface VoiceMailDetectionConfig extends OtherFields {
    /**
     * Whether it is looked for. Default false.
     */
    enabled?: boolean;
    /**
     * What is said last. At most 200 characters.
     */
    endText?: string;
}

/**
 * What is said about a revision when its draft is published, the body of
 * `POST /agent/{agentId}/branches/{branchId}/draft/publish`.
 *
 * On the live branch, publishing is going to production.
 */
export interface PublishDraftDetails {
    /**
     * For people. At most 200 characters. Default: none.
     */
    label?: string;
}

/**
 * What is said about a version when it is published, the body of
 * `POST /agent/{agentId}/drafts/{draftId}/publish`.
 */
export interface PublishDetails {
    /**
     * For people. At most 200 characters. Default: none.
     */
    label?: string;
    /**
     * What changed. At most 2,000 characters. Default: none.
     */
    description?: string;
    /**
     * Publishing does not activate, whatever this says: wait for the
     * security check, then call `activateVersion`.
     */
    activate?: never;
}

/**
 * What is said when a call is handed over.
 */
export interface Handoff {
    /**
     * Whether `prompt` is for the model or is read out as it is.
     */
    type?: "prompt" | "static" | (string & {});
    /**
     * The prompt or the text.
     */
    prompt?: string;
}

/**
 * What is worked out after each call.
 */
export interface PostCallAnalyticsConfig extends OtherFields {
    /**
     * Questions about the call. Replaced whole. Default `[]`.
     */
    dispositionMetrics?: DispositionMetric[];
    /**
     * @deprecated Use `dispositionMetrics`.
     */
    successMetrics?: Record<string, unknown>[];
    /**
     * @deprecated The platform keeps it and no longer uses it.
     */
    summaryPrompt?: string;
    /**
     * Whether the platform's analytics model answers; else the agent's own
     * model does. Default true.
     */
    useInternalAnalyticsModel?: boolean;
    /**
     * Whether a reasoning model answers: better, slower, dearer. Default false.
     */
    useReasoningModel?: boolean;
}

/**
 * What may change on a version, the body of
 * `PATCH /agent/{agentId}/versions/{versionId}`: at least one field.
 */
export interface VersionMetadata {
    /**
     * At most 200 characters; null clears it.
     */
    label?: string | null;
    /**
     * At most 2,000 characters; null clears it.
     */
    description?: string | null;
    /**
     * Whether it is pinned.
     */
    isPinned?: boolean;
}

/**
 * What to fork a draft from, the body of `POST /agent/{agentId}/drafts`:
 * a version by `sourceVersionId`, another draft by `sourceDraftId`, or both.
 *
 * `draftName` is optional, 1 to 100 characters.
 */
export type ForkSource = ({
    /** The version to fork from. */
    sourceVersionId: string;
    /** The draft to fork from. */
    sourceDraftId?: string;
} | {
    /** The draft to fork from. */
    sourceDraftId: string;
    /** The version to fork from. */
    sourceVersionId?: string;
}) & {
    /** The new draft's name, 1 to 100 characters. */
    draftName?: string;
};

/**
 * What to keep of an API's response.
 */
export interface ResponseVariable {
    /**
     * The variable it becomes.
     */
    variableName: string;
    /**
     * Where it is in the response, such as `$.data.status`.
     */
    jsonPath: string;
}

/**
 * What two sides differ in, as `GET /agent/{agentId}/diff` answers; the old
 * values are those of side `a`, the new ones those of `b`.
 */
export type RevisionsDiff = VersionsDiff;

/**
 * What two versions differ in, as `GET /agent/{agentId}/versions/diff` answers.
 *
 * A value that equals the platform's default may be missing although it
 * differs, and some paths are not a patch's own.
 */
export interface VersionsDiff {
    /**
     * Sections without a difference.
     */
    unchangedSections: string[];
    /**
     * Sections with differences.
     */
    diffs: SectionDiff[];
}

/**
 * When a silent caller is spoken to.
 */
export interface LlmIdleTimeoutConfig extends OtherFields {
    /**
     * Seconds of silence in a chat, 1 to 300.
     */
    chatTimeoutTimeInSecs?: number;
    /**
     * Seconds of silence in a web call, 1 to 300.
     */
    webcallTimeoutTimeInSecs?: number;
    /**
     * Seconds of silence on the phone, 1 to 300.
     */
    telephonyTimeoutTimeInSecs?: number;
    /**
     * How often the caller is spoken to before the call ends.
     */
    maxRetries?: number;
}

/**
 * When sound counts as speech.
 */
export interface VoiceDetectionConfig extends OtherFields {
    /**
     * Least confidence, 0 to 1.
     */
    confidence?: number;
    /**
     * Least volume, 0 to 1.
     */
    minVolume?: number;
    /**
     * Seconds of sound before it is speech, 0 to 10.
     */
    triggerTimeInSecs?: number;
    /**
     * Seconds of silence before speech has ended, 0 to 10.
     */
    releaseTimeInSecs?: number;
}

/**
 * Where a call's draft is.
 */
export type DraftState = "none" | "asked" | "open" | "publishing" | "published";

/**
 * Where a config is stored: a block id for each section. An edit gives the
 * sections that it touches new ids.
 */
export interface Blocks extends OtherFields {
    /**
     * Prompts.
     */
    workflow_prompt?: string;
    /**
     * Tools.
     */
    workflow_tools?: string;
    /**
     * The graph of a `workflow_graph` agent.
     */
    workflow_graph?: string;
    /**
     * The model.
     */
    llm?: string;
    /**
     * The voice.
     */
    voice?: string;
    /**
     * Languages.
     */
    language?: string;
    /**
     * How a call goes: the first message, interruptions.
     */
    call_handling?: string;
    /**
     * Speech, turns and voicemail.
     */
    detection?: string;
    /**
     * What is worked out after each call.
     */
    analytics?: string;
    /**
     * Timeouts.
     */
    timeouts?: string;
    /**
     * Sound.
     */
    audio?: string;
    /**
     * Redaction.
     */
    privacy?: string;
    /**
     * The widget on web pages.
     */
    widget?: string;
    /**
     * Playbooks, of `multi_agents` agents.
     */
    playbooks?: string;
}

/**
 * Where a step is.
 */
export type StepState = "started" | "waiting" | "finished";

/**
 * Whether a model decides when the caller has finished speaking.
 */
export interface SmartTurnConfig extends OtherFields {
    /**
     * Whether it does.
     */
    isEnabled?: boolean;
    /**
     * Seconds of silence before the agent answers, 0 to 10.
     */
    waitTimeInSecs?: number;
}

/**
 * Whether and how the agent follows a caller into another language.
 */
export interface LanguageSwitching extends OtherFields {
    /**
     * Whether it does. Default false.
     */
    isEnabled?: boolean;
    /**
     * Words it takes to tell a language, 1 to 10. Default 2.
     */
    minWordsForDetection?: number;
    /**
     * Confidence that is enough at once, 0.1 to 0.9. Default 0.7.
     */
    strongSignalThreshold?: number;
    /**
     * Confidence that is enough when repeated, 0.1 to 0.9. Default 0.3.
     */
    weakSignalThreshold?: number;
    /**
     * How often a weak signal must repeat, 1 to 5. Default 2.
     */
    minConsecutiveForWeakThresholdSwitch?: number;
}

/**
 * Which agents to list.
 */
export interface AgentsQuery {
    /**
     * The page, from 1. Default 1.
     */
    page?: number | undefined;
    /**
     * Agents on a page. Default 10. (The platform calls this `offset`.)
     */
    pageSize?: number | undefined;
    /**
     * Only agents that match this text.
     */
    search?: string | undefined;
    /**
     * Only agents of this workflow type.
     */
    type?: "single_prompt" | "workflow_graph" | undefined;
    /**
     * Default `createdAt`.
     */
    sortField?: "createdAt" | "updatedAt" | "totalCalls" | "name" | "workflowType" | undefined;
    /**
     * Default `desc`.
     */
    sortOrder?: "asc" | "desc" | undefined;
    /**
     * Archived agents instead of active ones. Default false.
     */
    archived?: boolean | undefined;
}

/**
 * Which config `getAgent` shows in `_resolvedConfig`. Default: the active version's.
 */
export interface AgentPreview {
    /**
     * Show this draft's config. Not together with `versionId`.
     */
    draftId?: string | undefined;
    /**
     * Show this version's config. Not together with `draftId`.
     */
    versionId?: string | undefined;
}

/**
 * Which of the platform's two versioning APIs a call went through.
 */
export type Generation = "versions" | "branches";

/**
 * Which revisions of a branch to list, newest first.
 */
export interface RevisionsQuery {
    /**
     * Revisions on a page, 1 to 100. Default 20.
     */
    limit?: number | undefined;
    /**
     * Revisions to leave out at the start. Default 0.
     */
    skip?: number | undefined;
}

/**
 * Which versions to list, newest first.
 */
export interface VersionsQuery {
    /**
     * Versions on a page, 1 to 100. Default 20.
     */
    limit?: number | undefined;
    /**
     * Versions to leave out at the start. Default 0.
     */
    skip?: number | undefined;
    /**
     * Only pinned (true) or only unpinned (false) versions.
     */
    isPinned?: boolean | undefined;
}

/**
 * Which voice speaks.
 */
export interface VoiceConfig extends OtherFields {
    /**
     * The speech model. Default `waves_lightning_v3_1`. The realtime models
     * need `workflowType` `single_prompt`.
     */
    model?: "waves_lightning_v3_1" | "gpt-realtime" | "gpt-realtime-mini" | (string & {});
    /**
     * The voice, cloned ones included. Default `nyah`. The Waves model
     * refuses a voice that it doesn't have.
     */
    voiceId?: string;
    /**
     * Default `female`.
     */
    gender?: "male" | "female" | (string & {});
}


/**
 * A connection to the platform. The package's `Atoms` has a method for each
 * call; one way in for all of them is less for a page to download.
 *
 * Documents are bytes in the module's memory, as `core::json::wire` describes
 * them, which the driver writes and reads in their place: a copy on the way
 * would be an `ArrayBuffer` of its own, and those are dear. Times are
 * milliseconds of a clock that never goes back.
 */
export class Connection {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Asks a question, of the call of that number where it is of one, and
     * says where its answer is until the next one.
     */
    ask(question: number, number: number, now_ms: number): number;
    /**
     * One that is not open yet.
     */
    constructor();
    /**
     * Where to put the values of the next question, so many bytes.
     */
    room(length: number): number;
    /**
     * Tells what became of the call or of the place of that number. 0 where
     * there is nothing to answer.
     */
    tell(news: number, number: number, now_ms: number): number;
}

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;


export type SyncInitInput = BufferSource | WebAssembly.Module;

/**
 * Instantiates the given `module`, which can either be bytes or
 * a precompiled `WebAssembly.Module`.
 *
 * @param {{ module: SyncInitInput }} module - Passing `SyncInitInput` directly is deprecated.
 *
 * @returns {InitOutput}
 */
export function initSync(module: { module: SyncInitInput } | SyncInitInput): InitOutput;

/**
 * If `module_or_path` is {RequestInfo} or {URL}, makes a request and
 * for everything else, calls `WebAssembly.instantiate` directly.
 *
 * @param {{ module_or_path: InitInput | Promise<InitInput> }} module_or_path - Passing `InitInput` directly is deprecated.
 *
 * @returns {Promise<InitOutput>}
 */
export default function __wbg_init (module_or_path: { module_or_path: InitInput | Promise<InitInput> } | InitInput | Promise<InitInput>): Promise<InitOutput>;
