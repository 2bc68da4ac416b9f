// @ts-check
// The site that the browsers visit: the installed package and the tests, as
// they lie in the repository, so that a page's imports are the editor's too.
import { createServer } from "node:http";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const TYPES = new Map([
  [".html", "text/html"],
  [".js", "text/javascript"],
  [".mjs", "text/javascript"],
  [".wasm", "application/wasm"],
]);

/** As strict as a page can be that compiles WebAssembly and calls the emulator. */
const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' http://127.0.0.1:*";

const tests = fileURLToPath(new URL("..", import.meta.url));

/**
 * @param {string} installed the folder of the installed package
 * @returns {Promise<{ url: (page: string) => URL, close: () => void }>}
 */
export async function openSite(installed) {
  /** @type {readonly [string, string][]} */
  const folders = [["/pkg/", installed], ["/tests/", tests]];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://site");
    const [prefix, folder] = folders.find(([prefix]) => pathname.startsWith(prefix)) ?? [];
    if (prefix === undefined || folder === undefined) return response.writeHead(404).end();
    const body = await readFile(join(folder, pathname.slice(prefix.length))).catch(() => undefined);
    if (body === undefined) return response.writeHead(404).end();
    response.setHeader("content-type", TYPES.get(extname(pathname)) ?? "text/plain");
    response.setHeader("x-content-type-options", "nosniff");
    if (pathname.endsWith("/strict.html")) response.setHeader("content-security-policy", STRICT);
    response.end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: (page) => new URL(`http://127.0.0.1:${port}/tests/browsers/pages/${page}.html`),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
