// @ts-check
// The guide's eight steps through the built package: against an emulator
// over HTTP, or with --live against the platform itself.
import { parseArgs } from "node:util";
import { AtomsError, connect } from "../../pkg/node.js";
import { serve } from "../../pkg/server.js";
import { narrate } from "./narrator.mjs";

const FIRST_MESSAGE = "Hello, this is the lifecycle demo agent.";
/** Nobody has it: numbers from 555-0100 to 555-0199 are for fiction. */
const FICTIONAL_NUMBER = "+14155550123";

const USAGE = `usage: npm run demo [-- --live [--call +14155550123]]
  --live   against the platform, with the key in SMALLEST_API_KEY
  --call   the number that a live run calls; without it, it calls nobody`;

/** @returns {{ live: boolean, call: string | undefined }} */
function readArguments() {
  const { values } = parseArgs({ options: { live: { type: "boolean" }, call: { type: "string" } } });
  return { live: values.live ?? false, call: values.call };
}

/** @param {ReturnType<typeof readArguments>} options */
async function main({ live, call }) {
  const server = live ? undefined : await serve();
  const apiKey = live ? process.env.SMALLEST_API_KEY : "sk_demo";
  const atoms = await connect(server ? { apiKey, baseUrl: server.baseUrl } : { apiKey });
  console.log(`against ${server?.baseUrl ?? "the platform"}\n`);
  try {
    await walk(atoms, live ? call : FICTIONAL_NUMBER);
  } finally {
    await server?.close();
  }
}

/**
 * @param {import("../../pkg/index.js").Atoms} atoms
 * @param {string | undefined} phoneNumber
 */
async function walk(atoms, phoneNumber) {
  const agentId = await narrate("create the agent", "agent", () =>
    atoms.createAgent({ name: "lifecycle-demo", language: { switching: { isEnabled: false } } }),
  );
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

try {
  await main(readArguments());
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const isUsage = error instanceof TypeError && "code" in error;
  console.error(isUsage ? `error: ${message}\n${USAGE}` : `error: ${message}`);
  if (error instanceof AtomsError && error.requestId) console.error(`request id: ${error.requestId}`);
  process.exitCode = isUsage ? 2 : 1;
}
