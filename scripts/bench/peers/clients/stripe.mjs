// @ts-check
// @ts-expect-error: it is installed for the benchmark alone.
import Stripe from "stripe";

/**
 * Its generic call sends forms, never JSON: no patch.
 * @type {import("../../clients.mjs").Open}
 */
export async function open({ baseUrl, apiKey }) {
  const { hostname, port, pathname } = new URL(baseUrl);
  const client = new Stripe(apiKey, { protocol: "http", host: hostname, port, telemetry: false });
  return {
    getAgent: (agentId) => client.rawRequest("GET", `${pathname}/agent/${agentId}`),
    listVersions: (agentId, limit) => client.rawRequest("GET", `${pathname}/agent/${agentId}/versions?limit=${limit}`),
  };
}
