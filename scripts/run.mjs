// @ts-check
// Running commands, announcing steps, and failing with one plain line.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** What a person can act on: printed as one line, without a stack. */
export class Failure extends Error {}

/** A command that did not end with 0; it has said why itself. */
export class CommandFailure extends Failure {
  /**
   * @param {string} command
   * @param {number | null} code null when a signal ended it
   * @param {NodeJS.Signals | null} signal
   */
  constructor(command, code, signal) {
    super(`${command} ended with ${code ?? signal}`);
    this.code = code ?? 1;
  }
}

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] the folder to run in; the root by default
 * @property {Record<string, string>} [env] added to this process's own
 * @property {boolean} [errors] whether standard error is read as well, where output is
 */

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
/** @type {NodeJS.Signals | undefined} */
let stoppedBy;

/**
 * Runs a command on the caller's terminal.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<void>}
 * @throws {Failure} when it cannot be started or does not end with 0
 */
export async function run(command, args, options) {
  await execute(command, args, "inherit", options);
}

/**
 * Runs a command and returns what it wrote to its standard output.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string>}
 * @throws {Failure} when it cannot be started or does not end with 0
 */
export function read(command, args, options) {
  return execute(command, args, "pipe", options);
}

/**
 * Does both: shows what the command writes, and returns it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string>}
 * @throws {Failure} when it cannot be started or does not end with 0
 */
export function runAndRead(command, args, options) {
  return execute(command, args, "both", options);
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {"inherit" | "pipe" | "both"} stdout
 * @param {RunOptions} [options]
 * @returns {Promise<string>}
 */
function execute(command, args, stdout, { cwd = root, env = {}, errors = false } = {}) {
  return new Promise((resolve, reject) => {
    const line = [command, ...args].join(" ");
    if (stoppedBy) return reject(new CommandFailure(line, null, stoppedBy));
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["inherit", stdout === "inherit" ? "inherit" : "pipe", errors ? "pipe" : "inherit"],
    });
    running.add(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (/** @type {string} */ chunk) => {
        output += chunk;
        if (stdout === "both") process.stdout.write(chunk);
      });
    }
    child.once("error", (cause) => {
      running.delete(child);
      reject(new Failure(`${command} could not be started: ${cause.message}`));
    });
    child.once("close", (code, signal) => {
      running.delete(child);
      if (code === 0) resolve(output);
      else reject(new CommandFailure(line, code, signal));
    });
  });
}

/**
 * Announces a step, runs it, and says how long it took.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const started = performance.now();
  console.log(`> ${title}`);
  const result = await work();
  console.log(`  done in ${secondsSince(started)}`);
  return result;
}

/**
 * @param {number} started as `performance.now()` gave it
 * @returns {string} such as `12.3 s`
 */
export function secondsSince(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}

/**
 * Runs a script's body. A {@link Failure} is one line and exit 1; a signal
 * reaches the commands that run, and nothing new is started after it.
 * @param {() => Promise<void>} body
 * @returns {Promise<void>}
 */
export async function main(body) {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.once(signal, () => {
      stoppedBy = signal;
      for (const child of running) child.kill(signal);
    });
  }
  try {
    if (Number.parseInt(process.versions.node, 10) < 20) {
      throw new Failure(`node ${process.versions.node} is too old: install node 20 or later from https://nodejs.org`);
    }
    await body();
  } catch (error) {
    if (!stoppedBy) console.error(error instanceof Failure ? `error: ${error.message}` : error);
    process.exitCode = stoppedBy ? 128 + constants.signals[stoppedBy] : 1;
  }
}
