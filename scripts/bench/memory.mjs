// @ts-check
// What the emulator keeps of an agent, and whether many make it slower.
import { fileURLToPath } from "node:url";
import { read } from "../run.mjs";
import { config, VERSIONS } from "./platform.mjs";
import { median, spread } from "./rounds.mjs";

const PROCESS = fileURLToPath(new URL("memory-process.mjs", import.meta.url));

/** @typedef {{ bytes: number, makingMs: number, reads: Record<"few" | "many", number>[] }} Kept */

/**
 * @param {boolean} quick
 * @returns {Promise<import("./table.mjs").Row[]>}
 */
export async function measure(quick) {
  const [some, many] = quick ? [10, 10_000] : [50, 100_000];
  const wide = await keep(many, 1, quick ? 3 : 9);
  const deep = await keep(some, VERSIONS, 0);
  const microseconds = (/** @type {"few" | "many"} */ name) => `${(median(wide.reads.map((round) => round[name])) * 1_000).toFixed(0)} µs`;
  const perVersion = deep.bytes / some / VERSIONS;
  return [
    {
      what: `memory: get agent, ${many.toLocaleString("en")} agents in one state`,
      figure: `${spread(wide.reads.map((round) => round.many / round.few), "x")} its time with 10`,
      rounds: wide.reads.length,
      beside:
        `${microseconds("many")}, with 10 ${microseconds("few")}, without HTTP; ${(wide.bytes / 1_048_576).toFixed(0)} MiB in all, ` +
        `${kilobytes(wide.bytes / many)} per agent; made in ${(wide.makingMs / 1_000).toFixed(1)} s`,
    },
    {
      what: `memory: an agent with ${VERSIONS} versions, each with its own 4,000-character prompt`,
      figure: `${(perVersion / Buffer.byteLength(JSON.stringify(config(VERSIONS)))).toFixed(2)}x a version's config as JSON`,
      beside: `${kilobytes(deep.bytes / some)} per agent, ${kilobytes(perVersion)} per version; of ${some} agents`,
    },
  ];
}

/**
 * @param {number} agents
 * @param {number} versions of each
 * @param {number} rounds
 * @returns {Promise<Kept>}
 */
async function keep(agents, versions, rounds) {
  return JSON.parse(await read(process.execPath, [PROCESS, String(agents), String(versions), String(rounds)]));
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
