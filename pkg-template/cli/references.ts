/** What people call an agent's versions, revisions and branches, as ids. */

import { NotFoundError } from "../node.js";
import type { BranchSummary, Revision, Version } from "../types.js";
import type { Session } from "./session.js";

export const REFERENCE_USAGE = `A version (on branches: a revision of the live branch) is named by its id, by its number, or by
  "active", the one that serves.`;

/** The platform has the agent, and not what was named of it. */
export class NoSuchError extends Error {}

/** The agent's branches; nothing where versions serve. */
export async function branchesOf({ atoms, call }: Session, agentId: string): Promise<BranchSummary[] | undefined> {
  try {
    return (await atoms.listBranches(agentId, call)).branches;
  } catch (error) {
    // An organisation with versions has no such route; an agent that is not there is named.
    if (error instanceof NotFoundError && error.errors.length === 0) return undefined;
    throw error;
  }
}

export function liveOf(branches: readonly BranchSummary[]): BranchSummary {
  const live = branches.find(({ isLive }) => isLive);
  if (live === undefined) {
    throw new Error("no branch of this agent is live");
  }
  return live;
}

/** By name or id. */
export function branchNamed(branches: readonly BranchSummary[], name: string): BranchSummary {
  const named = branches.find(({ branch }) => branch.name === name || branch._id === name);
  if (named === undefined) {
    throw new NoSuchError(`the agent has no branch ${name}`);
  }
  return named;
}

/** The id of a version or a revision. */
export async function idOf(session: Session, agentId: string, text: string): Promise<string> {
  const { atoms, call } = session;
  if (text === "active") {
    return (await atoms.getAgent(agentId, undefined, call)).activeVersionId;
  }
  if (!/^[0-9]{1,9}$/.test(text)) {
    return text;
  }
  const number = Number(text);
  const branches = await branchesOf(session, agentId);
  const rows: AsyncIterable<Version | Revision> =
    branches === undefined
      ? atoms.iterateVersions(agentId, undefined, call)
      : atoms.iterateRevisions(agentId, liveOf(branches).branch._id, undefined, call);
  for await (const row of rows) {
    if ((branches === undefined ? row.versionNumber : (row as Revision).revisionNumber) === number) return row._id;
  }
  throw new NoSuchError(`the agent has no ${branches === undefined ? "version" : "revision"} with the number ${number}`);
}
