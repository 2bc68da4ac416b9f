// @ts-check
// A platform over real HTTP for a test, a client of it, and a server that answers what it is told.
import { createServer } from "node:http";
import { once } from "node:events";
import { connect } from "atoms-lifecycle";
import { serve } from "atoms-lifecycle/emulator/server";
import { checkedFetch } from "../contract/checked-fetch.mjs";

export const KEY = "sk_test_0123456789abcdef";

/** Polls that suit a check of a fraction of a second. */
export const polling = { minIntervalMs: 20, maxIntervalMs: 100 };

/**
 * @param {import("node:test").TestContext} t ends the server with the test
 * @param {import("atoms-lifecycle/emulator/server").ServeOptions} [options]
 */
export async function platform(t, options = {}) {
  const server = await serve({ checkDurationMs: 150, apiKeys: [KEY], ...options });
  t.after(() => server.close());
  const atoms = await connect({ apiKey: KEY, baseUrl: server.baseUrl, fetch: checkedFetch() });
  return { server, atoms };
}

/**
 * A platform with one agent.
 * @param {import("node:test").TestContext} t
 * @param {import("atoms-lifecycle/emulator/server").ServeOptions} [options]
 */
export async function platformWithAgent(t, options) {
  const { server, atoms } = await platform(t, options);
  const agentId = await atoms.createAgent({ name: "support" });
  const { activeVersionId } = await atoms.getAgent(agentId);
  return { server, atoms, agentId, firstVersionId: String(activeVersionId) };
}

/**
 * A server that is not the platform, such as a gateway that fails.
 * @param {import("node:test").TestContext} t
 * @param {import("node:http").RequestListener} answer
 * @param {import("atoms-lifecycle").ConnectOptions} [options]
 */
export async function stranger(t, answer, options = {}) {
  /** @type {string[]} */
  const requests = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  const atoms = await connect({
    apiKey: KEY,
    baseUrl: `http://127.0.0.1:${address.port}/atoms/v1`,
    retry: { maxAttempts: 2, maxDelayMs: 5 },
    ...options,
  });
  return { atoms, requests };
}
