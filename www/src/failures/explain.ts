// What a failure means to the person who met it, and what they can do.
import {
  AbortError, AtomsError, AuthenticationError, BranchNameExistsError, ConfigFrozenError, ConflictError, DraftConflictError,
  InputError, NetworkError, NotFoundError, OutcomeUnknownError, PermissionError, PublishInProgressError, RateLimitError,
  ReleaseError, SecurityCheckFailedError, ServerError, TimeoutError, ValidationError,
} from "atoms-lifecycle";

export type FailureKind =
  | "conflict" | "check" | "auth" | "rate" | "offline" | "freeze" | "permission" | "missing" | "refused"
  | "server" | "timeout" | "unknown-outcome" | "cancelled" | "unexpected";

export interface Explanation {
  kind: FailureKind;
  title: string;
  /** What it means and what to do. */
  text: string;
  /** The error's own words, for those who look closer. */
  message: string;
  /** Fields that are in conflict. */
  fields: readonly string[];
  requestId: string | undefined;
  retryAfterMs: number | undefined;
}

/** The failure behind a release that stopped. */
export function rootOf(error: unknown): unknown {
  return error instanceof ReleaseError && error.cause !== undefined ? rootOf(error.cause) : error;
}

export function explain(error: unknown): Explanation {
  const root = rootOf(error);
  const [kind, title, text] = meaning(root);
  return {
    kind,
    title,
    text,
    message: root instanceof Error ? root.message : String(root),
    fields: root instanceof DraftConflictError ? root.fields : [],
    requestId: root instanceof AtomsError ? root.requestId : undefined,
    retryAfterMs: root instanceof RateLimitError ? root.retryAfterMs : undefined,
  };
}

function meaning(error: unknown): [FailureKind, string, string] {
  if (error instanceof SecurityCheckFailedError) {
    const reason = error.reason === undefined ? "The platform gave no reason." : `The reason: ${error.reason}.`;
    return ["check", "The security check failed", `${reason} What serves has not changed. Edit the config and release again.`];
  }
  if (error instanceof ConfigFrozenError) {
    return ["freeze", "Config is frozen", "The platform takes no changes for now. Yours are kept here; try again when the freeze is over."];
  }
  if (error instanceof BranchNameExistsError) return ["conflict", "This name is taken", "Another branch of this agent has it. Choose another name."];
  if (error instanceof PublishInProgressError) {
    return ["conflict", "A publish is under way", "Wait until its security check has ended, or cancel it, and try again."];
  }
  if (error instanceof DraftConflictError) {
    return ["conflict", "Somebody else changed this draft", "Nothing was overwritten. Decide what to keep and go on."];
  }
  if (error instanceof ConflictError) {
    return ["conflict", "Somebody else was here first", "What is on the platform has changed since you looked. Look again, then decide."];
  }
  if (error instanceof AuthenticationError) return ["auth", "You are signed out", "The key or session is no longer accepted. Sign in and go on where you are."];
  if (error instanceof RateLimitError) return ["rate", "Too many requests", "The platform asks for a pause. Nothing was lost; try again after it."];
  if (error instanceof NetworkError) return ["offline", "No reply", "The platform can't be reached from here. Check the connection and try again."];
  if (error instanceof TimeoutError) return ["timeout", "It took too long", "The time for this ran out. Look what the platform shows now, then try again."];
  if (error instanceof OutcomeUnknownError) {
    return ["unknown-outcome", "It may have happened", "No answer came back, and it was not sent again. Look first; the message says where."];
  }
  if (error instanceof PermissionError) return ["permission", "Not allowed", "This key or plan does not include that."];
  if (error instanceof NotFoundError) return ["missing", "Not found", "It may have been discarded or archived, or be in another workspace."];
  if (error instanceof ValidationError || error instanceof InputError) {
    return ["refused", "The platform can't take this", "Change what the message names and try again."];
  }
  if (error instanceof ServerError) return ["server", "The platform failed", "This is on their side. Try again in a moment."];
  if (error instanceof AbortError) return ["cancelled", "Cancelled", "Nothing was activated."];
  return ["unexpected", "This did not work", "Try again. If it stays, reload the page: what you typed is kept."];
}
