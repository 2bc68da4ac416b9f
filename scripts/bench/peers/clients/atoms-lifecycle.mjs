// @ts-check
// This package.
import { connect } from "atoms-lifecycle";

/** @type {import("../../clients.mjs").Open} */
export async function open({ baseUrl, apiKey, fetch }) {
  const atoms = await connect({ baseUrl, apiKey, ...(fetch && { fetch }) });
  return {
    getAgent: (agentId) => atoms.getAgent(agentId),
    listVersions: (agentId, limit) => atoms.listVersions(agentId, { limit }),
    patchConfig: (agentId, draftId, patch) => atoms.updateDraftConfig(agentId, draftId, patch),
  };
}
