// @ts-check
// The command line in processes of its own, which end with the test file.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after } from "node:test";
import { checkedFetch } from "../contract/checked-fetch.mjs";

const manifest = createRequire(import.meta.url).resolve("atoms-lifecycle/package.json");
export const bin = join(dirname(manifest), JSON.parse(readFileSync(manifest, "utf8")).bin["atoms-lifecycle"]);
export const AUTH = { authorization: "Bearer sk_test" };
export const WITH_JSON = { ...AUTH, "content-type": "application/json" };
export const checked = checkedFetch(fetch, { sender: "test" });

/** A folder for the files of a test file. */
export const folder = mkdtempSync(join(tmpdir(), "atoms-cli-"));
/** @type {import("node:child_process").ChildProcess[]} */
const children = [];
after(() => {
  for (const child of children) {
    child.kill("SIGKILL");
  }
  rmSync(folder, { recursive: true });
});

/** @param {string[]} args */
export function run(...args) {
  return spawnSync(process.execPath, [bin, ...args], { encoding: "utf8", timeout: 20_000 });
}

/**
 * Starts `emulate` on a free port and waits for the line with its address.
 *
 * @param {string[]} args
 */
export async function emulate(...args) {
  const child = spawn(process.execPath, [bin, "emulate", "--port", "0", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (complaints += text));
  const ended = once(child.stderr, "close");
  for await (const line of createInterface(/** @type {import("node:stream").Readable} */ (child.stdout))) {
    const baseUrl = /http:\S+/.exec(line)?.[0];
    if (baseUrl !== undefined) {
      /** What it has complained about by its end. */
      const said = () => ended.then(() => complaints);
      return { child, baseUrl, line, said };
    }
  }
  await ended;
  throw new Error(`emulate ended without an address: ${complaints}`);
}

/**
 * @param {string} baseUrl
 * @param {string} name
 * @returns {Promise<string>}
 */
export async function createAgent(baseUrl, name) {
  const response = await checked(`${baseUrl}/agent`, { method: "POST", headers: WITH_JSON, body: JSON.stringify({ name }) });
  return /** @type {any} */ (await response.json()).data;
}

/** @param {string} baseUrl */
export async function agentIds(baseUrl) {
  const response = await checked(`${baseUrl}/agent`, { headers: AUTH });
  return /** @type {any} */ (await response.json()).data.agents.map((/** @type {any} */ agent) => agent._id);
}
