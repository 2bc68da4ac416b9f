// @ts-check
// What a network, a gateway and a platform can do to one request.
import { withHeader } from "./fault-proxy.mjs";

/** @typedef {import("./fault-proxy.mjs").Fault} Fault */
/** @typedef {import("./fault-proxy.mjs").Exchange} Exchange */
/** @typedef {import("./fault-proxy.mjs").Message} Message */
/** @typedef {import("node:net").Socket} Socket */

const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {Buffer} body */
const halfOf = (body) => body.subarray(0, body.length >> 1);

/**
 * @param {Socket} socket
 * @param {string} head
 * @param {Buffer} [body]
 */
function write(socket, head, body) {
  socket.write(`${head}\r\n\r\n`);
  if (body !== undefined) socket.write(body);
}

/**
 * A reply that the platform did not write.
 * @param {string} status
 * @param {string} type
 * @param {string} text
 * @param {string} [headers]
 * @returns {Message}
 */
function reply(status, type, text, headers = "") {
  const body = Buffer.from(text);
  return { head: `HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}${headers}`, body };
}

const RATE_LIMITED = reply(
  "429 Too Many Requests",
  "application/json",
  JSON.stringify({ status: false, error: "Rate limit exceeded", code: "RATE_LIMIT_EXCEEDED", retry_after: 1 }),
  "\r\nretry-after: 1",
);
const FAILED = reply("500 Internal Server Error", "application/json", JSON.stringify({ status: false, errors: ["oops"] }));
const BAD_GATEWAY = reply("502 Bad Gateway", "text/html", "<html><body><h1>502 Bad Gateway</h1></body></html>");

/**
 * Sends the body bit by bit, for as long as the client listens.
 * @param {Exchange} exchange
 * @param {number} pieces
 * @param {number} everyMs
 */
async function drip({ socket, deliver }, pieces, everyMs) {
  const { head, body } = await deliver();
  write(socket, withHeader(head, "connection", "close"));
  const size = Math.ceil(body.length / pieces);
  for (let at = 0; at < body.length && !socket.destroyed; at += size) {
    socket.write(body.subarray(at, at + size));
    await pause(everyMs);
  }
  socket.end();
}

/** A connection that breaks off before the request is read, in the client's eyes as any other. */
export const unreachable = /** @type {Fault} */ ({
  name: "unreachable from then on",
  lasts: true,
  strike: ({ socket }) => socket.resetAndDestroy(),
});

/** One request goes wrong, and what comes after it goes well. */
export const faults = /** @type {readonly Fault[]} */ ([
  { name: "reset before the server got it", strike: ({ socket }) => socket.resetAndDestroy() },
  {
    name: "executed, then reset",
    onWrites: true,
    strike: async ({ socket, deliver }) => {
      await deliver();
      socket.resetAndDestroy();
    },
  },
  {
    name: "reset in mid-body",
    strike: async ({ socket, deliver }) => {
      const { head, body } = await deliver();
      write(socket, head, halfOf(body));
      // A reset overtakes what was not read.
      await pause(20);
      socket.resetAndDestroy();
    },
  },
  {
    name: "half a body, then the end",
    strike: async ({ socket, deliver }) => {
      const { head, body } = await deliver();
      write(socket, head, halfOf(body));
      socket.end();
    },
  },
  {
    name: "half the chunks, then the end",
    strike: async ({ socket, deliver }) => {
      const { head, body } = await deliver();
      const chunk = halfOf(body);
      write(socket, withHeader(head.replace(/\r\ncontent-length: *\d+/i, ""), "transfer-encoding", "chunked"));
      socket.write(`${chunk.length.toString(16)}\r\n`);
      socket.write(chunk);
      socket.end("\r\n");
    },
  },
  { name: "never answered, not executed", stalls: true, strike: () => {} },
  { name: "never answered, executed", stalls: true, onWrites: true, strike: ({ deliver }) => deliver() },
  {
    name: "executed when the call is over",
    stalls: true,
    late: true,
    onWrites: true,
    strike: ({ deliver, later }) => later(deliver),
  },
  { name: "dripping in time", strike: (exchange) => drip(exchange, 8, 5) },
  { name: "dripping too slowly", stalls: true, strike: (exchange) => drip(exchange, 1_000, 100) },
  { name: "429 with Retry-After", strike: ({ answer }) => answer(RATE_LIMITED) },
  { name: "500, not executed", strike: ({ answer }) => answer(FAILED) },
  {
    name: "502 with a page, executed",
    strike: async ({ answer, deliver }) => {
      await deliver();
      answer(BAD_GATEWAY);
    },
  },
  {
    name: "half the JSON, of the right length",
    strike: async ({ answer, deliver }) => {
      const { head, body } = await deliver();
      const half = halfOf(body);
      answer({ head: withHeader(head, "content-length", half.length), body: half });
    },
  },
  {
    name: "an empty body",
    strike: async ({ answer, deliver }) => {
      const { head } = await deliver();
      answer({ head: withHeader(head, "content-length", 0), body: Buffer.alloc(0) });
    },
  },
  { name: "refused" },
  {
    name: "delivered twice, the first reply arrives",
    onWrites: true,
    strike: async ({ answer, deliver }) => {
      const first = await deliver();
      await deliver();
      answer(first);
    },
  },
  {
    name: "delivered twice, the second reply arrives",
    onWrites: true,
    strike: async ({ answer, deliver }) => {
      await deliver();
      answer(await deliver());
    },
  },
]);

/**
 * @param {string} name
 * @returns {Fault}
 */
export function faultNamed(name) {
  const found = faults.find((fault) => fault.name === name);
  if (found === undefined) throw new Error(`no fault is called "${name}"`);
  return found;
}
