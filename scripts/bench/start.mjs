// @ts-check
// From the import of a client to its first request: in Node, a process each,
// and in pages of Chromium.
import { fileURLToPath, pathToFileURL } from "node:url";
import { read } from "../run.mjs";
import { clientFile, ensureClients, peerVersion } from "./clients.mjs";
import { makePlatform } from "./platform.mjs";
import { interleave, median, spread } from "./rounds.mjs";
import { withServers } from "./servers.mjs";
import { withPages } from "./start-page.mjs";

const PROCESS = fileURLToPath(new URL("start-process.mjs", import.meta.url));

/** @typedef {[cold: number, warm: number]} Start in milliseconds */
/** @typedef {Record<"ours" | "theirs", Start>} Round */

/**
 * @param {boolean} quick
 * @returns {Promise<import("./table.mjs").Row[]>}
 */
export async function measure(quick) {
  const folder = await ensureClients();
  const peer = await peerVersion(folder, "openai");
  const { agentId, exchanges } = await makePlatform();
  const inNode = await withServers({ bare: { exchanges: [exchanges.agent] } }, ({ bare }) => {
    const start = (/** @type {string} */ name) => inProcess(pathToFileURL(clientFile(folder, name)).href, bare.baseUrl, agentId);
    return interleave(quick ? 3 : 15, { ours: () => start("atoms-lifecycle"), theirs: () => start("openai") });
  });
  const inChromium = await withPages(folder, exchanges.agent.reply, (start) =>
    interleave(quick ? 3 : 9, { ours: () => start("atoms-lifecycle", agentId), theirs: () => start("openai", agentId) }),
  );
  return [
    row(`start: Node, cold (a new process), beside ${peer}`, inNode, 0),
    row(`start: Node, warm (a second client), beside ${peer}`, inNode, 1),
    row(`start: Chromium, cold (nothing cached), beside ${peer}`, inChromium, 0),
    row(`start: Chromium, warm (the page again), beside ${peer}`, inChromium, 1),
  ];
}

/**
 * @param {string} file
 * @param {string} baseUrl
 * @param {string} agentId
 * @returns {Promise<Start>}
 */
async function inProcess(file, baseUrl, agentId) {
  return JSON.parse(await read(process.execPath, [PROCESS, file, baseUrl, agentId]));
}

/**
 * @param {string} what
 * @param {Round[]} rounds
 * @param {0 | 1} which
 * @returns {import("./table.mjs").Row}
 */
function row(what, rounds, which) {
  const ms = (/** @type {keyof Round} */ name) => median(rounds.map((round) => round[name][which])).toFixed(1);
  return {
    what,
    figure: spread(rounds.map(({ ours, theirs }) => ours[which] / theirs[which]), "x"),
    rounds: rounds.length,
    beside: `ours ${ms("ours")} ms, its ${ms("theirs")} ms`,
  };
}
