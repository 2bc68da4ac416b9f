// @ts-check
// releaseMany on more and more agents: what one of them takes stays the same.
import { fileURLToPath } from "node:url";
import { read } from "../run.mjs";
import { interleave, median, spread } from "./rounds.mjs";
import { withServers } from "./servers.mjs";

const PROCESS = fileURLToPath(new URL("scale-process.mjs", import.meta.url));
/** The least that takes longer than a process does to get warm. */
const BASE = 1_000;
const MANY = 10_000;

/** @typedef {{ elapsedMs: number, requests: number, peakKilobytes: number }} Released */

/**
 * @param {boolean} quick
 * @returns {Promise<import("./table.mjs").Row[]>}
 */
export async function measure(quick) {
  const rounds = await interleave(quick ? 2 : 5, {
    10: () => releaseTo(10),
    100: () => releaseTo(100),
    [BASE]: () => releaseTo(BASE),
  });
  const base = rounds.map((round) => each(round, BASE));
  const rows = [10, 100, BASE].map((count) =>
    row(count, rounds.map((round) => /** @type {Released} */ (round[count])), rounds.map((round, index) => each(round, count) / (base[index] ?? Number.NaN))),
  );
  if (quick) return rows;
  // Minutes of work: once, beside what the rounds came to.
  const many = await releaseTo(MANY);
  return [...rows, row(MANY, [many], [many.elapsedMs / MANY / median(base)])];
}

/**
 * @param {Record<number, Released>} round
 * @param {number} count
 * @returns {number} milliseconds per agent
 */
function each(round, count) {
  return (round[count]?.elapsedMs ?? Number.NaN) / count;
}

/**
 * @param {number} count
 * @param {Released[]} released
 * @param {number[]} ratios
 * @returns {import("./table.mjs").Row}
 */
function row(count, released, ratios) {
  const middle = (/** @type {keyof Released} */ fact) => median(released.map((one) => one[fact]));
  return {
    what: `scale: releaseMany on ${count.toLocaleString("en")} agents, a check of 0 s`,
    figure: `${spread(ratios, "x")} the time per agent of ${BASE.toLocaleString("en")}`,
    rounds: released.length,
    beside: [
      `${(middle("elapsedMs") / count).toFixed(2)} ms and ${(middle("requests") / count).toFixed(1)} requests per agent`,
      `at most ${(middle("peakKilobytes") / 1_024).toFixed(0)} MiB in the process`,
    ].join("; "),
  };
}

/**
 * On an emulator of its own: what the rounds before left would slow it down.
 * @param {number} count
 * @returns {Promise<Released>}
 */
function releaseTo(count) {
  return withServers({ emulator: { emulator: { checkDurationMs: 0 } } }, async ({ emulator }) =>
    JSON.parse(await read(process.execPath, [PROCESS, emulator.baseUrl, String(count)])),
  );
}
