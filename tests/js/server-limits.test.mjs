// @ts-check
// Clients that hold on: each is let go of after a limit, which is small here.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { call, names, open, replies, start, tracked } from "./served.mjs";

/**
 * @typedef {import("../../pkg/http-server.js").Limits} Limits
 */

const installed = dirname(createRequire(import.meta.url).resolve("atoms-lifecycle/package.json"));

/** @type {typeof import("../../pkg/serving.js")} */
const { serveWithin } = await import(pathToFileURL(join(installed, "serving.js")).href);

const LARGE = 60_000;

/** Nothing ends by itself, so that a test sees the one limit that it sets. */
const ENDLESS = { headersTimeoutMs: LARGE, requestTimeoutMs: LARGE, idleTimeoutMs: LARGE, checkEveryMs: 20, mostDroppedBytes: 2 ** 40 };

/** @param {Partial<Limits>} limits */
async function startWithin(limits) {
  return tracked(await serveWithin({ ...ENDLESS, ...limits }, {}));
}

const HEAD = "POST /atoms/v1/agent HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer sk_test\r\n";

/**
 * Sends for as long as anybody reads, as fast as it is read.
 *
 * @param {import("node:net").Socket} socket
 * @param {string} bytes
 */
async function pour(socket, bytes) {
  while (!socket.destroyed) {
    if (socket.write(bytes, "latin1")) {
      await sleep(1);
    } else {
      await new Promise((resolve) => socket.once("drain", resolve).once("close", resolve));
    }
  }
}

/**
 * Sends drop by drop.
 *
 * @param {import("node:net").Socket} socket
 * @param {string} bytes
 */
async function drip(socket, bytes) {
  while (!socket.destroyed) {
    socket.write(bytes, "latin1");
    await sleep(20);
  }
}

/** @param {string} text */
function isTimeout(text) {
  const [reply, ...more] = replies(text);
  assert.equal(reply?.status, 408);
  assert.equal(JSON.parse(reply.body).status, false);
  assert.deepEqual(more, []);
}

describe("a client", { concurrency: true, timeout: 60_000 }, () => {
  test("whose headers never end is cut off", async () => {
    const server = await startWithin({ headersTimeoutMs: 200 });
    const { socket, rest } = open(server, HEAD);
    void drip(socket, "x: y\r\n");
    isTimeout(await rest());
    assert.deepEqual(await names(server), []);
  });

  test("that says nothing is cut off", async () => {
    const server = await startWithin({ headersTimeoutMs: 200 });
    isTimeout(await open(server).rest());
  });

  test("whose body never ends is cut off", async () => {
    const server = await startWithin({ headersTimeoutMs: 200, requestTimeoutMs: 400 });
    const sized = open(server, `${HEAD}content-length: 100000\r\n\r\n{`);
    void drip(sized.socket, " ");
    const chunked = open(server, `${HEAD}transfer-encoding: chunked\r\n\r\n`);
    void drip(chunked.socket, "1\r\n \r\n");
    isTimeout(await sized.rest());
    isTimeout(await chunked.rest());
    assert.deepEqual(await names(server), []);
  });

  test("whose refused body never ends gets the refusal alone, and is cut off", async () => {
    const server = await startWithin({ headersTimeoutMs: 200, requestTimeoutMs: 400 });
    for (const lines of ["host: localhost\r\n", "host: evil.test\r\n"]) {
      const { socket, rest } = open(server, `${HEAD.replace("host: localhost\r\n", lines)}content-length: 2000000\r\n\r\n`);
      void drip(socket, " ");
      assert.deepEqual(replies(await rest()).map((reply) => reply.status), [lines.includes("evil") ? 403 : 413]);
    }
    await names(server);
  });

  test("that floods is refused, and not read for ever", async () => {
    const server = await startWithin({ mostDroppedBytes: 4 << 20 });
    const chunk = `10000\r\n${" ".repeat(0x10000)}\r\n`;
    for (const host of ["localhost", "evil.test"]) {
      const { socket, rest } = open(server, `${HEAD.replace("localhost", host)}transfer-encoding: chunked\r\n\r\n`);
      await pour(socket, chunk);
      assert.deepEqual(replies(await rest()).map((reply) => reply.status), [host === "localhost" ? 413 : 403]);
      assert.ok(socket.bytesWritten > 4 << 20);
    }
    assert.deepEqual(await names(server), []);
  });

  test("that goes on after it was given up gets its answer, and is cut off", async () => {
    const server = await startWithin({});
    const { socket, rest } = open(server, "hello\r\n\r\n");
    // It doesn't hang up by itself.
    socket.allowHalfOpen = true;
    await drip(socket, "world");
    assert.deepEqual(replies(await rest()).map((reply) => reply.status), [400]);
  });

  test("that never reads its replies is cut off, and nobody else waits", async () => {
    const server = await startWithin({ idleTimeoutMs: 500 });
    for (let made = 0; made < 100; made += 1) {
      await call(server, "POST", "/agent", { name: "n".repeat(100) });
    }
    const { socket } = open(server);
    socket.pause();
    // The end is seen by a write that nobody takes.
    void pour(socket, `${HEAD.replace("POST", "GET")}\r\n`.repeat(100));
    await new Promise((resolve) => socket.once("error", resolve));
    assert.equal((await names(server)).length, 10);
  });
});


test("serve() has them", async () => {
  isTimeout(await open(await start(), HEAD).rest());
});
