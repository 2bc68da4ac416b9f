// @ts-check
// Cloudflare's runtime, with one Worker for each entry of the package.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Miniflare } from "miniflare";

const SOURCE = fileURLToPath(new URL("lifecycle.worker.mjs", import.meta.url));

/** @typedef {{ fetch(url: string): Promise<Response> }} Service */

export class Workers {
  #runtime;

  /** @param {Miniflare} runtime */
  constructor(runtime) {
    this.#runtime = runtime;
  }

  /**
   * Bundles the Worker with the installed package, as Cloudflare's own tool does.
   * @param {string} modules where a bundler finds the package
   * @param {string} folder for the bundle
   * @param {readonly string[]} entries each gets a Worker of its own, which has loaded nothing
   * @returns {Promise<Workers>}
   */
  static async start(modules, folder, entries) {
    await build({
      entryPoints: [SOURCE],
      outdir: folder,
      bundle: true,
      format: "esm",
      target: "es2022",
      conditions: ["workerd", "worker", "browser"],
      loader: { ".wasm": "copy" },
      nodePaths: [modules],
      logLevel: "warning",
    });
    const runtime = new Miniflare({
      workers: entries.map((name) => ({
        name,
        modulesRoot: folder,
        scriptPath: join(folder, "lifecycle.worker.js"),
        modules: true,
        modulesRules: [
          { type: "ESModule", include: ["**/*.js"] },
          { type: "CompiledWasm", include: ["**/*.wasm"] },
        ],
        // From before a request could wait for what another one began.
        compatibilityDate: "2023-03-01",
      })),
      // Or it asks the internet where this machine is.
      cf: false,
      host: "127.0.0.1",
      port: 0,
    });
    await runtime.ready;
    return new Workers(runtime);
  }

  /**
   * @param {string} entry
   * @param {string} apiKey
   * @param {readonly string[]} places asked for at once: none may wait for what another one began
   * @returns {Promise<string[]>} a line each
   */
  async run(entry, apiKey, places) {
    const worker = /** @type {Service} */ (/** @type {unknown} */ (await this.#runtime.getWorker(entry)));
    return Promise.all(
      places.map(async (place) => {
        const reply = await worker.fetch(`http://worker/?${new URLSearchParams({ entry, apiKey, place })}`);
        const text = await reply.text();
        if (reply.status !== 200) throw new Error(text);
        return text;
      }),
    );
  }

  async close() {
    await this.#runtime.dispose();
  }
}
