// @ts-check
// Emulators over real HTTP that end with the test file, and ways to talk to them.

import { request as httpRequest } from "node:http";
import { connect as connectSocket } from "node:net";
import { after } from "node:test";
import { serve } from "atoms-lifecycle/emulator/server";
import { checkedFetch } from "../contract/checked-fetch.mjs";

const checked = checkedFetch(fetch, { sender: "test" });

/**
 * @typedef {import("atoms-lifecycle/emulator/server").ServeOptions} ServeOptions
 * @typedef {import("atoms-lifecycle/emulator/server").EmulatorServer} EmulatorServer
 */

/** @type {EmulatorServer[]} */
const servers = [];
after(() => Promise.allSettled(servers.map((server) => server.close())));

/** @param {ServeOptions} [options] */
export async function start(options) {
  return tracked(await serve(options));
}

/** @param {EmulatorServer} server */
export function tracked(server) {
  servers.push(server);
  return server;
}

/**
 * @param {EmulatorServer} server
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<{ status: number, data: any, errors: any }>}
 */
export async function call({ baseUrl }, method, path, body) {
  const response = await checked(baseUrl + path, {
    method,
    headers: { authorization: "Bearer sk_test", ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  /** @type {any} */
  const document = await response.json();
  return { status: response.status, data: document.data, errors: document.errors };
}

/** @param {EmulatorServer} server */
export async function names(server) {
  const { agents } = (await call(server, "GET", "/agent")).data;
  return agents.map((/** @type {any} */ agent) => agent.name).sort();
}

/**
 * A request with headers that fetch would not let through.
 *
 * @param {EmulatorServer} server
 * @param {import("node:http").RequestOptions} options
 * @param {import("node:stream").Readable | Buffer} [body]
 * @returns {Promise<{ status: number | undefined, headers: import("node:http").IncomingHttpHeaders, text: string }>}
 */
export function raw({ url }, options, body) {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { agent: false, ...options }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => (text += chunk));
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, text }));
    }).on("error", reject);
    if (body === undefined || Buffer.isBuffer(body)) {
      request.end(body);
    } else {
      body.pipe(request);
    }
  });
}

/**
 * A bare socket to a server.
 *
 * @param {{ url: string }} server
 * @param {string} [bytes] sent at once, each character a byte
 */
export function open({ url }, bytes) {
  const { hostname, port } = new URL(url);
  const socket = connectSocket(Number(port), hostname);
  if (bytes !== undefined) {
    socket.write(bytes, "latin1");
  }
  socket.on("error", () => {});
  let received = "";
  let changed = () => {};
  socket.on("data", (chunk) => {
    received += chunk.toString("latin1");
    changed();
  });
  socket.on("close", () => changed());
  return {
    socket,
    /**
     * What was received since the last time, once it looks like this.
     *
     * @param {RegExp} pattern
     * @returns {Promise<string>}
     */
    async text(pattern) {
      while (!pattern.test(received)) {
        if (socket.destroyed) {
          throw new Error(`the connection ended with ${JSON.stringify(received.slice(-300))}`);
        }
        await new Promise((resolve) => (changed = () => resolve(undefined)));
      }
      const text = received;
      received = "";
      return text;
    },
    /**
     * Everything, once the server has hung up.
     *
     * @returns {Promise<string>}
     */
    async rest() {
      while (!socket.destroyed) {
        await new Promise((resolve) => (changed = () => resolve(undefined)));
      }
      return received;
    },
  };
}

/**
 * Sends bytes as they are and reads until the server hangs up.
 *
 * @param {{ url: string }} server
 * @param {string} bytes
 */
export function talk(server, bytes) {
  return open(server, bytes).rest();
}

/**
 * The answers in what a server sent, taken apart by their lengths.
 *
 * @param {string} text
 */
export function replies(text) {
  const all = [];
  for (let rest = text; rest !== ""; ) {
    const head = /^HTTP\/1\.1 ([0-9]{3}) [^]*?\r\n\r\n/.exec(rest);
    if (head === null) {
      throw new Error(`no answer: ${JSON.stringify(rest.slice(0, 300))}`);
    }
    const chunked = /\r\ntransfer-encoding: chunked/i.test(head[0]);
    const length = Number(/\r\ncontent-length: ([0-9]+)/i.exec(head[0])?.[1] ?? (chunked ? Number.NaN : 0));
    if (Number.isNaN(length)) {
      throw new Error(`an answer without its length: ${head[0]}`);
    }
    const start = head[0].length;
    all.push({ status: Number(head[1]), head: head[0], body: rest.slice(start, start + length) });
    rest = rest.slice(start + length);
  }
  return all;
}
