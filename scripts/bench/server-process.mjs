// @ts-check
// The process of one server. It is told what to serve, and answers where it
// does; it is asked about its work, and ends with the process that asked.
import { once } from "node:events";
import { createServer } from "node:http";
import { performance } from "node:perf_hooks";

/** @typedef {import("./platform.mjs").Exchange} Exchange */
/** @typedef {import("./distant-platform.mjs").Asked} Asked */

/**
 * What to serve: an emulator, one that is a round trip away, or replies as
 * they are, without any thought.
 * @typedef {{ emulator: import("../../pkg/server.js").ServeOptions } | { distant: import("./distant-platform.mjs").Distant } | { exchanges: Exchange[] }} Setup
 */

/** @typedef {"busy" | "log"} Question since the last time: how busy it was, what it was asked for */

process.once("message", async (/** @type {Setup} */ setup) => {
  const { baseUrl, log = [] } = await serve(setup);
  process.send?.(baseUrl);
  let asked = performance.eventLoopUtilization();
  process.on("message", (/** @type {Question} */ question) => {
    if (question === "log") return process.send?.(log.splice(0));
    const now = performance.eventLoopUtilization();
    process.send?.(performance.eventLoopUtilization(now, asked).utilization);
    asked = now;
  });
});
process.once("disconnect", () => process.exit());

/**
 * @param {Setup} setup
 * @returns {Promise<{ baseUrl: string, log?: Asked[] }>}
 */
async function serve(setup) {
  if ("exchanges" in setup) return { baseUrl: await serveReplies(setup.exchanges) };
  if ("emulator" in setup) return { baseUrl: await serveEmulator(setup.emulator) };
  const { serveDistant } = await import("./distant-platform.mjs");
  return serveDistant(setup.distant);
}

/** @param {import("../../pkg/server.js").ServeOptions} options */
async function serveEmulator(options) {
  const { serve } = await import("../../pkg/server.js");
  return (await serve(options)).baseUrl;
}

/** @param {Exchange[]} exchanges */
async function serveReplies(exchanges) {
  const base = "/atoms/v1";
  const bodies = new Map(
    exchanges.map(({ method, path, reply }) => [`${method} ${base}${path}`, Buffer.from(reply)]),
  );
  const server = createServer((request, response) => {
    const body = bodies.get(`${request.method} ${request.url}`);
    const answer = () => {
      response.writeHead(body ? 200 : 404, { "content-type": "application/json", "content-length": body?.length ?? 0 });
      response.end(body);
    };
    if (request.method === "GET") answer();
    else request.resume().once("end", answer);
  });
  // A connection that waits its turn beside other contenders is none that is over.
  server.keepAliveTimeout = 0;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return `http://127.0.0.1:${port}${base}`;
}
