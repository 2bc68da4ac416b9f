// @ts-check
// Stands between a client and the platform and checks what passes, for clients
// whose fetch is out of reach: a page, curl. It changes nothing.
import { createServer, request as open } from "node:http";
import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import { OUTSIDE } from "./exchanges.mjs";
import { exchanges } from "./process-exchanges.mjs";

/** @typedef {import("node:http").IncomingMessage} IncomingMessage */

/**
 * @param {string} baseUrl of the platform
 * @param {import("./exchanges.mjs").Sender} [sender] who is on the other side
 * @returns {Promise<{ baseUrl: string, close: () => void }>}
 */
export async function checkingProxy(baseUrl, sender = "client") {
  const platform = new URL(baseUrl);
  const proxy = createServer((request, response) => {
    pass(platform, sender, request, response).catch((/** @type {Error} */ error) => {
      response.destroy();
      // What was not passed on was not checked; a client that hung up wants neither.
      if (request.errored) return;
      exchanges.violations.push(`${request.method} ${request.url} was not passed on: ${error.message}`);
    });
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (proxy.address());
  return {
    baseUrl: `http://127.0.0.1:${port}${platform.pathname}`,
    close: () => {
      proxy.close();
      proxy.closeAllConnections();
    },
  };
}

/**
 * @param {URL} platform
 * @param {import("./exchanges.mjs").Sender} sender
 * @param {IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
async function pass(platform, sender, request, response) {
  const { method = "", url = "" } = request;
  const asked = await buffer(request);
  const sent = { method, url: new URL(url, platform), headers: headersOf(request), body: asked.toString() };
  // A preflight is the browser's own question, and no operation.
  const preflight = method === "OPTIONS";
  if (!preflight) exchanges.request(sent);

  const onward = open(sent.url, { method, headers: pairsBut(OUTSIDE, request.rawHeaders).flat() });
  const [answer] = /** @type {[IncomingMessage]} */ (await once(onward.end(asked), "response"));
  const said = await buffer(answer);
  const answered = { status: answer.statusCode ?? 0, headers: headersOf(answer), body: said.toString() };
  if (!preflight) exchanges.response(sent, answered, sender);
  response.writeHead(answered.status, pairsBut("transfer-encoding", answer.rawHeaders).flat()).end(said);
}

/** @param {IncomingMessage} message */
const headersOf = ({ rawHeaders }) => new Headers(pairsBut("", rawHeaders));

/**
 * @param {string} dropped the name of a header
 * @param {string[]} raw name, value, name, value…
 * @returns {[string, string][]}
 */
function pairsBut(dropped, raw) {
  /** @type {[string, string][]} */
  const pairs = [];
  for (let at = 0; at < raw.length; at += 2) {
    const [name, value] = [`${raw[at]}`, `${raw[at + 1]}`];
    if (name.toLowerCase() !== dropped) pairs.push([name, value]);
  }
  return pairs;
}
