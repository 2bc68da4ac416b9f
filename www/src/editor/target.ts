// What is edited or released: a target of a path, with the config that it stands for.
import type { Agent, Atoms, BranchSummary, Draft, ResolvedConfig } from "atoms-lifecycle";
import { loadHistory, versionName, type History } from "../agent/history.ts";
import { configOf, loadConfig, draftSource, versionSource, type ConfigSource } from "../config/source.ts";
import type { Loading } from "../data/resource.ts";

export interface Editable {
  agent: Agent;
  history: History;
  /** The target as a path has it. */
  target: string;
  /** What is edited, for headings. */
  name: string;
  /** What the edits begin with. */
  base: ResolvedConfig;
  /** What a release would change: the config that serves, or the branch's head. */
  reference: ResolvedConfig;
  referenceName: string;
  /** On versions: the saved draft, where one is edited. */
  draft: Draft | undefined;
  /** On versions: what a new draft is forked from. */
  sourceVersionId: string | undefined;
  /** On branches: the branch that is edited. */
  branch: BranchSummary | undefined;
  /** On branches: the draft revision that the edits are based on; 0 while no draft is open. */
  draftRevision: number | undefined;
}

export async function loadEditable(atoms: Atoms, agentId: string, target: string, loading: Loading): Promise<Editable> {
  const { signal } = loading;
  const [agent, history] = await Promise.all([atoms.getAgent(agentId, {}, { signal }), loadHistory(atoms, agentId, loading)]);
  const common = { agent, history, target };
  if (history.generation === "branches") return { ...common, ...(await onBranch(atoms, agent, history.branches, target, signal)) };
  const { versions, drafts } = history;
  const active = versions.find(({ isActive }) => isActive);
  const referenceName = active === undefined ? "what serves" : versionName(active);
  const none = { draft: undefined, branch: undefined, draftRevision: undefined };
  const reference = configOf(agent);
  const draft = drafts.find(({ draftId }) => target === draftSource(draftId));
  if (draft !== undefined) {
    const base = await loadConfig(atoms, agentId, target, { signal });
    return { ...common, ...none, name: draft.draftName || "Unnamed draft", base, reference, referenceName, draft, sourceVersionId: undefined };
  }
  const version = versions.find(({ _id }) => target === versionSource(_id));
  if (version !== undefined) {
    const base = await loadConfig(atoms, agentId, target, { signal });
    return { ...common, ...none, name: `edits to ${versionName(version)}`, base, reference, referenceName, sourceVersionId: version._id };
  }
  return { ...common, ...none, name: `edits to ${referenceName}`, base: reference, reference, referenceName, sourceVersionId: agent.activeVersionId };
}

type OnBranch = Omit<Editable, "agent" | "history" | "target">;

/** A target of the versions generation is the live branch's, once the organisation was migrated. */
async function onBranch(atoms: Atoms, agent: Agent, branches: readonly BranchSummary[], target: string, signal: AbortSignal): Promise<OnBranch> {
  const summary = branches.find(({ branch }) => target === `branch-${branch._id}`) ?? branches.find(({ isLive }) => isLive) ?? branches[0];
  if (summary === undefined) throw new Error("this agent has no branch");
  const { branch, hasOpenDraft } = summary;
  const head: ConfigSource = branch.headRevisionId ? versionSource(branch.headRevisionId) : "live";
  const open = hasOpenDraft ? (await atoms.getBranchDraft(agent._id, branch._id, { signal })).latest : undefined;
  const reference = await loadConfig(atoms, agent._id, head, { signal });
  const base = open?.draftId ? await loadConfig(atoms, agent._id, draftSource(open.draftId), { signal }) : reference;
  return {
    name: open === undefined ? `edits to ${branch.name}` : `the draft of ${branch.name}`,
    base,
    reference,
    referenceName: `the head of ${branch.name}`,
    draft: undefined,
    sourceVersionId: undefined,
    branch: summary,
    draftRevision: open?.draftRevision ?? 0,
  };
}
