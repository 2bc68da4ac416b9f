// @ts-check
// The platform's calls through a client that can send any request.

/**
 * @param {(ask: import("../../platform.mjs").Ask) => Promise<unknown>} send
 * @returns {import("../../clients.mjs").Client}
 */
export function generic(send) {
  return {
    getAgent: (agentId) => send({ method: "GET", path: `/agent/${agentId}` }),
    listVersions: (agentId, limit) => send({ method: "GET", path: `/agent/${agentId}/versions?limit=${limit}` }),
    patchConfig: (agentId, draftId, patch) =>
      send({ method: "PATCH", path: `/agent/${agentId}/drafts/${draftId}/config`, body: patch }),
  };
}

/**
 * @param {import("../../platform.mjs").Ask} ask
 * @returns {{ method: string, headers: Record<string, string>, body?: string }} as `fetch` takes it
 */
export function json({ method, body }) {
  if (body === undefined) return { method, headers: {} };
  return { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
