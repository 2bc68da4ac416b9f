// @ts-check
// Good arguments for every parameter of every method. Runs in Node and in a page, and imports nothing.

/** @typedef {import("atoms-lifecycle").Atoms} Atoms */

/**
 * An agent of its own with what its methods need.
 * @typedef {{ ids: Record<string, string>, checkpoint: unknown }} Scene ids by the name of the parameter that takes them
 */

/**
 * @param {Atoms} atoms
 * @returns {Promise<Scene>}
 */
export async function versionsScene(atoms) {
  const agentId = await atoms.createAgent({ name: "hostile" });
  const versionId = String((await atoms.getAgent(agentId)).activeVersionId);
  const { draftId } = await atoms.forkDraft(agentId, { sourceVersionId: versionId });
  await atoms.updateDraftConfig(agentId, draftId, { firstMessage: "draft" });
  const checkpoint = await begunRelease(atoms);
  return { checkpoint, ids: { agentId, draftId, versionId, baseId: versionId, compareId: versionId, branchId: versionId, revisionId: versionId } };
}

/**
 * @param {Atoms} atoms
 * @returns {Promise<Scene>}
 */
export async function branchesScene(atoms) {
  const agentId = await atoms.createAgent({ name: "hostile" });
  const main = (await atoms.listBranches(agentId)).branches[0]?.branch;
  const revisionId = String(main?.headRevisionId);
  const { _id: branchId } = await atoms.createBranch(agentId, { sourceBranchId: String(main?._id), name: "staging" });
  await atoms.updateBranchDraft(agentId, branchId, { firstMessage: "draft" });
  const checkpoint = await begunRelease(atoms);
  return { checkpoint, ids: { agentId, branchId, revisionId, draftId: revisionId, versionId: revisionId, baseId: revisionId, compareId: revisionId } };
}

/**
 * A checkpoint. It is of another agent, whose open draft would stop the scene's releases.
 * @param {Atoms} atoms
 */
async function begunRelease(atoms) {
  const agentId = await atoms.createAgent({ name: "begun" });
  const { checkpoint } = await atoms.release(agentId, { firstMessage: "begun" }, { stopAfter: "edit" });
  return checkpoint;
}

/** @type {Record<string, (scene: Scene) => unknown>} by type, for what is no text */
const BODIES = {
  AgentMetadata: () => ({ description: "x" }),
  AgentPreview: () => undefined,
  AgentsQuery: () => undefined,
  BranchTestCall: () => undefined,
  CallOptions: () => undefined,
  Checkpoint: ({ checkpoint }) => checkpoint,
  ConfigPatch: () => ({ firstMessage: "patched" }),
  DiffSide: ({ ids: { revisionId } }) => ({ revisionId }),
  DraftQuery: () => undefined,
  ForkSource: ({ ids: { versionId } }) => ({ sourceVersionId: versionId }),
  // Of the targets of `releaseMany`.
  Iterable: (scene) => [goodTarget(scene)],
  LifecycleOptions: () => undefined,
  MergeOptions: () => undefined,
  NewAgent: () => ({ name: "x" }),
  NewBranch: ({ ids: { branchId } }) => ({ sourceBranchId: branchId, name: "another" }),
  OutboundCall: ({ ids: { agentId } }) => ({ agentId, phoneNumber: "+14155550123" }),
  OutboundCallOptions: () => undefined,
  PlanOptions: () => undefined,
  PromoteOptions: () => undefined,
  PublishDetails: () => undefined,
  PublishDraftDetails: () => undefined,
  ReleaseManyOptions: () => undefined,
  ReleaseOptions: () => undefined,
  ResumeOptions: () => undefined,
  RevisionsQuery: () => undefined,
  RollbackOptions: () => undefined,
  TestCall: () => undefined,
  UpdateBranchDraftOptions: () => undefined,
  VersionMetadata: () => ({ label: "x" }),
  VersionsQuery: () => undefined,
};

/** @param {Scene} scene */
export function goodTarget({ ids: { agentId } }) {
  return { agentId, patch: { firstMessage: "patched" } };
}

/** @type {Record<string, string>} by name, for text that is no id */
const TEXTS = { name: "renamed", draftName: "renamed", branch: "staging", from: "staging", into: "Main" };

/**
 * @param {import("./declared.mjs").Parameter} parameter
 * @param {Scene} scene
 * @returns {unknown} an argument that is good
 * @throws for a parameter that is not in the table
 */
export function goodArgument({ name, type }, scene) {
  if (type === "string") {
    const text = scene.ids[name] ?? TEXTS[name];
    if (text !== undefined) return text;
  }
  const make = BODIES[type];
  if (!make) throw new Error(`no good ${type} for ${name}: add one to tests/hostile/scene.mjs`);
  return make(scene);
}
