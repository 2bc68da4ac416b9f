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
  return { server, atoms: await client(server) };
}

/**
 * Another client of a platform.
 * @param {import("atoms-lifecycle/emulator/server").EmulatorServer} server
 * @param {import("atoms-lifecycle").ConnectOptions} [options]
 */
export function client(server, options = {}) {
  return connect({ apiKey: KEY, baseUrl: server.baseUrl, fetch: checkedFetch(), ...options });
}

/**
 * A fetch that lets something else happen first, once, before it sends a
 * request that looks like this.
 * @param {RegExp} request such as `/^PUT .*\/draft$/`
 * @param {() => unknown} meddle
 */
export function meddledFetch(request, meddle) {
  let meddled = false;
  return checkedFetch(async (input, init) => {
    if (!meddled && request.test(`${init?.method} ${input}`)) {
      meddled = true;
      await meddle();
    }
    return fetch(input, init);
  });
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
 * A platform where branches serve, with one agent and its default branch.
 * @param {import("node:test").TestContext} t
 * @param {import("atoms-lifecycle/emulator/server").ServeOptions} [options]
 */
export async function platformWithBranches(t, options) {
  const { server, atoms } = await platform(t, { generation: "branches", ...options });
  const agentId = await atoms.createAgent({ name: "support" });
  const { branches } = await atoms.listBranches(agentId);
  const main = branches[0]?.branch;
  if (!main?.headRevisionId) throw new Error("a fresh agent has a branch with a head");
  return { server, atoms, agentId, main: main._id, firstRevisionId: main.headRevisionId };
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
    fetch: checkedFetch(fetch, { stranger: true }),
    retry: { maxAttempts: 2, maxDelayMs: 5 },
    ...options,
  });
  return { atoms, requests };
}
