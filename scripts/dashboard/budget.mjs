// @ts-check
// What a first visit to the built dashboard loads, as brotli sends it.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { dashboardOutput } from "./build.mjs";

/** A first visit, wasm included, in bytes. */
export const BUDGET = 200_000;

/** Loaded right after the first paint, without a click: the emulator and what fills it. */
const AFTERWARDS = "src/emulator/page-emulator.ts";

/**
 * @typedef {object} Chunk one of Vite's manifest
 * @property {string} file
 * @property {string[]} [imports]
 * @property {string[]} [css]
 * @property {string[]} [assets]
 */

/**
 * @typedef {object} Part
 * @property {string} file
 * @property {number} bytes
 * @property {boolean} first whether the shell needs it; the rest follows by itself
 */

/**
 * Every file of a first visit that ends with the list of agents.
 * @returns {Promise<Part[]>}
 */
export async function firstVisit() {
  /** @type {Record<string, Chunk>} */
  const manifest = JSON.parse(await readFile(join(dashboardOutput, ".vite", "manifest.json"), "utf8"));
  const shell = filesOf(manifest, "index.html");
  const all = new Set([...shell, ...filesOf(manifest, AFTERWARDS)]);
  return Promise.all([...all].map(async (file) => ({ file, bytes: await compressed(file), first: shell.has(file) && !file.endsWith(".wasm") })));
}

/**
 * Prints each file, what is loaded until the page can be used, and until it shows the agents.
 * @returns {Promise<void>}
 */
export async function printBudget() {
  const parts = await firstVisit();
  for (const { file, bytes } of parts) row(file, bytes);
  const total = sum(parts);
  row("until the page can be used", sum(parts.filter(({ first }) => first)));
  row("until it shows the agents", total);
  console.log(total <= BUDGET ? `  within the budget of ${kilobytes(BUDGET)} kB` : `  over the budget of ${kilobytes(BUDGET)} kB by ${kilobytes(total - BUDGET)} kB`);
}

/**
 * @param {Record<string, Chunk>} manifest
 * @param {string} name
 * @param {Set<string>} [files]
 * @returns {Set<string>} the chunk's files and those of what it imports
 */
function filesOf(manifest, name, files = new Set()) {
  const chunk = manifest[name];
  if (chunk === undefined) throw new Error(`the manifest has no ${name}: was the file renamed?`);
  if (files.has(chunk.file)) return files;
  for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
  for (const imported of chunk.imports ?? []) filesOf(manifest, imported, files);
  if (name === "index.html") files.add(name);
  return files;
}

/** @param {string} file */
async function compressed(file) {
  const content = await readFile(join(dashboardOutput, file));
  return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }).length;
}

/** @param {readonly Part[]} parts */
function sum(parts) {
  return parts.reduce((total, { bytes }) => total + bytes, 0);
}

/**
 * @param {string} name
 * @param {number} bytes
 */
function row(name, bytes) {
  console.log(`  ${name.padEnd(44)}${kilobytes(bytes).padStart(9)} kB`);
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return (bytes / 1000).toFixed(1);
}
