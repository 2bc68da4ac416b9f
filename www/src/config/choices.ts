// Every config that an agent has, to choose from: for comparing and for calling.
import type { Atoms } from "atoms-lifecycle";
import { loadHistory, revisionName, versionName } from "../agent/history.ts";
import type { Loading } from "../data/resource.ts";
import { draftSource, versionSource, type ConfigSource } from "./source.ts";

export interface ConfigChoice {
  source: ConfigSource;
  name: string;
  /** Of its group in a list. */
  group: string;
  serves: boolean;
  isDraft: boolean;
  /** Where branches serve: the branch that it is on. */
  branchId: string | undefined;
}

const SHOWN = 50;

/** Newest first, what serves among them. */
export async function loadChoices(atoms: Atoms, agentId: string, loading: Loading): Promise<ConfigChoice[]> {
  const history = await loadHistory(atoms, agentId, loading);
  if (history.generation === "versions") {
    return [
      ...history.drafts.map(({ draftId, draftName }) => ({
        source: draftSource(draftId), name: draftName || "Unnamed draft", group: "Drafts", serves: false, isDraft: true, branchId: undefined,
      })),
      ...history.versions.map((version) => ({
        source: versionSource(version._id), name: versionName(version), group: "Versions", serves: version.isActive, isDraft: false, branchId: undefined,
      })),
    ];
  }
  const perBranch = await Promise.all(
    history.branches.map(async ({ branch, isLive, hasOpenDraft }) => {
      const common = { group: branch.name, branchId: branch._id };
      const { revisions } = await atoms.listRevisions(agentId, branch._id, { limit: SHOWN }, { signal: loading.signal });
      const draft = hasOpenDraft && branch.openDraftId
        ? [{ ...common, source: draftSource(branch.openDraftId), name: `draft of ${branch.name}`, serves: false, isDraft: true }]
        : [];
      return [
        ...draft,
        ...revisions.map((revision) => ({
          ...common,
          source: versionSource(revision._id),
          name: `${branch.name} ${revisionName(revision)}`,
          serves: isLive && revision._id === branch.headRevisionId,
          isDraft: false,
        })),
      ];
    }),
  );
  return perBranch.flat();
}
