// @ts-check
// One call at a time through the client, beside fetch and .json() on the same server.
import { deepStrictEqual } from "node:assert/strict";
import { client, makePlatform, replySize, send } from "./platform.mjs";
import { interleave, median, spread } from "./rounds.mjs";
import { withServers } from "./servers.mjs";

const BUDGET = 1.15;
const ROUNDS = 15;
const ROUND_MS = 80;
const WARM_UP_MS = 500;

/** @returns {Promise<import("./table.mjs").Row[]>} */
export async function measure() {
  const platform = await makePlatform();
  return withServers({ bare: { exchanges: Object.values(platform.exchanges) } }, async ({ bare: { baseUrl } }) => {
    const atoms = await client(baseUrl);
    const { agentId, freshAgentId, draftId, patch, exchanges } = platform;
    const calls = [
      { what: "get agent", exchange: exchanges.agent, ours: () => atoms.getAgent(agentId) },
      { what: "list 100 versions", exchange: exchanges.versions, ours: () => atoms.listVersions(agentId, { limit: 100 }) },
      {
        what: "the same, configs in them",
        exchange: exchanges.heavyVersions,
        ours: () => atoms.listVersions(freshAgentId, { limit: 100 }),
      },
      {
        what: "patch a 4,000-character prompt",
        exchange: exchanges.patch,
        ours: () => atoms.updateDraftConfig(agentId, draftId, patch),
      },
    ];
    const rows = [];
    for (const { what, exchange, ours } of calls) {
      const raw = async () => (await (await send(baseUrl, exchange)).json()).data;
      rows.push(await compare(`call: ${what}`, replySize(exchange), raw, ours));
    }
    return rows;
  });
}

/**
 * @param {string} what
 * @param {string} size of the reply
 * @param {() => Promise<unknown>} raw
 * @param {() => Promise<unknown>} ours
 * @returns {Promise<import("./table.mjs").Row>}
 */
async function compare(what, size, raw, ours) {
  deepStrictEqual(await ours(), await raw(), `${what}: the client gave another document`);
  for (const call of [raw, ours]) await middleOf(call, WARM_UP_MS);
  const rounds = await interleave(ROUNDS, {
    raw: () => middleOf(raw, ROUND_MS),
    ours: () => middleOf(ours, ROUND_MS),
    again: () => middleOf(raw, ROUND_MS),
  });
  const ratios = rounds.map((round) => round.ours / round.raw);
  const noise = rounds.map(({ again, raw: first }) => again / first);
  const ms = (/** @type {"raw" | "ours"} */ name) => median(rounds.map((round) => round[name])).toFixed(2);
  return {
    what,
    figure: spread(ratios, "x"),
    budget: `<= ${BUDGET}x`,
    met: median(ratios) <= BUDGET,
    beside: `p50 ${ms("ours")} ms, fetch ${ms("raw")} ms; ${size}; fetch beside itself ${spread(noise, "x")}`,
  };
}

/**
 * @param {() => Promise<unknown>} call
 * @param {number} ms for how long to call, one after the other
 * @returns {Promise<number>} the median of a call's time, in milliseconds
 */
async function middleOf(call, ms) {
  const times = [];
  const end = performance.now() + ms;
  let now = performance.now();
  do {
    const began = now;
    await call();
    now = performance.now();
    times.push(now - began);
  } while (now < end);
  return median(times);
}
