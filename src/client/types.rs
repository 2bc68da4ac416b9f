//! The option types that hold functions or signals, which no Rust struct can describe.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const OPTIONS: &str = r#"
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
"#;
