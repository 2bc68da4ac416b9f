// @ts-check
// An emulator that is a round trip away, and remembers what it was asked.
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { emulate } from "../../pkg/emulator.node.js";

/**
 * @typedef {object} Distant
 * @property {import("../../pkg/emulator.node.js").EmulateOptions} emulator
 * @property {number} roundTripMs half of it before a request is answered, half after
 */

/**
 * @typedef {object} Asked
 * @property {string} agentId
 * @property {string} request such as `POST /drafts/abc/publish`, below the agent
 * @property {number} status
 * @property {number} at when the platform had done it, in Unix milliseconds
 */

/**
 * @param {Distant} distant
 * @returns {Promise<{ baseUrl: string, log: Asked[] }>} the log grows
 */
export async function serveDistant({ emulator: options, roundTripMs }) {
  const emulator = await emulate(options);
  /** @type {Asked[]} */
  const log = [];
  const server = createServer(async (request, response) => {
    const { method = "", url = "", headers } = request;
    const body = await text(request);
    await travel(roundTripMs / 2);
    const reply = await emulator.fetch(new URL(url, emulator.baseUrl), {
      method,
      headers: /** @type {Record<string, string>} */ (headers),
      ...(body && { body }),
    });
    const [, agentId = "", rest = ""] = /\/agent\/([^/?]+)(.*)/.exec(url) ?? [];
    log.push({ agentId, request: `${method} ${rest}`, status: reply.status, at: Date.now() });
    const content = Buffer.from(await reply.arrayBuffer());
    await travel(roundTripMs / 2);
    response.writeHead(reply.status, { ...Object.fromEntries(reply.headers), "content-length": content.length });
    response.end(content);
  });
  server.keepAliveTimeout = 0;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { baseUrl: `http://127.0.0.1:${port}/atoms/v1`, log };
}

/** @param {number} ms */
async function travel(ms) {
  if (ms > 0) await sleep(ms);
}
