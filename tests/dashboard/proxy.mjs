// @ts-check
// A team's own server: the dashboard's files, and the platform for those who
// have its session's cookie. The key is added here and seen by no page.
import { createServer } from "node:http";
import { once } from "node:events";
import { text } from "node:stream/consumers";

const PATH = "/api/atoms";

/** As a sign-in page of that server would set it: no script can read it. */
export const SESSION = { name: "team", value: "signed-in", httpOnly: true, sameSite: /** @type {const} */ ("Lax") };

/** What the client reads of a reply. */
const PASSED = ["content-type", "retry-after", "x-request-id"];

/**
 * @typedef {object} Team
 * @property {string} site where the dashboard's files are
 * @property {string} baseUrl of the platform
 * @property {string} key
 */

/**
 * @param {Team} team
 * @returns {Promise<{ url: string, baseUrl: string, asked: import("node:http").IncomingHttpHeaders[], close: () => void }>}
 */
export async function openProxy(team) {
  /** @type {import("node:http").IncomingHttpHeaders[]} */
  const asked = [];
  const server = createServer(async (request, response) => {
    const { pathname, search } = new URL(request.url ?? "/", "http://proxy");
    // Pages of the dashboard's own address may ask too: they are another origin.
    const shared = { "access-control-allow-origin": new URL(team.site).origin, "access-control-allow-credentials": "true", vary: "origin" };
    if (request.method === "OPTIONS") {
      const allowed = { "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE", "access-control-allow-headers": "content-type" };
      return response.writeHead(204, { ...shared, ...allowed }).end();
    }
    if (!pathname.startsWith(`${PATH}/`)) return answer(response, await fetch(new URL(`.${pathname}`, team.site)), {});
    asked.push(request.headers);
    const isSignedIn = request.headers.cookie === `${SESSION.name}=${SESSION.value}`;
    const reply = isSignedIn ? await pass(team, pathname + search, request) : Response.json({ status: false, errors: ["sign in"] }, { status: 401 });
    return answer(response, reply, shared);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const url = `http://127.0.0.1:${port}/`;
  return {
    url,
    baseUrl: new URL(PATH, url).href,
    asked,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * @param {Team} team
 * @param {string} path
 * @param {import("node:http").IncomingMessage} request
 */
async function pass({ baseUrl, key }, path, request) {
  const body = await text(request);
  return fetch(baseUrl + path.slice(PATH.length), {
    method: request.method ?? "GET",
    headers: { authorization: `Bearer ${key}`, ...(body !== "" && { "content-type": "application/json" }) },
    ...(body !== "" && { body }),
  });
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {Response} reply
 * @param {Record<string, string>} more headers
 */
async function answer(response, reply, more) {
  const headers = PASSED.flatMap((name) => (reply.headers.has(name) ? [[name, reply.headers.get(name) ?? ""]] : []));
  response.writeHead(reply.status, { ...Object.fromEntries(headers), ...more }).end(Buffer.from(await reply.arrayBuffer()));
}
