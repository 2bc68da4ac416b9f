// @ts-check
// Calls through every client, a few and many at once, beside fetch and
// .json() on the same server.
import { deepStrictEqual } from "node:assert/strict";
import { ensureClients, openClient, peerNames } from "./clients.mjs";
import { apiKey, makePlatform, replySize, VERSIONS } from "./platform.mjs";
import { interleave, median, quantile, spread } from "./rounds.mjs";
import { withServers } from "./servers.mjs";

const AIM = 1.05;
const IN_FLIGHT = [1, 32, 256];

/** @typedef {import("./clients.mjs").Client} Client */
/** @typedef {import("./table.mjs").Row} Row */
/** @typedef {() => Promise<unknown>} Call */
/** @typedef {{ p50: number, p95: number, perSecond: number }} Measured milliseconds, but for the last */
/** @typedef {{ rounds: number, roundMs: number, warmUpMs: number }} Plan */

/**
 * @param {boolean} quick
 * @returns {Promise<Row[]>}
 */
export async function measure(quick) {
  const plan = quick ? { rounds: 5, roundMs: 40, warmUpMs: 100 } : { rounds: 15, roundMs: 60, warmUpMs: 200 };
  const folder = await ensureClients();
  const { agentId, freshAgentId, draftId, patch, exchanges } = await makePlatform();
  return withServers({ bare: { exchanges: Object.values(exchanges) } }, async ({ bare: { baseUrl } }) => {
    /** @type {Record<string, Client>} */
    const clients = {};
    for (const name of ["fetch", "atoms-lifecycle", ...peerNames]) {
      clients[name] = await openClient(folder, name, { baseUrl, apiKey });
    }
    /** @type {{ what: string, exchange: import("./platform.mjs").Exchange, callOf: (client: Client) => Call | undefined }[]} */
    const calls = [
      { what: "get agent", exchange: exchanges.agent, callOf: (client) => () => client.getAgent(agentId) },
      {
        what: `list ${VERSIONS} versions, each with its config`,
        exchange: exchanges.heavyVersions,
        callOf: ({ listVersions }) => listVersions && (() => listVersions(freshAgentId, VERSIONS)),
      },
      {
        what: "patch a 4,000-character prompt",
        exchange: exchanges.patch,
        callOf: ({ patchConfig }) => patchConfig && (() => patchConfig(agentId, draftId, patch)),
      },
    ];
    const rows = [];
    for (const { what, exchange, callOf } of calls) {
      const found = Object.entries(clients).map(([name, client]) => /** @type {const} */ ([name, callOf(client)]));
      const contenders = /** @type {Record<string, Call>} */ (Object.fromEntries(found.filter(([, call]) => call)));
      deepStrictEqual(await contenders["atoms-lifecycle"]?.(), JSON.parse(exchange.reply).data, `${what}: another document`);
      for (const inFlight of IN_FLIGHT) {
        // A batch of large replies takes long by itself, and fewer in flight warmed the same code before.
        const isHeavy = exchange.reply.length * inFlight > 1e7;
        const its = isHeavy ? { ...plan, rounds: 3, warmUpMs: 0 } : plan;
        rows.push(await compare(`call: ${what}, ${inFlight} in flight`, replySize(exchange), contenders, inFlight, its));
      }
    }
    return rows;
  });
}

/**
 * @param {string} what
 * @param {string} size of the reply
 * @param {Record<string, Call>} contenders
 * @param {number} inFlight
 * @param {Plan} plan
 * @returns {Promise<Row>}
 */
async function compare(what, size, contenders, inFlight, { rounds: count, roundMs, warmUpMs }) {
  if (warmUpMs > 0) for (const call of Object.values(contenders)) await underLoad(call, inFlight, warmUpMs);
  // Fetch a second time: how far apart two equal ones are is the noise.
  const all = { ...contenders, again: /** @type {Call} */ (contenders["fetch"]) };
  const rounds = await interleave(
    count,
    Object.fromEntries(Object.entries(all).map(([name, call]) => [name, () => underLoad(call, inFlight, roundMs)])),
  );
  const values = (/** @type {string} */ name, /** @type {keyof Measured} */ fact) =>
    rounds.map((round) => round[name]?.[fact] ?? Number.NaN);
  const ratios = (/** @type {string} */ name, /** @type {keyof Measured} */ fact) =>
    values(name, fact).map((value, index) => value / (rounds[index]?.["fetch"]?.[fact] ?? Number.NaN));
  const middle = (/** @type {string} */ name, /** @type {keyof Measured} */ fact = "p50") => median(ratios(name, fact));
  const peers = peerNames.filter((name) => name in contenders);
  const ms = (/** @type {string} */ name) => median(values(name, "p50")).toFixed(2);
  return {
    what,
    figure: `${spread(ratios("atoms-lifecycle", "p50"), "x")} fetch`,
    rounds: count,
    aim: `<= ${AIM}x, and less than every peer`,
    met: middle("atoms-lifecycle") <= AIM && peers.every((name) => middle("atoms-lifecycle") < middle(name)),
    beside: [
      `p95 ${middle("atoms-lifecycle", "p95").toFixed(2)}x, rate ${middle("atoms-lifecycle", "perSecond").toFixed(2)}x`,
      `p50 of ${peers.map((name) => `${name} ${middle(name).toFixed(2)}x`).join(", ")}`,
      `p50 ${ms("atoms-lifecycle")} ms, fetch ${ms("fetch")} ms; ${size}; fetch beside itself ${spread(ratios("again", "p50"), "x")}`,
    ].join("; "),
  };
}

/**
 * @param {Call} call
 * @param {number} inFlight
 * @param {number} ms for how long to call
 * @returns {Promise<Measured>}
 */
async function underLoad(call, inFlight, ms) {
  /** @type {number[]} */
  const times = [];
  const began = performance.now();
  const again = async () => {
    do {
      const sent = performance.now();
      await call();
      times.push(performance.now() - sent);
    } while (performance.now() < began + ms);
  };
  await Promise.all(Array.from({ length: inFlight }, again));
  const seconds = (performance.now() - began) / 1_000;
  return { p50: median(times), p95: quantile(times, 0.95), perSecond: times.length / seconds };
}
