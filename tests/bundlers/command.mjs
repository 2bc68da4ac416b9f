// @ts-check
// The bundlers' own commands, as they are typed.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** A server that takes longer to say where it is has gone wrong. */
const LONGEST_START_MS = 60_000;

/**
 * @typedef {object} Workplace
 * @property {string} cwd
 * @property {string} tools the node_modules that the programs are in
 * @property {Record<string, string>} [env] added to this process's own
 */

/**
 * Runs a bundler to its end.
 * @param {Workplace} workplace
 * @param {string} program its path in node_modules
 * @param {readonly string[]} args
 * @returns {Promise<void>}
 */
export async function bundle(workplace, program, args) {
  const child = start(workplace, program, args);
  const [said, complained, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}:\n${said}${complained}`);
}

/**
 * Runs a bundler's server until it is closed.
 * @param {Workplace} workplace
 * @param {string} program its path in node_modules
 * @param {readonly string[]} args
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serveWith(workplace, program, args) {
  const child = start(workplace, program, args);
  const closed = once(child, "close");
  const close = async () => {
    child.kill("SIGTERM");
    await closed;
  };
  let said = "";
  const url = await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (/** @type {string} */ chunk) => {
        said += chunk;
        const address = /Local: +(http:\/\/[\w.]+:\d+)/.exec(said)?.[1];
        if (address) resolve(`${address}/`);
      });
    }
    const fail = (/** @type {string} */ what) => reject(new Error(`${program} ${args.join(" ")} ${what}:\n${said}`));
    child.once("close", (code) => fail(`ended with ${code}`));
    setTimeout(fail, LONGEST_START_MS, "gave no address").unref();
  }).catch(async (error) => {
    await close();
    throw error;
  });
  return { url, close };
}

/**
 * @param {Workplace} workplace
 * @param {string} program its path in node_modules
 * @param {readonly string[]} args
 */
function start({ cwd, tools, env = {} }, program, args) {
  return spawn(join(tools, program), args, {
    cwd,
    env: { ...process.env, NO_COLOR: "1", NEXT_TELEMETRY_DISABLED: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}
