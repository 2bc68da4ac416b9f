// @ts-check
// Requests per second of the emulator over HTTP, beside a node:http server
// that answers the same bodies without any thought.
import { load } from "./load.mjs";
import { makePlatform, replySize } from "./platform.mjs";
import { interleave, median, spread } from "./rounds.mjs";
import { withServers } from "./servers.mjs";

const BUDGET = 0.5;
const IN_FLIGHT = 32;
const ROUNDS = 7;
const ROUND_MS = 300;
const WARM_UP_MS = 500;

/** @typedef {import("./servers.mjs").Server} Server */
/** @typedef {import("./platform.mjs").Exchange} Exchange */

/** @returns {Promise<import("./table.mjs").Row[]>} */
export async function measure() {
  const { snapshot, exchanges } = await makePlatform();
  const setups = { emulator: { emulator: { snapshot } }, bare: { exchanges: Object.values(exchanges) } };
  return withServers(setups, async ({ emulator, bare }) => {
    const rows = [];
    for (const [what, exchange] of /** @type {[string, Exchange][]} */ ([
      ["get a fresh agent", exchanges.freshAgent],
      ["get agent", exchanges.agent],
      ["get version, as a poll does", exchanges.version],
      ["patch a 4,000-character prompt", exchanges.patch],
      ["list 100 versions", exchanges.versions],
    ])) {
      rows.push(await compare(`emulator: ${what}`, exchange, emulator, bare));
    }
    return rows;
  });
}

/**
 * @param {string} what
 * @param {Exchange} exchange
 * @param {Server} emulator
 * @param {Server} bare
 * @returns {Promise<import("./table.mjs").Row>}
 */
async function compare(what, exchange, emulator, bare) {
  for (const server of [emulator, bare]) await load(server.baseUrl, exchange, IN_FLIGHT, WARM_UP_MS);
  const rounds = await interleave(ROUNDS, {
    emulator: () => underLoad(emulator, exchange),
    bare: () => underLoad(bare, exchange),
  });
  const ratios = rounds.map((round) => round.emulator.perSecond / round.bare.perSecond);
  const middle = (/** @type {"emulator" | "bare"} */ name) => {
    const perSecond = median(rounds.map((round) => round[name].perSecond));
    const busy = median(rounds.map((round) => round[name].busy));
    return `${perSecond.toFixed(0)}/s (busy ${(busy * 100).toFixed(0)}%)`;
  };
  return {
    what,
    figure: spread(ratios, "x"),
    budget: `>= ${BUDGET}x`,
    met: median(ratios) >= BUDGET,
    beside: `${middle("emulator")}, bare ${middle("bare")}; ${replySize(exchange)}; ${IN_FLIGHT} in flight`,
  };
}

/**
 * How busy the server was says whose figure it is: one that had time left
 * could have answered more than the load asked.
 * @param {Server} server
 * @param {Exchange} exchange
 */
async function underLoad(server, exchange) {
  await server.busy();
  const perSecond = await load(server.baseUrl, exchange, IN_FLIGHT, ROUND_MS);
  return { perSecond, busy: await server.busy() };
}
