// @ts-check
// A platform with documents of the size that people have, and what it answers.
import { emulate } from "../../pkg/emulator.node.js";
import { connect } from "../../pkg/node.js";

export const apiKey = "sk_bench";
const PROMPT_LENGTH = 4_000;
/** How many versions its agent has. */
export const VERSIONS = 100;
const DAY_MS = 86_400_000;

/** What every request carries beside its body. */
export const headers = { accept: "application/json", authorization: `Bearer ${apiKey}` };

/**
 * A request to the platform.
 * @typedef {object} Ask
 * @property {string} method
 * @property {string} path below the base URL
 * @property {unknown} [body] to be sent as JSON
 */

/** @typedef {Ask & { reply: string }} Exchange a request, and the body that answers it */

/**
 * @typedef {object} Platform
 * @property {string} snapshot for an emulator
 * @property {string} agentId with {@link VERSIONS} versions, the newest of them active
 * @property {string} draftId
 * @property {{ singlePromptConfig: { prompt: string } }} patch
 * @property {string} freshAgentId as created, but for the exchange `heavyVersions`
 * @property {Record<"agent" | "freshAgent" | "version" | "versions" | "heavyVersions" | "patch", Exchange>} exchanges
 * in `heavyVersions` each row has its config in it
 */

/**
 * @param {string} baseUrl
 * @returns {Promise<import("../../pkg/index.js").Atoms>}
 */
export function client(baseUrl) {
  return connect({ baseUrl, apiKey });
}

/** @returns {Promise<Platform>} */
export async function makePlatform() {
  // In the past: servers that start from its snapshot go by the real clock.
  const emulator = await emulate({ clock: "manual", startAt: Date.now() - DAY_MS });
  const atoms = await connect({ baseUrl: emulator.baseUrl, apiKey, fetch: emulator.fetch });
  const agentId = await atoms.createAgent({ name: "clinic front desk", language: { switching: { isEnabled: true } } });
  let versionId = String((await atoms.getAgent(agentId)).activeVersionId);
  for (let number = 2; number <= VERSIONS; number += 1) {
    const { draftId } = await atoms.forkDraft(agentId, { sourceVersionId: versionId });
    await atoms.updateDraftConfig(agentId, draftId, config(number));
    const label = `v${number} - opening hours`;
    const description = "Tells the opening hours of the new branch, and asks for the caller's name first.";
    ({ _id: versionId } = await atoms.publishDraft(agentId, draftId, { label, description }));
    emulator.advance(60_000);
  }
  await atoms.activateVersion(agentId, versionId);
  const { draftId } = await atoms.forkDraft(agentId, { sourceVersionId: versionId, draftName: "opening hours" });
  const freshAgentId = await atoms.createAgent({ name: "clinic back office" });
  const snapshot = emulator.snapshot();

  /** @param {Ask} ask */
  const exchange = async (ask) => ({ ...ask, reply: await (await send(emulator.baseUrl, ask, emulator.fetch)).text() });
  const get = (/** @type {string} */ path) => exchange({ method: "GET", path });
  const patch = { singlePromptConfig: { prompt: prompt(VERSIONS + 1) } };
  const page = await atoms.listVersions(agentId, { limit: VERSIONS });
  const withConfig = page.versions.map(async (row) => {
    const { resolvedConfig } = await atoms.getVersion(agentId, row._id);
    return { ...row, resolvedConfig };
  });
  const data = { ...page, versions: await Promise.all(withConfig) };
  const exchanges = {
    agent: await get(`/agent/${agentId}`),
    freshAgent: await get(`/agent/${freshAgentId}`),
    version: await get(`/agent/${agentId}/versions/${versionId}`),
    versions: await get(`/agent/${agentId}/versions?limit=${VERSIONS}`),
    heavyVersions: {
      ...{ method: "GET", path: `/agent/${freshAgentId}/versions?limit=${VERSIONS}` },
      reply: JSON.stringify({ status: true, data }),
    },
    patch: await exchange({ method: "PATCH", path: `/agent/${agentId}/drafts/${draftId}/config`, body: patch }),
  };
  emulator.close();
  return { snapshot, agentId, draftId, patch, freshAgentId, exchanges };
}

/**
 * A request as anybody would send it.
 * @param {string} baseUrl
 * @param {Ask} ask
 * @param {typeof fetch} [fetcher]
 * @returns {Promise<Response>}
 */
export function send(baseUrl, { method, path, body }, fetcher = fetch) {
  return body === undefined
    ? fetcher(baseUrl + path, { method, headers })
    : fetcher(baseUrl + path, {
        method,
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
}

/**
 * @param {Exchange} exchange
 * @returns {string} the size of the reply's body, such as `14.2 kB`
 */
export function replySize({ reply }) {
  return `${(Buffer.byteLength(reply) / 1000).toFixed(1)} kB`;
}

/**
 * Exactly {@link PROMPT_LENGTH} characters, with those that JSON escapes and
 * those that are not Latin: one of them makes it a string of two-byte characters.
 * @param {number} number
 */
function prompt(number) {
  const opening = `# Revision ${number}\nYou answer the phone of a clinic. Greet with "नमस्ते" or "hello".\n`;
  const rule = '- Ask one question at a time, and repeat dates as "Tuesday, 14 May".\n- A visit costs ₹500, never less.\n';
  return opening.padEnd(PROMPT_LENGTH, rule);
}

/**
 * @param {number} number
 * @returns {import("../../pkg/index.js").ConfigPatch}
 */
export function config(number) {
  const tools = ["book_visit", "move_visit", "cancel_visit", "find_doctor"].map((name) => ({
    ...{ type: "api_call", name, description: `Use it when the caller wants to ${name.replace("_", " a ")}.` },
    ...{ url: `https://clinic.example/api/${name}`, method: "POST", timeout: 8_000 },
    headers: { authorization: "Bearer {{clinic_token}}" },
  }));
  return {
    singlePromptConfig: {
      prompt: prompt(number),
      tools: [{ type: "end_call", name: "end_call", description: "Use it when the caller says goodbye." }, ...tools],
    },
    firstMessage: "Hello, this is the clinic's front desk. How can I help you?",
    slmModel: "electron",
    defaultVariables: { clinic_name: "Lakeside", city: "Pune", opening_hours: "9 to 18" },
    synthesizer: { speed: 1.1, consistency: 0.6 },
    pronunciationDicts: Array.from({ length: 12 }, (_, index) => ({ word: `Dr. Rao ${index}`, pronunciation: "doctor row" })),
    postCallAnalyticsConfig: {
      summaryPrompt: "Summarise the call in three sentences, with the visit's date.",
      dispositionMetrics: Array.from({ length: 6 }, (_, index) => ({
        identifier: `outcome_${index}`,
        dispositionMetricPrompt: "Did the caller book, move or cancel a visit?",
        dispositionMetricType: "ENUM",
        choices: ["booked", "moved", "cancelled", "none"],
      })),
    },
  };
}
