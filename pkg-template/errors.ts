/** Every error that this package rejects with. */

import type { Checkpoint, Clash, Ids, Step } from "./client/client.js";
import { nameClass } from "./named.js";

/** Which class an error gets; the client module decides. */
type Kind =
  | "Input"
  | "Network"
  | "Timeout"
  | "Abort"
  | "Api"
  | "Authentication"
  | "Permission"
  | "NotFound"
  | "Validation"
  | "Conflict"
  | "MigrationRequired"
  | "DraftConflict"
  | "BaseRevisionUnavailable"
  | "BranchNameExists"
  | "PublishInProgress"
  | "SourceScanning"
  | "NoCommittedRevision"
  | "ConfigFrozen"
  | "RateLimit"
  | "Server"
  | "OutcomeUnknown"
  | "SecurityCheckFailed"
  | "Release";

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
export class AtomsError extends Error {
  /** Stable and machine-readable, such as `"timeout"`; the platform's own `error_type` where it sends one. */
  readonly code: string;
  /** The HTTP status, where there was a reply. */
  readonly status: number | undefined;
  /** The reply's `x-request-id`: what the platform's support asks for. */
  readonly requestId: string | undefined;
  /** Facts for programs: ids, values that differ. */
  readonly details: Readonly<Record<string, unknown>>;

  /** @internal */
  constructor(parts: Parts, cause?: unknown) {
    super(parts.message, cause === undefined ? undefined : { cause });
    this.code = parts.code;
    this.status = parts.status;
    this.requestId = parts.requestId;
    this.details = parts.details ?? {};
  }

  /** What a log should hold. Without it, JSON would leave out the message. */
  toJSON(): Record<string, unknown> {
    const { name, message, cause, ...facts } = this;
    const shown = cause instanceof AtomsError ? cause.toJSON() : cause === undefined ? undefined : String(cause);
    return { name: this.name, message: this.message, ...facts, cause: shown };
  }
}

/** An argument was refused before any request was sent. */
export class InputError extends AtomsError {}

/** No complete reply came back. Whether a write took place is not known. */
export class NetworkError extends AtomsError {}

/**
 * An attempt (`code: "timeout"`) or a whole call (`code: "deadline_exceeded"`)
 * ran out of time. Whether a write took place is not known.
 */
export class TimeoutError extends AtomsError {}

/** The caller's signal fired; `cause` is the signal's reason. Whether a write took place is not known. */
export class AbortError extends AtomsError {}

/** The platform refused a request, or answered with something that it does not send. */
export class ApiError extends AtomsError {
  /** The platform's own error texts. */
  readonly errors: readonly string[];

  /** @internal */
  constructor(parts: Parts, cause?: unknown) {
    super(parts, cause);
    this.errors = parts.errors ?? [];
  }
}

/** 401: the key is missing, malformed or rotated. Also when `auth()` gave no token. */
export class AuthenticationError extends ApiError {}

/** 403, or a feature that the plan does not include. */
export class PermissionError extends ApiError {}

/** 404, and the platform's 400 `No agent found`. */
export class NotFoundError extends ApiError {}

/** 400 or 422: the platform found the request invalid. */
export class ValidationError extends ApiError {}

/**
 * 409 or 423: the current state does not allow it. Also found by the client
 * itself, such as somebody else's activation (`code: "active_version_changed"`).
 */
export class ConflictError extends ApiError {}

/**
 * 409: a call of the versions generation where branches serve. `release`,
 * `plan` and `rollback` go on with branches by themselves.
 */
export class MigrationRequiredError extends ConflictError {}

/**
 * 409: somebody else changed the draft since. Also found by the client itself:
 * an open draft with changes of others (`code: "open_draft"`), a merge where
 * both changed the same path (`code: "merge_conflict"`).
 */
export class DraftConflictError extends ConflictError {
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
  constructor(parts: Parts, cause?: unknown) {
    super(parts, cause);
    const { fields, expectedRevision, latestRevision, diffs, clashes } = this.details as Partial<DraftConflictError>;
    this.fields = fields ?? clashes?.map(({ path }) => path) ?? [];
    this.expectedRevision = expectedRevision;
    this.latestRevision = latestRevision;
    this.diffs = diffs;
    this.clashes = clashes;
  }
}

/** 409: the draft has no revision of the number that was sent as `expectedRevision`. */
export class BaseRevisionUnavailableError extends ConflictError {}

