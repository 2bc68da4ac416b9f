// @ts-check
// The command line against a platform of its own, whose every exchange has to be as described.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { checkingProxy } from "../contract/checking-proxy.mjs";
import { bin, folder } from "./command.mjs";
import { KEY, platformWithAgent, platformWithBranches } from "./platform.mjs";

/** @typedef {"versions" | "branches"} Generation */

export const GENERATIONS = /** @type {const} */ (["versions", "branches"]);

/**
 * A command that runs, with what it has said so far.
 */
export class Running {
  stdout = "";
  stderr = "";

  /**
   * @param {string[]} args
   * @param {{ cwd?: string, env?: Record<string, string>, input?: string }} options
   */
  constructor(args, { cwd = folder, env = {}, input = "" }) {
    this.child = spawn(process.execPath, [bin, ...args], {
      cwd,
      // Nothing of this process but where programs are: a key of the developer's is none of its business.
      env: { PATH: process.env["PATH"], ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.child.stdout.setEncoding("utf8").on("data", (text) => (this.stdout += text));
    this.child.stderr.setEncoding("utf8").on("data", (text) => (this.stderr += text));
    this.child.stdin.on("error", () => undefined).end(input);
    this.closed = once(this.child, "close");
  }

  /** Waits until it has said something on stdout. @param {RegExp} words */
  async until(words) {
    while (!words.test(this.stdout)) {
      await Promise.race([once(this.child.stdout, "data"), this.closed]);
      if (this.child.exitCode !== null && !words.test(this.stdout)) {
        throw new Error(`it ended with ${this.child.exitCode} before ${words}: ${this.stdout}${this.stderr}`);
      }
    }
  }

  /** Its end. */
  async end() {
    const [status, signal] = await this.closed;
    return { status, signal, stdout: this.stdout, stderr: this.stderr };
  }
}

/**
 * A platform with one agent, and the command line in a folder of its own.
 *
 * @param {import("node:test").TestContext} t
 * @param {Generation} generation
 * @param {import("atoms-lifecycle/emulator/server").ServeOptions} [options]
 */
export async function commandLine(t, generation, options) {
  const begin = generation === "branches" ? platformWithBranches : platformWithAgent;
  const { server, atoms, agentId } = await begin(t, options);
  const proxy = await checkingProxy(server.baseUrl);
  t.after(() => proxy.close());
  const cwd = mkdtempSync(join(folder, "cwd-"));
  const env = { SMALLEST_API_KEY: KEY, ATOMS_BASE_URL: proxy.baseUrl };
  /** It ends with the test. @param {Running} command */
  const begun = (command) => {
    t.after(() => command.child.kill("SIGKILL"));
    return command;
  };
  /** Starts a command. @param {string[]} args */
  const start = (...args) => begun(new Running(args, { cwd, env }));
  /** Runs a command to its end. @param {string[]} args */
  const run = (...args) => start(...args).end();
  /** Runs a command that reads stdin. @param {string} input @param {string[]} args */
  const feed = (input, ...args) => begun(new Running(args, { cwd, env, input })).end();
  /** Which config serves. */
  const serving = async () => /** @type {Record<string, any>} */ ((await atoms.getAgent(agentId))._resolvedConfig);
  return { server, atoms, agentId, cwd, env, start, run, feed, serving };
}

/** The documents of `--json`. @param {string} stdout @returns {any[]} */
export function documents(stdout) {
  return stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
}
