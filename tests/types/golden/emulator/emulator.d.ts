/* tslint:disable */
/* eslint-disable */

/** What the emulated platform answers. */
export interface EmulatedResponse {
    /** The HTTP status. */
    status: number;
    /** Name, value, name, value, and so on, with a line feed between them. */
    headers: string;
    /** The whole body, UTF-8; empty when there is none. */
    body: Uint8Array<ArrayBuffer>;
}


/**
 * How a security check ends.
 */
export type Verdict = {
    /** The version may be activated. */
    status: "passed";
} | {
    /** Either way the version may not be activated; `errored`: the check itself went wrong. */
    status: "failed" | "errored";
    /** Shown as the check's `reason`. */
    reason: string;
};

/**
 * How the emulated platform behaves. Every field has a default.
 */
export interface EmulatorOptions {
    /**
     * The same seed and the same calls make the same ids. Default 1.
     */
    seed?: number | undefined;
    /**
     * How long a security check takes, in milliseconds. Default 6,000.
     */
    checkDurationMs?: number | undefined;
    /**
     * A published config fails its check when one of its texts contains one
     * of these; the reason names it. Default none. A verdict callback takes
     * the decision over.
     */
    failChecksContaining?: string[] | undefined;
    /**
     * The keys that are accepted. Default empty: any bearer token is.
     */
    apiKeys?: string[] | undefined;
    /**
     * Accepts any `cookie` header in place of a key. Default false.
     */
    cookieSessions?: boolean | undefined;
    /**
     * The status of an activation before the check is over. Default 409.
     */
    earlyActivationStatus?: 409 | 400 | undefined;
    /**
     * The body of a draft's diff. Default `sections`.
     */
    draftDiffBody?: DraftDiffBody | undefined;
    /**
     * The body of the list of agents. Default `live`.
     */
    agentListBody?: AgentListBody | undefined;
    /**
     * More requests than this within one second answer 429. Default 0: no limit.
     */
    requestsPerSecond?: number | undefined;
    /**
     * The body of a 429. Default `flat`.
     */
    rateLimitBody?: RateLimitBody | undefined;
    /**
     * How long reads show what served before an activation, a live switch or
     * a commit on the live branch, in milliseconds. Default 0.
     */
    readLagMs?: number | undefined;
    /**
     * Which versioning API there is. Default `versions`. A snapshot brings its
     * own along, whatever is said here.
     */
    generation?: Generation | undefined;
    /**
     * The name of every agent's default branch. Default `Main`.
     */
    defaultBranchName?: DefaultBranchName | undefined;
    /**
     * Whether a publish on a branch ends with its check's verdict: 200
     * `committed`, or 409 with the reason. Default false: 202 `scanning`, and
     * the check takes `checkDurationMs`.
     */
    publishSynchronously?: boolean | undefined;
    /**
     * Whether a restored revision is checked again, as a publish is. Default
     * false: it commits at once, 200, since its source passed.
     */
    restoreScansAgain?: boolean | undefined;
    /**
     * Whether a branch's revisions list one that is still being checked, with
     * status `scanning`, as the contract says. Default false: it appears when
     * it commits.
     */
    listScanningRevisions?: boolean | undefined;
    /**
     * What a failed check of a publish leaves. Default `draft`.
     */
    failedScanLeaves?: FailedScanLeaves | undefined;
    /**
     * When a draft whose check failed may be published again. Default
     * `afterEdit`.
     */
    republishAfterFailure?: RepublishAfterFailure | undefined;
    /**
     * The body of a draft's conflict. Default `lean`.
     */
    draftConflictBody?: DraftConflictBody | undefined;
    /**
     * What making an archived branch live does. Default `refuse`.
     */
    archivedLive?: ArchivedLive | undefined;
}

/**
 * The two bodies of a 429.
 */
export type RateLimitBody = "flat" | "nested";

/**
 * The two bodies of a draft's conflict.
 */
export type DraftConflictBody = "lean" | "rich";

/**
 * The two bodies of a draft's diff.
 */
export type DraftDiffBody = "sections" | "changes";

/**
 * The two bodies of the list of agents.
 */
export type AgentListBody = "live" | "contract";

/**
 * The two names of the default branch.
 */
export type DefaultBranchName = "Main" | "main";

/**
 * The two versioning APIs.
 */
export type Generation = "versions" | "branches";

/**
 * What a failed check of a publish leaves.
 */
export type FailedScanLeaves = "draft" | "revision";

/**
 * What a security check is about.
 */
export interface CheckSubject {
    /**
     * The agent.
     */
    agentId: string;
    /**
     * The version that was published, or the revision that is to be.
     */
    versionId: string;
    /**
     * Its number, from 1; a revision's is counted on its branch.
     */
    versionNumber: number;
    /**
     * Its label.
     */
    label: string | null;
    /**
     * Its config, flat as in `_resolvedConfig`.
     */
    config: Record<string, unknown>;
}

/**
 * What making an archived branch live does.
 */
export type ArchivedLive = "refuse" | "unarchive";

/**
 * When a draft whose check failed may be published again.
 */
export type RepublishAfterFailure = "afterEdit" | "allowed";


/**
 * An in-memory Atoms platform without a clock or a network of its own.
 */
export class EmulatorCore {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Answers one request. `path` starts with a slash and holds the query;
     * `headers` is name, value, name, value, and so on, with a line feed
     * between them; `nowMs` is Unix time.
     */
    handle(method: string, path: string, headers: string, body: Uint8Array | number[] | null | undefined, nowMs: number): EmulatedResponse;
    /**
     * Turns a platform of the versions generation into one of branches, in
     * place; nothing happens when it is one already.
     */
    migrate(): void;
    /**
     * An empty platform.
     *
     * `verdict` decides each security check, once per publish. When it throws
     * or returns something else, the check ends as `errored`, with the reason.
     *
     * Throws when the options are not what they should be.
     */
    constructor(options: EmulatorOptions | undefined, verdict: ((subject: CheckSubject) => Verdict | "passed" | "failed") | undefined);
    /**
     * Forgets everything, the time, a freeze and a migration included.
     */
    reset(): void;
    /**
     * Replaces the state by a snapshot's. Throws when the snapshot is damaged
     * or newer; the state stays as it was.
     */
    restore(snapshot: string): void;
    /**
     * Starts or ends a config freeze: writes to branches answer 423.
     */
    setFreeze(on: boolean): void;
    /**
     * Goes on from a state that was saved some time before its emulator died:
     * the ids that clients may have got since then are never given again.
     */
    skipLostIds(): void;
    /**
     * The whole state as text, for `restore`.
     */
    snapshot(): string;
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
