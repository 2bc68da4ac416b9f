/** What people call an agent's versions, revisions and branches, as ids. */
import type { BranchSummary } from "../types.js";
import type { Session } from "./session.js";
export declare const REFERENCE_USAGE = "A version (on branches: a revision of the live branch) is named by its id, by its number, or by\n  \"active\", the one that serves.";
/** The platform has the agent, and not what was named of it. */
export declare class NoSuchError extends Error {
}
/** The agent's branches; nothing where versions serve. */
export declare function branchesOf({ atoms, call }: Session, agentId: string): Promise<BranchSummary[] | undefined>;
export declare function liveOf(branches: readonly BranchSummary[]): BranchSummary;
/** By name or id. */
export declare function branchNamed(branches: readonly BranchSummary[], name: string): BranchSummary;
/** The id of a version or a revision. */
export declare function idOf(session: Session, agentId: string, text: string): Promise<string>;
