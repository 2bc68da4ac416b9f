// @ts-check
// Emulators in a process of their own. `node memory-process.mjs AGENTS
// VERSIONS ROUNDS` makes so many agents with so many versions each, and
// prints what they take, and what a read takes beside an emulator with few.
import { readFile } from "node:fs/promises";
import { open } from "../../pkg/emulation.js";
import init from "../../pkg/emulator/emulator.js";
import { config, send } from "./platform.mjs";
import { interleave, median } from "./rounds.mjs";

const FEW = 10;
const READS = 500;

/** @typedef {import("../../pkg/emulation.js").Emulator} Emulator */

const [agents = 0, versions = 0, rounds = 0] = process.argv.slice(2).map(Number);
/** @type {WebAssembly.Memory} where all that the emulators keep is */
let memory;
const few = await open(load, { clock: "manual" });
const oneOfFew = await makeAgents(few, FEW, 1);
const many = await open(load, { clock: "manual" });
const before = size();
const began = performance.now();
const oneOfMany = await makeAgents(many, agents, versions);
const makingMs = performance.now() - began;
const bytes = size() - before;
const reads = await interleave(rounds, { few: () => readTime(few, oneOfFew), many: () => readTime(many, oneOfMany) });
console.log(JSON.stringify({ bytes, makingMs, reads }));

/**
 * @param {Emulator} emulator
 * @param {number} count
 * @param {number} each how many versions
 * @returns {Promise<string>} the path of the last
 */
async function makeAgents(emulator, count, each) {
  let path = "";
  for (let made = 0; made < count; made += 1) path = await makeAgent(emulator, each);
  return path;
}

/**
 * @param {Emulator} emulator
 * @param {number} last
 * @returns {Promise<string>} its path
 */
async function makeAgent(emulator, last) {
  const path = `/agent/${await ask(emulator, "POST", "/agent", { name: "one of many" })}`;
  let sourceVersionId = last > 1 ? (await ask(emulator, "GET", path)).activeVersionId : "";
  for (let number = 2; number <= last; number += 1) {
    const { draftId } = await ask(emulator, "POST", `${path}/drafts`, { sourceVersionId });
    await ask(emulator, "PATCH", `${path}/drafts/${draftId}/config`, config(number));
    const label = `v${number} - opening hours`;
    ({ _id: sourceVersionId } = await ask(emulator, "POST", `${path}/drafts/${draftId}/publish`, { label }));
    emulator.advance(60_000);
  }
  return path;
}

/**
 * @param {Emulator} emulator
 * @param {string} path of an agent
 * @returns {Promise<number>} the median of its reads, in milliseconds
 */
async function readTime(emulator, path) {
  const times = [];
  for (let count = 0; count < READS; count += 1) {
    const sent = performance.now();
    await ask(emulator, "GET", path);
    times.push(performance.now() - sent);
  }
  return median(times);
}

/**
 * @param {Emulator} emulator
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<any>} the reply's data
 */
async function ask({ baseUrl, fetch }, method, path, body) {
  return (await (await send(baseUrl, { method, path, body }, fetch)).json()).data;
}

/** Both emulators' module, as the package loads it. */
async function load() {
  const wasm = await readFile(new URL("../../pkg/emulator/emulator.wasm", import.meta.url));
  ({ memory } = await init({ module_or_path: wasm }));
}

/** @returns {number} bytes */
function size() {
  return memory.buffer.byteLength;
}
