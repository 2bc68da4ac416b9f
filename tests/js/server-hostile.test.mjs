// @ts-check
// Requests that nobody means well with, over bare sockets: each gets an
// answer, and after each the server answers others.

import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent } from "node:http";
import { before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { names, open, raw, replies, start, talk } from "./served.mjs";

const LIMIT = 1_048_576;
const KEY = "authorization: Bearer sk_test\r\n";
const POST = { method: "POST", path: "/atoms/v1/agent", headers: { authorization: "Bearer sk_test" } };

/** @type {import("./served.mjs").EmulatorServer} */
let server;
before(async () => {
  server = await start();
});

/** The server is there for others, and nothing was made. */
async function isUnharmed() {
  assert.deepEqual(await names(server), []);
}

/**
 * The one answer to a request, which has the API's envelope.
 *
 * @param {string} bytes
 * @param {number} status
 * @param {RegExp} [said]
 */
async function refused(bytes, status, said = /./) {
  const all = replies(await talk(server, bytes));
  const about = `${bytes.slice(0, 60)}: ${JSON.stringify(all).slice(0, 200)}`;
  assert.equal(all.length, 1, about);
  assert.equal(all[0]?.status, status, about);
  const document = JSON.parse(all[0]?.body ?? "");
  assert.equal(document.status, false, about);
  assert.match(document.errors[0], said, about);
  await isUnharmed();
}

/** @param {string} lines @param {string} [body] */
const post = (lines, body = "") => `POST /atoms/v1/agent HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n${KEY}${lines}\r\n${body}`;
/** @param {string} body @param {string} [lines] */
const sized = (body, lines = "") => post(`content-length: ${Buffer.byteLength(body, "latin1")}\r\n${lines}`, body);
/** @param {string} target */
const get = (target, method = "GET") => `${method} ${target} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n${KEY}\r\n`;

describe("what is no HTTP", { timeout: 60_000 }, () => {
  for (const [what, bytes] of /** @type {[string, string][]} */ ([
    ["a word", "hello\r\n\r\n"],
    ["a TLS hello", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"],
    ["HTTP/2 at once", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ["a version that there isn't", "GET / HTTP/9.9\r\nhost: localhost\r\n\r\n"],
    ["an unknown method", "FETCH / HTTP/1.1\r\nhost: localhost\r\n\r\n"],
    ["a method in small letters", "get / HTTP/1.1\r\nhost: localhost\r\n\r\n"],
    ["a path with a space", "GET /a b HTTP/1.1\r\nhost: localhost\r\n\r\n"],
    ["NUL in the path", "GET /\0 HTTP/1.1\r\nhost: localhost\r\n\r\n"],
    ["NUL in a header", "GET / HTTP/1.1\r\nhost: localhost\r\nx: a\0b\r\n\r\n"],
    ["a header without a colon", "GET / HTTP/1.1\r\nhost: localhost\r\nx\r\n\r\n"],
    ["a header over two lines", "GET / HTTP/1.1\r\nhost: localhost\r\nx: a\r\n b\r\nx : c\r\n\r\n"],
    ["a space before a colon", "GET / HTTP/1.1\r\nhost : localhost\r\n\r\n"],
    ["a negative length", post("content-length: -1\r\n")],
    ["a length in words", post("content-length: ten\r\n")],
    ["a length past every number", post(`content-length: ${"9".repeat(30)}\r\n`)],
    ["two lengths", post("content-length: 2\r\ncontent-length: 3\r\n", "{}x")],
    ["the same length twice", post("content-length: 2\r\ncontent-length: 2\r\n", "{}")],
    ["a length beside chunks", post("content-length: 2\r\ntransfer-encoding: chunked\r\n", "0\r\n\r\n")],
    ["an encoding that there isn't", post("transfer-encoding: gzip\r\n", "{}")],
    ["a chunk of no size", post("transfer-encoding: chunked\r\n", "zz\r\n{}\r\n")],
    ["a chunk longer than it says", post("transfer-encoding: chunked\r\n", "1\r\n{}\r\n0\r\n\r\n")],
  ])) {
    test(`${what}: 400`, () => refused(bytes, 400));
  }

  test("too many headers: 431", async () => {
    await refused(`GET / HTTP/1.1\r\nhost: localhost\r\nx: ${"y".repeat(100_000)}\r\n\r\n`, 431, /overflow/i);
    await refused(`GET / HTTP/1.1\r\nhost: localhost\r\n${"x: y\r\n".repeat(20_000)}\r\n`, 431);
    await refused(get(`/atoms/v1/agent?${"a=b&".repeat(10_000)}`), 431);
  });

  test("chunk extensions without end: 413", () =>
    refused(post("transfer-encoding: chunked\r\n", `1;${"x".repeat(20_000)}\r\n{\r\n0\r\n\r\n`), 413));

  test("a proxy's CONNECT: 405", () => refused("CONNECT evil.test:443 HTTP/1.1\r\nhost: evil.test:443\r\n\r\n", 405, /no proxy/));

  test("an unknown expectation: 417", () => refused(sized("{}", "expect: the-unexpected\r\n"), 417));
});

describe("requests that lead nowhere", { timeout: 60_000 }, () => {
  for (const [what, bytes, status] of /** @type {[string, string, number][]} */ ([
    ["an absolute URL", get("http://localhost/atoms/v1/agent"), 404],
    ["another's absolute URL", get("http://evil.test/atoms/v1/agent"), 404],
    ["dots", get("/atoms/v1/agent/../../../etc/passwd"), 404],
    ["dots, encoded", get("/atoms/v1/%2e%2e/%2e%2e/etc/passwd"), 404],
    ["slashes, encoded", get("/atoms%2fv1%2fagent"), 404],
    ["a slash in an id", get("/atoms/v1/agent/a%2f..%2fb"), 400],
    ["NUL in an id", get("/atoms/v1/agent/%00"), 400],
    ["bytes of no text in an id", get("/atoms/v1/agent/%ff%fe"), 400],
    ["bytes of no text, bare", get("/atoms/v1/agent/\xff\xfe"), 400],
    ["an unfinished escape", get("/atoms/v1/agent/%"), 400],
    ["many slashes", get(`/${"a/".repeat(7_000)}`), 404],
    ["no path", get("*"), 404],
    ["no version", "GET /\r\nhost: localhost\r\n\r\n", 404],
    ["two slashes", get("//atoms/v1/agent"), 404],
    ["TRACE", get("/atoms/v1/agent", "TRACE"), 404],
    ["PROPFIND", get("/atoms/v1/agent", "PROPFIND"), 404],
    ["a script", get("/<script>alert(1)</script>"), 404],
  ])) {
    test(`${what}: ${status}`, async () => {
      const all = replies(await talk(server, bytes));
      assert.deepEqual(
        all.map((reply) => reply.status),
        [status],
      );
      assert.doesNotMatch(all[0]?.body ?? "", /<script>/);
      await isUnharmed();
    });
  }

  test("an upgrade is not made: the request is answered as it is", async () => {
    for (const protocol of ["websocket", "h2c"]) {
      const upgrade = `GET /atoms/v1/agent HTTP/1.1\r\nhost: localhost\r\n${KEY}connection: upgrade, close\r\nupgrade: ${protocol}\r\n`;
      assert.deepEqual(replies(await talk(server, `${upgrade}\r\n`)).map((reply) => reply.status), [200]);
    }
    await isUnharmed();
  });

  test("HTTP/1.0 is answered, and ends with its answer", async () => {
    const [reply] = replies(await talk(server, `GET /atoms/v1/agent HTTP/1.0\r\nhost: localhost\r\n${KEY}\r\n`));
    assert.equal(reply?.status, 200);
  });

  test("thousands of parameters are read", async () => {
    assert.match(await talk(server, get(`/atoms/v1/agent?${"a&".repeat(7_000)}`)), /^HTTP\/1\.1 200 /);
  });
});

describe("a body", { timeout: 60_000 }, () => {
  for (const [what, body] of /** @type {[string, string][]} */ ([
    ["100,000 levels deep", `{"name":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
    ["100,000 levels deep that never close", '{"a":'.repeat(100_000)],
    ["that is no UTF-8", '{"name":"\xff\xfe"}'],
    ["that is overlong UTF-8", '{"name":"\xc0\xaf"}'],
    ["in UTF-16", "\xff\xfe{\0}\0"],
    ["with half a surrogate", '{"name":"\\ud800"}'],
    ["that is a list", "[]"],
    ["of another kind", "name=demo&x=1"],
    ["with a number past every one", '{"name":1e999}'],
  ])) {
    test(`${what}: 400`, () => refused(sized(body), 400));
  }

  test("is read as JSON whatever its type says", async () => {
    const fresh = await start();
    for (const type of ["", "content-type: text/plain\r\n", "content-type: application/xml\r\n", "content-type: \xff;;=\r\n"]) {
      assert.match(await talk(fresh, sized('{"name":"x"}', type)), /^HTTP\/1\.1 201 /, type);
    }
    assert.equal((await names(fresh)).length, 4);
  });

  test("that is announced as too large is refused at once, unsent", async () => {
    for (const [length, expect] of [[LIMIT + 1, ""], [2 ** 50, ""], [2 ** 50, "expect: 100-continue\r\n"]]) {
      const { text } = open(server, post(`content-length: ${length}\r\n${expect}`));
      const reply = await text(/\}$/);
      assert.match(reply, /^HTTP\/1\.1 413 /);
      assert.equal(JSON.parse(replies(reply)[0]?.body ?? "").status, false);
    }
    await isUnharmed();
  });

  test("that is waited for is asked for", async () => {
    const fresh = await start();
    const { socket, text } = open(fresh, post("content-length: 12\r\nexpect: 100-continue\r\n"));
    assert.match(await text(/\r\n\r\n/), /^HTTP\/1\.1 100 Continue\r\n\r\n$/);
    socket.write('{"name":"x"}');
    assert.match(await text(/201 Created/), /201/);
    assert.deepEqual(await names(fresh), ["x"]);
  });

  test("of the largest size is taken, one byte more is refused, and its connection serves on", async () => {
    const fresh = await start();
    const largest = Buffer.from(JSON.stringify({ name: "demo" }).padEnd(LIMIT));
    assert.equal((await raw(fresh, POST, largest)).status, 201);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (const headers of [POST.headers, { ...POST.headers, "transfer-encoding": "chunked" }]) {
      const answer = await raw(fresh, { ...POST, headers, agent }, Buffer.alloc(LIMIT + 1, " "));
      assert.equal(answer.status, 413);
      assert.equal(JSON.parse(answer.text).status, false);
      assert.ok(answer.headers["access-control-allow-origin"]);
      assert.ok(answer.headers["x-request-id"]);
      const [socket] = Object.values(agent.freeSockets).flat();
      const next = await raw(fresh, { ...POST, agent }, Buffer.from('{"name":"x"}'));
      assert.equal(next.status, 201);
      assert.ok(socket);
      assert.equal(Object.values(agent.freeSockets).flat()[0], socket);
    }
    agent.destroy();
  });

  test("may be limited further, and not less", async () => {
    const narrow = await start({ maxBodyBytes: 10 });
    for (const encoding of [{}, { "transfer-encoding": "chunked" }]) {
      const post = { ...POST, headers: { ...POST.headers, ...encoding } };
      assert.equal((await raw(narrow, post, Buffer.from('{"name":"demo"}'))).status, 413);
      assert.equal((await raw(narrow, post, Buffer.from('{"name":1}'))).status, 400);
    }
    for (const maxBodyBytes of [0, LIMIT + 1, Number.NaN]) {
      await assert.rejects(start({ maxBodyBytes }), RangeError);
    }
  });
});

describe("a connection", { timeout: 60_000 }, () => {
  const request = (/** @type {string} */ path, lines = "") => `GET /atoms/v1${path} HTTP/1.1\r\nhost: localhost\r\n${KEY}${lines}\r\n`;

  test("serves on after every refusal that left it in order", async () => {
    const body = "not json";
    const requests = [
      request("/agent/nope"),
      request("/nowhere"),
      `POST /atoms/v1/agent HTTP/1.1\r\nhost: localhost\r\n${KEY}content-length: ${body.length}\r\n\r\n${body}`,
      `POST /atoms/v1/agent HTTP/1.1\r\nhost: evil.test\r\n${KEY}content-length: ${body.length}\r\n\r\n${body}`,
      "GET /atoms/v1/agent HTTP/1.1\r\nhost: localhost\r\n\r\n",
      request("/agent"),
    ];
    const { socket, text } = open(server);
    const statuses = [];
    for (const bytes of requests) {
      socket.write(bytes);
      const answer = await text(/^HTTP[^]*\r\n\r\n[^]*[}>]\n?$/);
      statuses.push(replies(answer).map((reply) => reply.status));
    }
    assert.deepEqual(statuses, [[400], [404], [400], [403], [401], [200]]);
    socket.destroy();
  });

  test("answers pipelined requests in their order, up to the first that is no HTTP", async () => {
    const burst = Array.from({ length: 200 }, (_, index) => request(index % 2 ? "/agent" : "/nowhere")).join("");
    const all = replies(await talk(server, `${burst}hello\r\n\r\n`));
    assert.deepEqual(
      all.map((reply) => reply.status),
      [...Array.from({ length: 200 }, (_, index) => (index % 2 ? 200 : 404)), 400],
    );
    await isUnharmed();
  });

  test("that is reset in mid-request or in mid-reply is forgotten", async () => {
    const large = await start();
    const agent = Buffer.from(JSON.stringify({ name: "n".repeat(100) }));
    for (let made = 0; made < 100; made += 1) {
      await raw(large, POST, agent);
    }
    for (let round = 0; round < 20; round += 1) {
      const cut = open(large, post("content-length: 50\r\n", '{"name":"half'));
      const reader = open(large, request("/agent?offset=100").repeat(50));
      await reader.text(/HTTP/);
      await sleep(round);
      cut.socket.resetAndDestroy();
      reader.socket.resetAndDestroy();
    }
    assert.equal((await raw(large, { ...POST, method: "GET" })).status, 200);
    assert.doesNotMatch(large.emulator.snapshot(), /half/);
  });

  test("may stand idle beside hundreds of others", async () => {
    const crowd = Array.from({ length: 400 }, () => open(server));
    await Promise.all(crowd.map(({ socket }) => once(socket, "connect")));
    await isUnharmed();
    for (const { socket } of crowd) {
      socket.destroy();
    }
    await isUnharmed();
  });
});
