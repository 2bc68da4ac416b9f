// @ts-check
// A server of static files as any reader has one, and a browser before it.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";

const TYPES = new Map([[".js", "text/javascript"], [".wasm", "application/wasm"], [".html", "text/html"]]);

/**
 * @param {string} folder
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function serveFolder(folder) {
  const site = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://page");
    const path = pathname === "/" ? "/index.html" : pathname;
    const body = await readFile(join(folder, path)).catch(() => undefined);
    response.writeHead(body ? 200 : 404, { "content-type": TYPES.get(extname(path)) ?? "text/plain" }).end(body);
  });
  const { port } = await listen(site);
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      site.close();
      site.closeAllConnections();
    },
  };
}

/**
 * @param {string} folder
 * @returns {Promise<import("playwright-core").Page>} whose browser the caller closes
 */
export async function openPage(folder) {
  const site = await serveFolder(folder);
  const executablePath = process.env["CHROME_BIN"];
  const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ["--no-sandbox", "--disable-gpu"] });
  browser.once("disconnected", () => site.close());
  return browser.newPage({ baseURL: site.url });
}

/** @returns {Promise<number>} a port that nobody listens on at the moment */
export async function freePort() {
  const server = createServer();
  const { port } = await listen(server);
  server.close();
  return port;
}

/**
 * @param {import("node:http").Server} server
 * @returns {Promise<import("node:net").AddressInfo>}
 */
async function listen(server) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return /** @type {import("node:net").AddressInfo} */ (server.address());
}
