// @ts-check
// @ts-expect-error: it is installed for the benchmark alone.
import { AtomsClient, Configuration } from "smallestai";

/**
 * The platform's own, from before versions: it knows the agent alone, and has no generic call.
 * @type {import("../../clients.mjs").Open}
 */
export async function open({ baseUrl, apiKey }) {
  const client = new AtomsClient(new Configuration({ basePath: baseUrl, accessToken: apiKey }));
  return { getAgent: async (agentId) => (await client.getAgentById(agentId)).data };
}
