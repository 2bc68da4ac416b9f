// @ts-check
// No download of the package grows unnoticed.
import { readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { packageFolder } from "../build/package.mjs";
import { downloads } from "../downloads.mjs";
import { Failure, root } from "../run.mjs";

const RECORD = join(root, "tests", "package", "sizes.json");
/** Less than this comes and goes with the compiler. */
const TOLERANCE = 1.02;
const RENEW = "npm test -- package --bless";

/** @typedef {Record<string, import("../downloads.mjs").Size>} Sizes by import and condition */

/**
 * Compares what every condition of every export loads with the record.
 * @param {boolean} bless whether today's sizes become the record
 * @returns {Promise<void>}
 */
export async function checkSizes(bless) {
  const sizes = await today();
  if (bless) {
    await writeFile(RECORD, `${JSON.stringify(sizes, undefined, 2)}\n`);
    console.log(`> ${relative(root, RECORD)} holds today's sizes`);
    return;
  }
  const problems = compare(JSON.parse(await readFile(RECORD, "utf8")), sizes);
  if (problems.length > 0) {
    throw new Failure(`${problems.join("\n")}\nmake it smaller, or, if that is meant, run ${RENEW} and look at the diff`);
  }
}

/** @returns {Promise<Sizes>} */
async function today() {
  const found = await downloads(packageFolder);
  return Object.fromEntries(found.map(({ path, condition, all }) => [`${path} ${condition}`, all]));
}

/**
 * @param {Sizes} before
 * @param {Sizes} now
 * @returns {string[]} what grew beyond the tolerance, and what one of them lacks
 */
function compare(before, now) {
  const problems = [];
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const [old, size] = [before[name], now[name]];
    if (!old || !size) {
      problems.push(`the download of ${name} is ${old ? "gone" : "not in the record"}`);
      continue;
    }
    for (const kind of /** @type {const} */ (["raw", "gzip", "brotli"])) {
      const growth = size[kind] / old[kind];
      if (growth > TOLERANCE) {
        problems.push(`the download of ${name} grew by ${((growth - 1) * 100).toFixed(1)}%: ${kind} ${old[kind]} to ${size[kind]} bytes`);
      }
    }
  }
  return problems;
}
