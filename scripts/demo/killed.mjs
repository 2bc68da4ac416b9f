// @ts-check
// npm run demo -- --kill: a release whose process is killed at random
// moments, and started again until it is done.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { connect } from "../../pkg/node.js";
import { serve } from "../../pkg/server.js";

const EXAMPLE = fileURLToPath(new URL("../../pkg/examples/resumable-release.mjs", import.meta.url));
/** How long a process may live, in milliseconds. */
const LIFE = { least: 150, most: 1_200 };

const { values } = parseArgs({ options: { kill: { type: "boolean" }, generation: { type: "string", default: "versions" } } });
const generation = values.generation === "branches" ? "branches" : "versions";
const server = await serve({ generation });
const folder = await mkdtemp(join(tmpdir(), "atoms-killed-"));
try {
  const atoms = await connect({ apiKey: "sk_demo", baseUrl: server.baseUrl });
  const agentId = await atoms.createAgent({ name: "killed-demo" });
  for (let life = 1; !(await live(life, agentId)); life += 1);
  const { activeVersionId, _resolvedConfig } = await atoms.getAgent(agentId);
  console.log(`\nfirstMessage: ${_resolvedConfig?.firstMessage}\nagent ${agentId} now serving version ${activeVersionId}`);
} finally {
  await server.close();
  await rm(folder, { recursive: true });
}

/**
 * @param {number} life
 * @param {string} agentId
 * @returns {Promise<boolean>} whether it came to its end
 */
async function live(life, agentId) {
  console.log(`process ${life}`);
  const patch = JSON.stringify({ firstMessage: "Hello, nothing stops me." });
  const child = spawn(process.execPath, [EXAMPLE, agentId, patch, join(folder, "checkpoint.json")], {
    env: { ...process.env, SMALLEST_API_KEY: "sk_demo", ATOMS_BASE_URL: server.baseUrl },
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.stdout.setEncoding("utf8").on("data", (text) => process.stdout.write(text.replace(/^/gm, "  ").trimEnd() + "\n"));
  const stop = new AbortController();
  const lives = LIFE.least + Math.random() * (LIFE.most - LIFE.least);
  sleep(lives, undefined, { signal: stop.signal }).then(
    () => child.kill("SIGKILL"),
    () => undefined,
  );
  const [code, signal] = await once(child, "exit");
  stop.abort();
  console.log(signal ? "  killed" : `  ended with ${code}`);
  return code === 0;
}
