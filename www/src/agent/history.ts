// An agent with all that happened to it, on whichever generation the organisation has.
import { MigrationRequiredError, type Agent, type Atoms, type BranchSummary, type CallOptions, type Draft, type Version } from "atoms-lifecycle";
import type { Loading } from "../data/resource.ts";

export type History =
  | { generation: "versions"; versions: readonly Version[]; drafts: readonly Draft[] }
  | { generation: "branches"; branches: readonly BranchSummary[] };

export interface AgentWithHistory {
  agent: Agent;
  history: History;
}

const VERSIONS_SHOWN = 100;

export async function loadAgent(atoms: Atoms, agentId: string, loading: Loading): Promise<AgentWithHistory> {
  const { signal } = loading;
  const [agent, history] = await Promise.all([atoms.getAgent(agentId, {}, { signal }), loadHistory(atoms, agentId, loading)]);
  return { agent, history };
}

/** Asks for versions first, unless it is known already that the organisation has branches. */
export async function loadHistory(atoms: Atoms, agentId: string, { signal, connection }: Loading): Promise<History> {
  if (connection.generation !== "branches") {
    try {
      const history = await versionsOf(atoms, agentId, { signal });
      connection.generation = "versions";
      return history;
    } catch (error) {
      if (!(error instanceof MigrationRequiredError)) throw error;
      connection.generation = "branches";
    }
  }
  const { branches } = await atoms.listBranches(agentId, { signal });
  return { generation: "branches", branches };
}

async function versionsOf(atoms: Atoms, agentId: string, options: CallOptions): Promise<History> {
  const [{ versions }, drafts] = await Promise.all([
    atoms.listVersions(agentId, { limit: VERSIONS_SHOWN }, options),
    atoms.listDrafts(agentId, options),
  ]);
  return { generation: "versions", versions, drafts };
}

/** How people name a version. */
export function versionName({ versionNumber, label }: { versionNumber?: number | null; label?: string | null }): string {
  const number = typeof versionNumber === "number" ? `v${versionNumber}` : "a version";
  return label ? `${number} · ${label}` : number;
}

export function revisionName({ revisionNumber, label }: { revisionNumber?: number | null; label?: string | null }): string {
  const number = typeof revisionNumber === "number" ? `r${revisionNumber}` : "a revision";
  return label ? `${number} · ${label}` : number;
}

/** Whether it may serve: versions older than the check have none. */
export function hasPassed({ securityCheck }: { securityCheck?: { status?: string } | null }): boolean {
  return !securityCheck || securityCheck.status?.toLowerCase() === "passed";
}

/** Whether its check goes on. What the platform calls it tomorrow counts as going on, too. */
export function isChecking({ securityCheck }: { securityCheck?: { status?: string } | null }): boolean {
  return !!securityCheck && !["passed", "failed", "error", "errored"].includes(securityCheck.status?.toLowerCase() ?? "");
}
