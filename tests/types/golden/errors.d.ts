/** Every error that this package rejects with. */
import type { Checkpoint, Clash, Ids, Step } from "./client/client.js";
/** Which class an error gets; the client module decides. */
type Kind = "Input" | "Network" | "Timeout" | "Abort" | "Api" | "Authentication" | "Permission" | "NotFound" | "Validation" | "Conflict" | "MigrationRequired" | "DraftConflict" | "BaseRevisionUnavailable" | "BranchNameExists" | "PublishInProgress" | "SourceScanning" | "NoCommittedRevision" | "ConfigFrozen" | "RateLimit" | "Server" | "OutcomeUnknown" | "SecurityCheckFailed" | "Release";
/** What the client module knows about an error. No secret is in it. */
interface Parts {
    kind: Kind;
    code: string;
    message: string;
    status?: number;
    errors?: string[];
    requestId?: string;
    retryAfterMs?: number;
    details?: Record<string, unknown>;
    cause?: Parts;
}
/** The base of every error of this package. */
export declare class AtomsError extends Error {
    /** Stable and machine-readable, such as `"timeout"`; the platform's own `error_type` where it sends one. */
    readonly code: string;
    /** The HTTP status, where there was a reply. */
    readonly status: number | undefined;
    /** The reply's `x-request-id`: what the platform's support asks for. */
    readonly requestId: string | undefined;
    /** Facts for programs: ids, values that differ. */
    readonly details: Readonly<Record<string, unknown>>;
    /** @internal */
    constructor(parts: Parts, cause?: unknown);
    /** What a log should hold. Without it, JSON would leave out the message. */
    toJSON(): Record<string, unknown>;
}
/** An argument was refused before any request was sent. */
export declare class InputError extends AtomsError {
}
/** No complete reply came back. Whether a write took place is not known. */
export declare class NetworkError extends AtomsError {
}
/**
 * An attempt (`code: "timeout"`) or a whole call (`code: "deadline_exceeded"`)
 * ran out of time. Whether a write took place is not known.
 */
export declare class TimeoutError extends AtomsError {
}
/** The caller's signal fired; `cause` is the signal's reason. Whether a write took place is not known. */
export declare class AbortError extends AtomsError {
}
/** The platform refused a request, or answered with something that it does not send. */
export declare class ApiError extends AtomsError {
    /** The platform's own error texts. */
    readonly errors: readonly string[];
    /** @internal */
    constructor(parts: Parts, cause?: unknown);
}
/** 401: the key is missing, malformed or rotated. Also when `auth()` gave no token. */
export declare class AuthenticationError extends ApiError {
}
/** 403, or a feature that the plan does not include. */
export declare class PermissionError extends ApiError {
}
/** 404, and the platform's 400 `No agent found`. */
export declare class NotFoundError extends ApiError {
}
/** 400 or 422: the platform found the request invalid. */
export declare class ValidationError extends ApiError {
}
/**
 * 409 or 423: the current state does not allow it. Also found by the client
 * itself, such as somebody else's activation (`code: "active_version_changed"`).
 */
export declare class ConflictError extends ApiError {
}
/**
 * 409: a call of the versions generation where branches serve. `release`,
 * `plan` and `rollback` go on with branches by themselves.
 */
export declare class MigrationRequiredError extends ConflictError {
}
/**
 * 409: somebody else changed the draft since. Also found by the client itself:
 * an open draft with changes of others (`code: "open_draft"`), a merge where
 * both changed the same path (`code: "merge_conflict"`).
 */
export declare class DraftConflictError extends ConflictError {
    /** What is in conflict: of the platform such as `voice.speed`, else paths of the config. */
    readonly fields: readonly string[];
    /** The `expectedRevision` that the edit sent, where the platform says it. */
    readonly expectedRevision: number | undefined;
    /** The draft's `draftRevision` by now, where the platform says it. */
    readonly latestRevision: number | undefined;
    /** What differs, as it came, where the platform says it: its shape is not documented. */
    readonly diffs: readonly Record<string, unknown>[] | undefined;
    /** Of a merge: each path that both sides changed, with its values. */
    readonly clashes: readonly Clash[] | undefined;
    /** @internal */
    constructor(parts: Parts, cause?: unknown);
}
/** 409: the draft has no revision of the number that was sent as `expectedRevision`. */
export declare class BaseRevisionUnavailableError extends ConflictError {
}
/** 409: the agent has a branch of that name. */
export declare class BranchNameExistsError extends ConflictError {
}
/** 409: the branch publishes or restores already. */
export declare class PublishInProgressError extends ConflictError {
}
/** 409: the security check of what was asked for has not ended. */
export declare class SourceScanningError extends ConflictError {
}
/** 409: the branch has no committed revision, so that there is nothing to fork, to call or to serve. */
export declare class NoCommittedRevisionError extends ConflictError {
}
/** 423: all config is frozen for a while. Reads and test calls pass; see `waitOutFreeze`. */
export declare class ConfigFrozenError extends ConflictError {
}
/** 429: too many requests. */
export declare class RateLimitError extends ApiError {
    /** How long the platform asked to wait, in milliseconds. */
    readonly retryAfterMs: number | undefined;
    /** @internal */
    constructor(parts: Parts, cause?: unknown);
}
/** 5xx: the platform failed. Whether a write took place is not known. */
export declare class ServerError extends ApiError {
}
/**
 * A write that makes something new each time failed in a way that leaves open
 * whether it took place: creating an agent, a draft or a branch, publishing,
 * restoring, any call. `cause` is the failure. It was not sent again; the
 * message says what to look at before you send it again yourself.
 */
export declare class OutcomeUnknownError extends AtomsError {
}
/** A version or a branch's draft did not pass the platform's security check. It can never serve. */
export declare class SecurityCheckFailedError extends AtomsError {
    /** The version. Undefined for a draft: it becomes no revision before it passes. */
    readonly versionId: string | undefined;
    /** Why, where the platform says so. */
    readonly reason: string | undefined;
    /** @internal */
    constructor(parts: Parts, cause?: unknown);
}
/** `release`, `plan`, `rollback`, `promote` or `mergeBranch` stopped on the way; `cause` says why. */
export declare class ReleaseError extends AtomsError {
    /** The step that it stopped at. */
    readonly step: Step;
    /** Every id met or made so far. */
    readonly ids: Ids;
    /** Whether the draft is gone; undefined when there was none to discard. */
    readonly draftDiscarded: boolean | undefined;
    /**
     * How far it came: `resume` goes on with it, as soon as what stopped it is
     * out of the way. The patch is in it; it is not printed with the error, and
     * is in its JSON.
     */
    readonly checkpoint: Checkpoint;
    /** @internal */
    constructor({ details: { checkpoint, ...details }, ...parts }: Parts, cause?: unknown);
    toJSON(): Record<string, unknown>;
}
/**
 * Makes the error that the client module asks for.
 *
 * @internal
 */
export declare function makeError(parts: Parts, abortReason: unknown): AtomsError;
export {};
