// @ts-check
// A load on bare sockets: an HTTP client is slower than the servers measured,
// and would measure itself.
import { connect } from "node:net";
import { Failure } from "../run.mjs";
import { headers } from "./platform.mjs";

const HEAD_END = "\r\n\r\n";

/**
 * Sends a request again and again, over as many connections as are in flight.
 * @param {string} baseUrl
 * @param {import("./platform.mjs").Ask} ask
 * @param {number} inFlight
 * @param {number} ms how long
 * @returns {Promise<number>} answers a second
 * @throws {Failure} on an answer other than 200
 */
export async function load(baseUrl, ask, inFlight, ms) {
  const url = new URL(baseUrl + ask.path);
  const request = bytesOf(url, ask);
  const began = performance.now();
  const connections = Array.from({ length: inFlight }, () => keepAsking(url, request, began + ms));
  const answers = (await Promise.all(connections)).reduce((sum, count) => sum + count, 0);
  return (answers * 1_000) / (performance.now() - began);
}

/**
 * @param {URL} url
 * @param {import("./platform.mjs").Ask} ask
 */
function bytesOf(url, { method, body }) {
  const content = body === undefined ? "" : JSON.stringify(body);
  const all = {
    host: url.host,
    ...headers,
    ...(content && { "content-type": "application/json", "content-length": Buffer.byteLength(content) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from([`${method} ${url.pathname}${url.search} HTTP/1.1`, ...lines].join("\r\n") + HEAD_END + content);
}

/**
 * @param {URL} url
 * @param {Buffer} request
 * @param {number} end
 * @returns {Promise<number>} how many answers came
 */
function keepAsking(url, request, end) {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), url.hostname, () => socket.write(request));
    let answers = 0;
    /** @type {Buffer | undefined} */
    let head;
    /** Bytes of the body still to come; unknown before the head is complete. */
    let left = Number.NaN;
    const fail = (/** @type {string} */ why) => {
      socket.destroy();
      reject(new Failure(`the load on ${url.pathname} stopped: ${why}`));
    };
    socket.on("error", (error) => fail(error.message));
    socket.on("end", () => fail("the server closed the connection"));
    socket.on("data", (chunk) => {
      if (Number.isNaN(left)) {
        head = head ? Buffer.concat([head, chunk]) : chunk;
        const headEnd = head.indexOf(HEAD_END);
        if (headEnd < 0) return;
        const text = head.toString("latin1", 0, headEnd);
        const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
        if (!text.startsWith("HTTP/1.1 200 ") || length === undefined) return fail(`it answered ${text.split("\r\n", 1)[0]}`);
        left = Number(length) - (head.length - headEnd - HEAD_END.length);
        head = undefined;
      } else {
        left -= chunk.length;
      }
      if (left > 0) return;
      left = Number.NaN;
      answers += 1;
      if (performance.now() < end) {
        socket.write(request);
      } else {
        socket.destroy();
        resolve(answers);
      }
    });
  });
}
