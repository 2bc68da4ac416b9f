// @ts-check
// The process of one server. It is told what to serve, and answers where it
// does; it is asked how busy it was, and ends with the process that asked.
import { once } from "node:events";
import { createServer } from "node:http";
import { performance } from "node:perf_hooks";

/** @typedef {import("./platform.mjs").Exchange} Exchange */

/**
 * What to serve: an emulator, or replies as they are, without any thought.
 * @typedef {{ emulator: import("../../pkg/server.js").ServeOptions } | { exchanges: Exchange[] }} Setup
 */

process.once("message", async (/** @type {Setup} */ setup) => {
  process.send?.("emulator" in setup ? await serveEmulator(setup.emulator) : await serveReplies(setup.exchanges));
  let asked = performance.eventLoopUtilization();
  process.on("message", () => {
    const now = performance.eventLoopUtilization();
    process.send?.(performance.eventLoopUtilization(now, asked).utilization);
    asked = now;
  });
});
process.once("disconnect", () => process.exit());

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
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return `http://127.0.0.1:${port}${base}`;
}