/** 409: the agent has a branch of that name. */
export class BranchNameExistsError extends ConflictError {}

/** 409: the branch publishes or restores already. */
export class PublishInProgressError extends ConflictError {}

/** 409: the security check of what was asked for has not ended. */
export class SourceScanningError extends ConflictError {}

/** 409: the branch has no committed revision, so that there is nothing to fork, to call or to serve. */
export class NoCommittedRevisionError extends ConflictError {}

/** 423: all config is frozen for a while. Reads and test calls pass; see `waitOutFreeze`. */
export class ConfigFrozenError extends ConflictError {}

/** 429: too many requests. */
export class RateLimitError extends ApiError {
  /** How long the platform asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  /** @internal */
  constructor(parts: Parts, cause?: unknown) {
    super(parts, cause);
    this.retryAfterMs = parts.retryAfterMs;
  }
}

/** 5xx: the platform failed. Whether a write took place is not known. */
export class ServerError extends ApiError {}

/**
 * A write that makes something new each time failed in a way that leaves open
 * whether it took place: creating an agent, a draft or a branch, publishing,
 * restoring, any call. `cause` is the failure. It was not sent again; the
 * message says what to look at before you send it again yourself.
 */
export class OutcomeUnknownError extends AtomsError {}

/** A version or a branch's draft did not pass the platform's security check. It can never serve. */
export class SecurityCheckFailedError extends AtomsError {
  /** The version. Undefined for a draft: it becomes no revision before it passes. */
  readonly versionId: string | undefined;
  /** Why, where the platform says so. */
  readonly reason: string | undefined;

  /** @internal */
  constructor(parts: Parts, cause?: unknown) {
    super(parts, cause);
    const { versionId, reason } = this.details;
    this.versionId = typeof versionId === "string" ? versionId : undefined;
    this.reason = typeof reason === "string" ? reason : undefined;
  }
}

/** `release`, `plan`, `rollback`, `promote` or `mergeBranch` stopped on the way; `cause` says why. */
export class ReleaseError extends AtomsError {
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
  declare readonly checkpoint: Checkpoint;

  /** @internal */
  constructor({ details: { checkpoint, ...details } = {}, ...parts }: Parts, cause?: unknown) {
    super({ ...parts, details }, cause);
    const { step, ids, draftDiscarded } = details;
    this.step = step as Step;
    this.ids = ids as Ids;
    this.draftDiscarded = typeof draftDiscarded === "boolean" ? draftDiscarded : undefined;
    Object.defineProperty(this, "checkpoint", { value: checkpoint });
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), checkpoint: this.checkpoint };
  }
}

const CLASSES: Record<Kind, Function & { new (parts: Parts, cause?: unknown): AtomsError; prototype: AtomsError }> = {
  Input: InputError,
  Network: NetworkError,
  Timeout: TimeoutError,
  Abort: AbortError,
  Api: ApiError,
  Authentication: AuthenticationError,
  Permission: PermissionError,
  NotFound: NotFoundError,
  Validation: ValidationError,
  Conflict: ConflictError,
  MigrationRequired: MigrationRequiredError,
  DraftConflict: DraftConflictError,
  BaseRevisionUnavailable: BaseRevisionUnavailableError,
  BranchNameExists: BranchNameExistsError,
  PublishInProgress: PublishInProgressError,
  SourceScanning: SourceScanningError,
  NoCommittedRevision: NoCommittedRevisionError,
  ConfigFrozen: ConfigFrozenError,
  RateLimit: RateLimitError,
  Server: ServerError,
  OutcomeUnknown: OutcomeUnknownError,
  SecurityCheckFailed: SecurityCheckFailedError,
  Release: ReleaseError,
};

for (const [kind, error] of Object.entries(CLASSES)) nameError(error, `${kind}Error`);
nameError(AtomsError, "AtomsError");

/** On the prototype, so that an error's own fields are its facts alone. */
function nameError(error: { prototype: AtomsError } & Function, name: string): void {
  nameClass(error, name);
  nameClass(error.prototype, name);
}

/**
 * Makes the error that the client module asks for.
 *
 * @internal
 */
export function makeError(parts: Parts, abortReason: unknown): AtomsError {
  const cause = parts.cause === undefined ? undefined : makeError(parts.cause, abortReason);
  return new CLASSES[parts.kind](parts, parts.kind === "Abort" ? abortReason : cause);
}
