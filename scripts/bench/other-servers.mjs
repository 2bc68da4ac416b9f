// @ts-check
// Mock servers that people use instead of the emulator, as their commands start them.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure, root } from "../run.mjs";

const START_MS = 30_000;

/** @typedef {import("./platform.mjs").Exchange} Exchange */

/**
 * Starts both, and stops them after the work.
 * @template T
 * @param {string} folder as `ensureClients` gave it
 * @param {Exchange[]} exchanges what json-server is to answer
 * @param {(baseUrls: { prism: string, jsonServer: string }) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withOtherServers(folder, exchanges, work) {
  const place = await mkdtemp(join(tmpdir(), "atoms-bench-"));
  /** @type {import("node:child_process").ChildProcess[]} */
  const running = [];
  const kill = () => running.forEach((child) => child.kill());
  // Unlike what this benchmark forks, they would outlive it.
  process.once("exit", kill);
  try {
    const [prismPort, jsonPort] = await freePorts(2);
    const bin = (/** @type {string} */ name) => join(folder, "node_modules", ".bin", name);
    const contract = join(root, "tests", "contract", "openapi.yaml");
    running.push(start(bin("prism"), ["mock", contract, "--port", `${prismPort}`, "--host", "127.0.0.1", "--verboseLevel", "silent"]));
    const { database, routes } = await writeDatabase(place, exchanges);
    running.push(start(bin("json-server"), [database, "--routes", routes, "--port", `${jsonPort}`, "--host", "127.0.0.1", "--quiet"]));
    const baseUrls = { prism: `http://127.0.0.1:${prismPort}`, jsonServer: `http://127.0.0.1:${jsonPort}/atoms/v1` };
    await Promise.all(Object.values(baseUrls).map(untilItAnswers));
    return await work(baseUrls);
  } finally {
    await Promise.all(running.map(stop));
    process.off("exit", kill);
    await rm(place, { recursive: true, force: true });
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function start(command, args) {
  return spawn(process.execPath, [command, ...args], { stdio: ["ignore", "ignore", "inherit"] });
}

/** @param {import("node:child_process").ChildProcess} child */
async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill();
  await exited;
}

/**
 * The same bodies, each a document of its own at the path that the platform has it at.
 * @param {string} place
 * @param {Exchange[]} exchanges
 */
async function writeDatabase(place, exchanges) {
  const replies = exchanges.map(({ reply }, id) => ({ id, ...JSON.parse(reply) }));
  const routes = Object.fromEntries(exchanges.map(({ path }, id) => [`/atoms/v1${path}`, `/replies/${id}`]));
  const files = { database: join(place, "db.json"), routes: join(place, "routes.json") };
  await writeFile(files.database, JSON.stringify({ replies }));
  await writeFile(files.routes, JSON.stringify(routes));
  return files;
}

/**
 * @param {number} count
 * @returns {Promise<number[]>}
 */
async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => /** @type {import("node:net").AddressInfo} */ (server.address()).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** @param {string} url */
async function untilItAnswers(url) {
  for (const end = performance.now() + START_MS; performance.now() < end; await sleep(100)) {
    const answers = await fetch(url).then(
      async (reply) => (await reply.arrayBuffer(), true),
      () => false,
    );
    if (answers) return;
  }
  throw new Failure(`a server beside the emulator did not answer at ${url} within ${START_MS / 1_000} s`);
}
