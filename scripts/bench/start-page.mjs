// @ts-check
// Pages of Chromium that load a bundled client from a server of static files.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { packageFolder } from "../build/package.mjs";
import { Failure } from "../run.mjs";
import { ensureBrowser } from "../system.mjs";
import { clientFile } from "./clients.mjs";

const CLIENTS = ["atoms-lifecycle", "openai"];

/** @typedef {(name: string, agentId: string) => Promise<[cold: number, warm: number]>} StartInPage */

/**
 * @template T
 * @param {string} folder as `ensureClients` gave it
 * @param {string} agent what the platform answers
 * @param {(start: StartInPage) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withPages(folder, agent, work) {
  const { chromium } = await import("playwright-core");
  const { CHROME_BIN: executablePath } = await ensureBrowser();
  const server = createServer(await site(folder, agent));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    return await work((name, agentId) => start(browser, `http://127.0.0.1:${port}`, name, agentId));
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

/**
 * In a context of its own, where nothing is cached; then in the same page, loaded again.
 * @param {import("playwright-core").Browser} browser
 * @param {string} origin
 * @param {string} name
 * @param {string} agentId
 * @returns {Promise<[number, number]>}
 */
async function start(browser, origin, name, agentId) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${origin}/${name}/`);
    const cold = await page.evaluate(firstRequest, { name, agentId });
    await page.reload();
    return [cold, await page.evaluate(firstRequest, { name, agentId })];
  } finally {
    await context.close();
  }
}

/**
 * In the page: it can name nothing outside itself.
 * @param {{ name: string, agentId: string }} about
 * @returns {Promise<number>} milliseconds from the import to the request
 */
async function firstRequest({ name, agentId }) {
  let sentAt = Number.NaN;
  /** @type {typeof globalThis.fetch} */
  const watched = (...args) => {
    sentAt = performance.now();
    return fetch(...args);
  };
  const began = performance.now();
  const { open } = await import(`${location.origin}/${name}/bundle.js`);
  const client = await open({ baseUrl: `${location.origin}/atoms/v1`, apiKey: "sk_bench", fetch: watched });
  await client.getAgent(agentId);
  return sentAt - began;
}

/**
 * @param {string} folder
 * @param {string} agent
 * @returns {Promise<import("node:http").RequestListener>}
 */
async function site(folder, agent) {
  /** @type {Map<string, { type: string, body: string | Uint8Array }>} */
  const files = new Map();
  for (const name of CLIENTS) {
    files.set(`/${name}/`, { type: "text/html", body: '<!doctype html><link rel="icon" href="data:,">' });
    files.set(`/${name}/bundle.js`, { type: "text/javascript", body: await bundle(clientFile(folder, name)) });
  }
  // Where the bundle looks for it: esbuild leaves `import.meta.url` as it is.
  const wasm = await readFile(join(packageFolder, "client", "client.wasm"));
  files.set("/atoms-lifecycle/client/client.wasm", { type: "application/wasm", body: wasm });
  return (request, response) => {
    const url = request.url ?? "";
    const isCall = url.startsWith("/atoms/v1/");
    const file = isCall ? { type: "application/json", body: agent } : files.get(url);
    const cached = isCall ? "no-store" : "max-age=3600";
    response.writeHead(file ? 200 : 404, { "content-type": file?.type ?? "text/plain", "cache-control": cached });
    response.end(file?.body);
  };
}

/**
 * @param {string} file
 * @returns {Promise<Uint8Array>}
 */
async function bundle(file) {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    ...{ entryPoints: [file], platform: "browser", format: "esm", bundle: true, minify: true, write: false },
  });
  const [output] = outputFiles;
  if (!output) throw new Failure(`esbuild made nothing of ${file}`);
  return output.contents;
}
