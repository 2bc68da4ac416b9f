// @ts-check
// Cloudflare's workflow engine in a process of its own, which can be killed and started again.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { modules } from "./installed.mjs";

/** When to give up on an engine that does not answer, or on a workflow that does not end. */
const PATIENCE_MS = 60_000;

/** @typedef {import("cloudflare:workers").InstanceStatus} InstanceStatus */

/**
 * Bundles the worker with the installed package, as Cloudflare's own tool does.
 * @param {string} folder for the bundle
 * @returns {Promise<string>} its main module
 */
export async function bundleWorker(folder) {
  await build({
    entryPoints: [here("release.worker.mjs")],
    outdir: folder,
    bundle: true,
    format: "esm",
    target: "es2022",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:workers"],
    loader: { ".wasm": "copy" },
    nodePaths: [modules],
    logLevel: "warning",
  });
  return join(folder, "release.worker.js");
}

export class Engine {
  #bundle;
  #state;
  /** @type {import("node:child_process").ChildProcess | undefined} */
  #host;
  #address = "";

  /**
   * @param {string} bundle
   * @param {string} state the folder with all that it remembers
   */
  constructor(bundle, state) {
    this.#bundle = bundle;
    this.#state = state;
  }

  async start() {
    const args = [here("engine-host.mjs"), this.#bundle, this.#state];
    // The host starts the runtime as another process: as a group both can be killed.
    const host = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"], detached: true });
    this.#host = host;
    for await (const line of createInterface({ input: host.stdout })) {
      if (line.startsWith("http:")) {
        this.#address = line;
        host.stdout.resume();
        return;
      }
    }
    assert.fail("the engine ended without an address");
  }

  /** Host and runtime, without notice. */
  async kill() {
    const host = this.#host;
    this.#host = undefined;
    if (host?.pid === undefined || host.exitCode !== null) return;
    const ended = once(host, "exit");
    process.kill(-host.pid, "SIGKILL");
    await ended;
  }

  /**
   * @param {string} id of the instance
   * @param {import("./release.worker.mjs").Order} order
   */
  async begin(id, order) {
    await this.#ask("POST", id, JSON.stringify(order));
  }

  /**
   * Makes an engine that was started again see that the instance is not done.
   * Cloudflare's own needs no such nudge, the local one does nothing by itself.
   * @param {string} id
   */
  async wake(id) {
    await this.#ask("PUT", id);
  }

  /**
   * Waits for something that is to happen before the workflow ends.
   * @param {string} id
   * @param {() => boolean} hasHappened
   */
  async runsUntil(id, hasHappened) {
    await this.#watch(id, hasHappened);
  }

  /**
   * @param {string} id
   * @returns {Promise<any>} what the workflow returned
   */
  async outcome(id) {
    const { output } = await this.#watch(id, ({ status }) => status === "complete");
    return output;
  }

  /**
   * @param {string} id
   * @param {(status: InstanceStatus) => boolean} isEnough
   * @returns {Promise<InstanceStatus>}
   */
  async #watch(id, isEnough) {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const seen = await this.#ask("GET", id);
      if (isEnough(seen)) return seen;
      assert.ok(["queued", "running"].includes(seen.status), `the workflow is ${seen.status}: ${seen.error?.message}`);
      assert.ok(Date.now() < deadline, "the workflow makes no headway");
      await sleep(50);
    }
  }

  /**
   * @param {string} method
   * @param {string} id
   * @param {string} [body]
   * @returns {Promise<InstanceStatus>}
   */
  async #ask(method, id, body) {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const reply = await fetch(new URL(id, this.#address), { method, signal, ...(body !== undefined && { body }) });
    const text = await reply.text();
    assert.equal(reply.status, 200, text);
    return JSON.parse(text);
  }
}

/** @param {string} name of a file beside this one */
function here(name) {
  return fileURLToPath(new URL(name, import.meta.url));
}
