import type { Atoms, ConfigPatch } from "atoms-lifecycle";
import type { Editable } from "./target.ts";

/** Saves into the draft that is edited: one of its own on versions, the branch's where branches serve. */
export async function saveDraft(atoms: Atoms, editable: Editable, patch: ConfigPatch, draftRevision: number | undefined): Promise<void> {
  const { agent, branch, draft } = editable;
  if (branch !== undefined) {
    const basedOn = draftRevision === undefined ? {} : { expectedRevision: draftRevision };
    await atoms.updateBranchDraft(agent._id, branch.branch._id, patch, basedOn);
  } else if (draft !== undefined) {
    await atoms.updateDraftConfig(agent._id, draft.draftId, patch);
  }
}

/** Forks drafts for one editor: a second try after a failed edit goes on with the draft of the first. */
export class DraftForker {
  #draftId: string | undefined;

  /** Resolves to the draft's id. */
  async fork(atoms: Atoms, agentId: string, sourceVersionId: string, draftName: string, patch: ConfigPatch): Promise<string> {
    this.#draftId ??= (await atoms.forkDraft(agentId, { sourceVersionId, draftName })).draftId;
    await atoms.updateDraftConfig(agentId, this.#draftId, patch);
    return this.#draftId;
  }
}
