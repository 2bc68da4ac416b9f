// @ts-check
// A browser, and a site whose pages reach the installed package and the tests that run in both hosts.
import { createServer } from "node:http";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

/** The package as it was installed. */
export const installed = join(process.env["ATOMS_PROJECT"] ?? "", "node_modules", "atoms-lifecycle");

/** Tests that run in Node and in a page, at `/hostile/`. */
const SHARED = fileURLToPath(new URL("../", import.meta.url));

const TYPES = new Map([
  [".js", "text/javascript"],
  [".mjs", "text/javascript"],
  [".wasm", "application/wasm"],
  [".html", "text/html"],
]);

/** Pages of this machine, in a browser. */
export class Site {
  /** @type {import("playwright-core").Browser} */
  #browser;
  /** @type {import("node:http").Server} */
  #server;

  /**
   * @param {import("playwright-core").Browser} browser
   * @param {import("node:http").Server} server
   */
  constructor(browser, server) {
    this.#browser = browser;
    this.#server = server;
  }

  /** @param {string} [host] a name of this machine */
  async openPage(host = "127.0.0.1") {
    const page = await this.#browser.newPage();
    const address = /** @type {import("node:net").AddressInfo} */ (this.#server.address());
    await page.goto(`http://${host}:${address.port}/`);
    return page;
  }

  async close() {
    await this.#browser.close();
    this.#server.close();
  }
}

/** @returns {Promise<Site>} */
export async function openSite() {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://page").pathname;
    try {
      const body = path === "/" ? "<!doctype html><title>page</title>" : await readFile(join(path.startsWith("/hostile/") ? SHARED : installed, path));
      response.writeHead(200, { "content-type": TYPES.get(extname(path)) ?? "text/html" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const browser = await chromium.launch({
    ...(process.env["CHROME_BIN"] ? { executablePath: process.env["CHROME_BIN"] } : {}),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  return new Site(browser, server);
}
