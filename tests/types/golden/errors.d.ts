/** Every error that this package rejects with. */
import type { Ids, Step } from "./client/client.js";
/** Which class an error gets; the client module decides. */
type Kind = "Input" | "Network" | "Timeout" | "Abort" | "Api" | "Authentication" | "Permission" | "NotFound" | "Validation" | "Conflict" | "RateLimit" | "Server" | "SecurityCheckFailed" | "Release";
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
/** The caller's signal fired; `cause` is the signal's reason. */
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
/** A version did not pass the platform's security check. It can never serve. */
export declare class SecurityCheckFailedError extends AtomsError {
    /** The version. */
    readonly versionId: string;
    /** Why, where the platform says so. */
    readonly reason: string | undefined;
    /** @internal */
    constructor(parts: Parts, cause?: unknown);
}
/** `release`, `plan` or `rollback` stopped on the way; `cause` says why. */
export declare class ReleaseError extends AtomsError {
    /** The step that it stopped at. */
    readonly step: Step;
    /** Every id met or made so far. */
    readonly ids: Ids;
    /** Whether the draft is gone; undefined when there was none to discard. */
    readonly draftDiscarded: boolean | undefined;
    /** @internal */
    constructor(parts: Parts, cause?: unknown);
}
/** Makes the error that the client module asks for. */
export declare function makeError(parts: Parts, abortReason: unknown): AtomsError;
export {};
