// @ts-check
// What a suite's processes saw of the API, counted against the contract.
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { root, run } from "../run.mjs";

/** @param {string} suite */
const folderOf = (suite) => join(root, "target", "exchanges", suite);

/**
 * An empty folder for what the processes of a suite see, in the variable that they read.
 * @param {string} suite
 * @returns {Promise<{ ATOMS_EXCHANGES: string }>}
 */
export async function exchanges(suite) {
  const folder = folderOf(suite);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return { ATOMS_EXCHANGES: folder };
}

/**
 * Fails unless the suite was checked and held to the contract.
 * @param {string} suite
 * @param {"--every-operation"[]} demands
 */
export async function tally(suite, ...demands) {
  await run(process.execPath, [join(root, "tests", "contract", "tally.mjs"), folderOf(suite), ...demands]);
}
