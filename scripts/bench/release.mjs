// @ts-check
// What a release takes over the security check's own duration.
import { client, makePlatform } from "./platform.mjs";
import { interleave, median, spread } from "./rounds.mjs";
import { withServers } from "./servers.mjs";
import { Failure } from "../run.mjs";

const BUDGET_MS = 500;
const ROUNDS = 5;

/** @returns {Promise<import("./table.mjs").Row[]>} */
export async function measure() {
  const { snapshot, agentId } = await makePlatform();
  const serverOf = (/** @type {number} */ checkDurationMs) => ({ emulator: { snapshot, checkDurationMs } });
  return withServers({ short: serverOf(1_000), usual: serverOf(6_000) }, async ({ short, usual }) => {
    const clients = { short: await client(short.baseUrl), usual: await client(usual.baseUrl) };
    await release(clients.short, agentId); // warms the module, which both share
    const rounds = await interleave(ROUNDS, {
      short: () => release(clients.short, agentId),
      usual: () => release(clients.usual, agentId),
    });
    return [
      row("release: a check of 1 s", rounds.map((round) => round.short)),
      row("release: a check of 6 s", rounds.map((round) => round.usual)),
    ];
  });
}

let releases = 0;

/**
 * @typedef {object} Released
 * @property {number} elapsedMs
 * @property {number} checkMs by the platform's own clock
 * @property {number} requests
 */

/**
 * @param {import("../../pkg/index.js").Atoms} atoms
 * @param {string} agentId
 * @returns {Promise<Released>}
 */
async function release(atoms, agentId) {
  const began = performance.now();
  const report = await atoms.release(agentId, { firstMessage: `Hello for the ${(releases += 1)}. time!` });
  const elapsedMs = performance.now() - began;
  const { triggeredAt, completedAt } = report.securityCheck ?? {};
  if (report.outcome !== "released" || !triggeredAt || !completedAt) {
    throw new Failure(`a release ended with ${report.outcome}, its check from ${triggeredAt} to ${completedAt}`);
  }
  return { elapsedMs, checkMs: Date.parse(completedAt) - Date.parse(triggeredAt), requests: report.requests };
}

/**
 * @param {string} what
 * @param {Released[]} released
 * @returns {import("./table.mjs").Row}
 */
function row(what, released) {
  const over = released.map(({ elapsedMs, checkMs }) => (elapsedMs - checkMs) / 1_000);
  const ratios = released.map(({ elapsedMs, checkMs }) => elapsedMs / checkMs);
  const middle = (/** @type {"elapsedMs" | "requests"} */ fact) => median(released.map((one) => one[fact]));
  return {
    what,
    figure: `${spread(over, " s")} over`,
    budget: `<= ${BUDGET_MS / 1_000} s over`,
    met: median(over) * 1_000 <= BUDGET_MS,
    beside: `${spread(ratios, "x")} the check; ${(middle("elapsedMs") / 1_000).toFixed(2)} s, ${middle("requests")} requests`,
  };
}
