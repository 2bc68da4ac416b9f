// @ts-check
// The guide's eight steps, over drafts and versions.
import { narrate } from "./narrator.mjs";

export const FIRST_MESSAGE = "Hello, this is the lifecycle demo agent.";

/**
 * @param {import("../../pkg/index.js").Atoms} atoms
 * @param {string} agentId
 * @param {string | undefined} phoneNumber
 */
export async function walkVersions(atoms, agentId, phoneNumber) {
  const { activeVersionId } = await narrate(
    "read its active version",
    "version",
    () => atoms.getAgent(agentId),
    (agent) => agent.activeVersionId,
  );
  const { draftId } = await narrate(
    "fork a draft",
    "draft",
    () => atoms.forkDraft(agentId, { sourceVersionId: String(activeVersionId) }),
    (draft) => draft.draftId,
  );
  await narrate(
    "edit the draft and read it back",
    "firstMessage",
    async () => {
      await atoms.updateDraftConfig(agentId, draftId, { firstMessage: FIRST_MESSAGE });
      return atoms.getAgent(agentId, { draftId });
    },
    (agent) => agent._resolvedConfig?.firstMessage,
  );
  const { _id: versionId } = await narrate(
    "publish it",
    "version",
    () => atoms.publishDraft(agentId, draftId, { label: "v2 - greeting added" }),
    (version) => version._id,
  );
  await narrate(
    "wait for the security check",
    "check",
    (progress) =>
      atoms.waitForSecurityCheck(agentId, versionId, {
        onProgress: ({ check }) => progress(check?.status ?? undefined),
      }),
    (check) => `${check.status} after ${check.polls} polls`,
  );
  await narrate(
    "activate the new version",
    "active",
    () => atoms.activateVersion(agentId, versionId),
    (version) => version.isActive,
  );
  if (phoneNumber !== undefined) {
    await narrate(
      "call a number",
      "conversation",
      () => atoms.startOutboundCall({ agentId, phoneNumber }, { testCall: true }),
      (started) => started.conversationId,
    );
  }
  const agent = await narrate(
    "verify what serves",
    "version",
    () => atoms.getAgent(agentId),
    (serving) => serving.activeVersionId,
  );
  const firstMessage = agent._resolvedConfig?.firstMessage;
  if (agent.activeVersionId !== versionId || firstMessage !== FIRST_MESSAGE) {
    throw new Error(`version ${agent.activeVersionId} serves with ${JSON.stringify(firstMessage)}`);
  }
  console.log(`\nfirstMessage: ${firstMessage}\nagent ${agentId} now serving version ${versionId}`);
}
