// @ts-check
// Programs that a reader would start, and what they wrote.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";

/** When to give up on a program that does not end. */
const PATIENCE_MS = 120_000;

/**
 * @typedef {object} Options
 * @property {string} cwd
 * @property {Record<string, string>} [env]
 * @property {string} [stopAt] a text after which it gets SIGINT: it would never end
 * @property {boolean} [mayFail] whether what it wrote counts, however it ends
 */

/**
 * Runs a program and fails with all that it wrote when it does not end with 0.
 * @param {string} command
 * @param {string[]} args
 * @param {Options} options
 * @returns {Promise<string>} what it wrote
 */
export async function run(command, args, { cwd, env = {}, stopAt, mayFail = false }) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: PATIENCE_MS,
  });
  let written = "";
  let stopped = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      written += text;
      if (stopAt === undefined || stopped || !written.includes(stopAt)) return;
      stopped = true;
      child.kill("SIGINT");
    });
  }
  const end = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal));
  });
  if (!mayFail) assert.equal(end, 0, `${[command, ...args].join(" ")} ended with ${end}:\n${written}`);
  return written;
}
