// @ts-check
// Requests per second of the emulator over HTTP, beside a node:http server
// that answers the same bodies without any thought, and beside mock servers.
import { ensureClients } from "./clients.mjs";
import { load } from "./load.mjs";
import { withOtherServers } from "./other-servers.mjs";
import { makePlatform, replySize } from "./platform.mjs";
import { interleave, median, spread } from "./rounds.mjs";
import { withServers } from "./servers.mjs";

const AIM = 0.5;
const IN_FLIGHT = 32;

/** @typedef {import("./servers.mjs").Server} Server */
/** @typedef {import("./platform.mjs").Exchange} Exchange */
/** @typedef {{ baseUrl: string, server?: Server }} Contender `server` where it can say how busy it was */
/** @typedef {Record<"emulator" | "bare" | "prism" | "jsonServer", Contender>} Contenders */
/** @typedef {{ rounds: number, roundMs: number, warmUpMs: number }} Plan */

/**
 * @param {boolean} quick
 * @returns {Promise<import("./table.mjs").Row[]>}
 */
export async function measure(quick) {
  const plan = quick ? { rounds: 3, roundMs: 150, warmUpMs: 200 } : { rounds: 7, roundMs: 300, warmUpMs: 500 };
  const folder = await ensureClients();
  const { snapshot, exchanges } = await makePlatform();
  const all = Object.values(exchanges);
  const setups = { emulator: { emulator: { snapshot } }, bare: { exchanges: all } };
  return withServers(setups, ({ emulator, bare }) =>
    withOtherServers(folder, all, async ({ prism, jsonServer }) => {
      const contenders = {
        emulator: { baseUrl: emulator.baseUrl, server: emulator },
        bare: { baseUrl: bare.baseUrl, server: bare },
        prism: { baseUrl: prism },
        jsonServer: { baseUrl: jsonServer },
      };
      const rows = [];
      for (const [what, exchange] of /** @type {[string, Exchange][]} */ ([
        ["get a fresh agent", exchanges.freshAgent],
        ["get agent", exchanges.agent],
        ["get version, as a poll does", exchanges.version],
        ["patch a 4,000-character prompt", exchanges.patch],
        ["list 100 versions", exchanges.versions],
      ])) {
        rows.push(await compare(`emulator: ${what}`, exchange, contenders, plan));
      }
      return rows;
    }),
  );
}

/**
 * @param {string} what
 * @param {Exchange} exchange
 * @param {Contenders} contenders
 * @param {Plan} plan
 * @returns {Promise<import("./table.mjs").Row>}
 */
async function compare(what, exchange, contenders, { rounds: count, roundMs, warmUpMs }) {
  for (const { baseUrl } of Object.values(contenders)) await load(baseUrl, exchange, IN_FLIGHT, warmUpMs);
  const under = (/** @type {keyof Contenders} */ name) => () => underLoad(contenders[name], exchange, roundMs);
  const rounds = await interleave(count, {
    ...{ emulator: under("emulator"), bare: under("bare"), prism: under("prism"), jsonServer: under("jsonServer") },
  });
  const ratios = (/** @type {keyof Contenders} */ name) =>
    rounds.map((round) => round.emulator.perSecond / round[name].perSecond);
  const rate = (/** @type {keyof Contenders} */ name) => `${median(rounds.map((round) => round[name].perSecond)).toFixed(0)}/s`;
  const busy = (/** @type {keyof Contenders} */ name) => `(busy ${(median(rounds.map((round) => round[name].busy)) * 100).toFixed(0)}%)`;
  return {
    what,
    figure: `${spread(ratios("bare"), "x")} a bare server; ${median(ratios("prism")).toFixed(1)}x Prism; ${median(ratios("jsonServer")).toFixed(1)}x json-server`,
    rounds: count,
    aim: `>= ${AIM}x a bare server`,
    met: median(ratios("bare")) >= AIM,
    beside:
      `${rate("emulator")} ${busy("emulator")}, bare ${rate("bare")} ${busy("bare")}, Prism ${rate("prism")} (its own, smaller replies), ` +
      `json-server ${rate("jsonServer")}; ${replySize(exchange)}; ${IN_FLIGHT} in flight`,
  };
}

/**
 * How busy the server was says whose figure it is: one that had time left
 * could have answered more than the load asked.
 * @param {Contender} contender
 * @param {Exchange} exchange
 * @param {number} ms
 */
async function underLoad({ baseUrl, server }, exchange, ms) {
  await server?.busy();
  const perSecond = await load(baseUrl, exchange, IN_FLIGHT, ms);
  return { perSecond, busy: (await server?.busy()) ?? Number.NaN };
}
