// @ts-check
// The same lifecycle where branches serve: on the live branch, and staged.
import { narrate } from "./narrator.mjs";
import { FIRST_MESSAGE } from "./versions.mjs";

/**
 * @param {import("../../pkg/index.js").Atoms} atoms
 * @param {string} agentId
 * @param {string | undefined} phoneNumber
 */
export async function walkBranches(atoms, agentId, phoneNumber) {
  /** @param {(status: string | undefined) => void} progress */
  const onProgress = (progress) => (/** @type {import("../../pkg/index.js").Progress} */ { step, check }) =>
    progress(check?.status ? `${step}: ${check.status}` : step);
  const released = await narrate(
    "release on the live branch",
    "revision",
    (progress) =>
      atoms.release(agentId, { firstMessage: FIRST_MESSAGE }, { label: "greeting added", onProgress: onProgress(progress) }),
    (report) => report.versionId,
  );
  await narrate(
    "stage another greeting on a fork",
    "revision",
    (progress) =>
      atoms.release(
        agentId,
        { firstMessage: `${FIRST_MESSAGE} How can I help?` },
        { branch: "staging", createBranch: true, goLive: false, label: "friendlier", onProgress: onProgress(progress) },
      ),
    (report) => `${report.versionId}, ${report.outcome}`,
  );
  const promoted = await narrate(
    "promote the fork",
    "live",
    () => atoms.promote(agentId, "staging"),
    (report) => `${report.branch} instead of ${report.previousBranch}`,
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
    "revision",
    () => atoms.getAgent(agentId),
    (serving) => serving.activeVersionId,
  );
  if (agent.activeVersionId !== promoted.versionId || promoted.versionId === released.versionId) {
    throw new Error(`revision ${agent.activeVersionId} serves`);
  }
  console.log(`\nfirstMessage: ${agent._resolvedConfig.firstMessage}`);
  console.log(`agent ${agentId} now serving revision ${promoted.versionId}`);
}
