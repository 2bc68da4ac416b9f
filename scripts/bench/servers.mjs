// @ts-check
// Servers in processes of their own: the load must not share a thread with them.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Failure } from "../run.mjs";

/** @typedef {import("./server-process.mjs").Setup} Setup */

const PROCESS = fileURLToPath(new URL("server-process.mjs", import.meta.url));

/** A server that runs. */
export class Server {
  /** @type {import("node:child_process").ChildProcess} */
  #child;

  /**
   * @param {import("node:child_process").ChildProcess} child
   * @param {string} baseUrl
   */
  constructor(child, baseUrl) {
    this.#child = child;
    this.baseUrl = baseUrl;
  }

  /** @returns {Promise<number>} the part of the time since the last question that its thread worked, 0 to 1 */
  async busy() {
    return this.#ask("busy");
  }

  /** @returns {Promise<import("./distant-platform.mjs").Asked[]>} what it was asked for since the last question */
  async log() {
    return this.#ask("log");
  }

  /** @param {import("./server-process.mjs").Question} question */
  #ask(question) {
    this.#child.send(question);
    return answerOf(this.#child);
  }

  /** @returns {Promise<void>} */
  async stop() {
    if (!this.#child.connected) return; // It has ended by itself.
    const exited = once(this.#child, "exit");
    this.#child.disconnect();
    await exited;
  }
}

/**
 * Starts servers, and stops them after the work.
 * @template {string} Name
 * @template T
 * @param {Record<Name, Setup>} setups
 * @param {(servers: Record<Name, Server>) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withServers(setups, work) {
  const servers = /** @type {Record<Name, Server>} */ ({});
  try {
    for (const name of /** @type {Name[]} */ (Object.keys(setups))) servers[name] = await start(setups[name]);
    return await work(servers);
  } finally {
    await Promise.all(/** @type {Server[]} */ (Object.values(servers)).map((server) => server.stop()));
  }
}

/** @param {Setup} setup */
async function start(setup) {
  const child = fork(PROCESS, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  child.send(setup);
  return new Server(child, await answerOf(child));
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<any>}
 */
function answerOf(child) {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Failure("a server of the benchmark ended by itself: see above"));
    child.once("exit", gone);
    child.once("message", (message) => {
      child.off("exit", gone);
      resolve(message);
    });
  });
}
