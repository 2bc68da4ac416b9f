// @ts-check
// `serve()`: the emulator over real HTTP, and the file that keeps its state.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { Agent, request as httpRequest } from "node:http";
import { connect as connectSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { serve } from "atoms-lifecycle/emulator/server";
import { checkedFetch } from "../contract/checked-fetch.mjs";

const LIMIT = 1_048_576;
const checked = checkedFetch(fetch, { sender: "test" });

/**
 * @typedef {import("atoms-lifecycle/emulator/server").ServeOptions} ServeOptions
 * @typedef {import("atoms-lifecycle/emulator/server").EmulatorServer} EmulatorServer
 */

/** @type {EmulatorServer[]} */
const servers = [];
/** @type {import("node:child_process").ChildProcess[]} */
const children = [];
const folder = mkdtempSync(join(tmpdir(), "atoms-server-"));
after(async () => {
  for (const child of children) {
    child.kill("SIGKILL");
  }
  await Promise.allSettled(servers.map((server) => server.close()));
  rmSync(folder, { recursive: true });
});

/** @param {ServeOptions} [options] */
async function start(options) {
  const server = await serve(options);
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
async function call({ baseUrl }, method, path, body) {
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
async function names(server) {
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
function raw({ url }, options, body) {
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
 * Sends bytes as they are and reads until the server hangs up.
 *
 * @param {EmulatorServer} server
 * @param {string} bytes
 * @returns {Promise<string>}
 */
function talk({ url }, bytes) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let text = "";
    const socket = connectSocket(Number(port), hostname, () => socket.write(bytes, "latin1"));
    socket.on("data", (chunk) => (text += chunk.toString("latin1")));
    socket.on("error", () => {});
    socket.setTimeout(20_000, () => socket.destroy());
    socket.on("close", () => resolve(text));
  });
}

describe("over HTTP", { concurrency: true, timeout: 60_000 }, () => {
  test("the guide's lifecycle", async () => {
    const server = await start({ clock: "manual" });
    assert.match(server.url, /^http:\/\/127\.0\.0\.1:[1-9][0-9]*$/);
    assert.equal(server.baseUrl, `${server.url}/atoms/v1`);
    const agentId = (await call(server, "POST", "/agent", { name: "demo" })).data;
    const sourceVersionId = (await call(server, "GET", `/agent/${agentId}`)).data.activeVersionId;
    const { draftId } = (await call(server, "POST", `/agent/${agentId}/drafts`, { sourceVersionId })).data;
    const draft = `/agent/${agentId}/drafts/${draftId}`;
    await call(server, "PATCH", `${draft}/config`, { firstMessage: "Grüezi 🎧" });
    const versionId = (await call(server, "POST", `${draft}/publish`, { label: "v2" })).data._id;
    const activate = `/agent/${agentId}/versions/${versionId}/activate`;
    assert.match((await call(server, "PATCH", activate)).errors[0], /security check pending/i);
    server.emulator.advance(6_000);
    assert.equal((await call(server, "PATCH", activate)).status, 200);
    const { data } = await call(server, "GET", `/agent/${agentId}`);
    assert.equal(data._resolvedConfig.firstMessage, "Grüezi 🎧");
  });

  test("pages of every origin may ask", async () => {
    const server = await start();
    const origin = "https://app.test";
    const preflight = await raw(server, {
      method: "OPTIONS",
      path: "/atoms/v1/agent",
      headers: {
        origin,
        "access-control-request-method": "PATCH",
        "access-control-request-headers": "authorization, content-type",
      },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers["content-length"], undefined);
    assert.match(String(preflight.headers["access-control-allow-methods"]), /PATCH/);
    const refused = await raw(server, { path: "/atoms/v1/agent", headers: { origin } });
    assert.equal(refused.status, 401);
    assert.ok(["*", origin].includes(String(refused.headers["access-control-allow-origin"])));
    assert.match(String(refused.headers["access-control-expose-headers"]), /x-request-id/i);
  });

  test("a page can't come in through a name of its own", async () => {
    const server = await start();
    const status = async (/** @type {string} */ host) => (await raw(server, { path: "/x", headers: { host } })).status;
    for (const host of ["localhost", "localhost:1", "app.localhost:80", "127.0.0.1:5", "127.9.9.9", "[::1]:4", "LOCALHOST."]) {
      assert.notEqual(await status(host), 403, host);
    }
    const evil = ["evil.test", "127.0.0.1.evil.test", "localhost.evil.test", "192.168.0.9", "[fe80::1]", "a@localhost", "localhost:x"];
    for (const host of evil) {
      assert.equal(await status(host), 403, host);
    }
    for (const request of ["GET / HTTP/1.0\r\n", "GET / HTTP/1.1\r\nhost:\r\nconnection: close\r\n"]) {
      assert.match(await talk(server, `${request}\r\n`), /^HTTP\/1\.1 403 /);
    }
  });

  test("bound to every address, it can be reached by address", async () => {
    const server = await start({ host: "0.0.0.0" });
    assert.match(server.url, /^http:\/\/127\.0\.0\.1:/);
    const status = async (/** @type {string} */ host) => (await raw(server, { path: "/x", headers: { host } })).status;
    assert.notEqual(await status("192.168.0.9:4010"), 403);
    assert.equal(await status("evil.test"), 403);
  });

  test("a body that is too large is refused in the API's envelope", async () => {
    const server = await start();
    const post = { method: "POST", path: "/atoms/v1/agent", headers: { authorization: "Bearer sk_test" } };
    const agent = Buffer.from(JSON.stringify({ name: "demo" }).padEnd(LIMIT));
    assert.equal((await raw(server, post, agent)).status, 201);
    const agents = new Agent({ keepAlive: true, maxSockets: 1 });
    for (const headers of [post.headers, { ...post.headers, "transfer-encoding": "chunked" }]) {
      const refused = await raw(server, { ...post, headers, agent: agents }, Buffer.alloc(LIMIT + 1, " "));
      assert.equal(refused.status, 413);
      assert.equal(JSON.parse(refused.text).status, false);
      assert.ok(refused.headers["access-control-allow-origin"]);
      assert.ok(refused.headers["x-request-id"]);
      assert.equal((await raw(server, { ...post, agent: agents }, Buffer.from('{"name":"x"}'))).status, 201);
    }
    agents.destroy();
    const narrow = await start({ maxBodyBytes: 10 });
    assert.equal((await raw(narrow, post, Buffer.from('{"name":"demo"}'))).status, 413);
    for (const maxBodyBytes of [0, LIMIT + 1, Number.NaN]) {
      await assert.rejects(start({ maxBodyBytes }), RangeError);
    }
  });

  test("what isn't HTTP doesn't take it down", async () => {
    const server = await start();
    const host = new URL(server.url).host;
    assert.match(await talk(server, "hello\r\n\r\n"), /^HTTP\/1\.1 400 /);
    assert.match(await talk(server, `GET / HTTP/1.1\r\nhost: ${host}\r\nx: ${"y".repeat(99_999)}\r\n\r\n`), / 431 /);
    assert.match(await talk(server, `POST / HTTP/1.1\r\nhost: ${host}\r\ncontent-length: -1\r\n\r\n`), / 400 /);
    assert.equal(await talk(server, "CONNECT evil.test:443 HTTP/1.1\r\nhost: evil.test\r\n\r\n"), "");
    for (const path of ["*", "//", "/%ff%00", "/\xff\xfe", "http://localhost/atoms/v1/agent", `/${"a/".repeat(5_000)}`]) {
      const answer = await talk(server, `GET ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 4[0-9][0-9] /, path.slice(0, 40));
    }
    assert.deepEqual(await names(server), []);
  });

  test("a client that goes away in mid-request leaves nothing behind", async () => {
    const server = await start();
    const { hostname, port } = new URL(server.url);
    const socket = connectSocket(Number(port), hostname);
    socket.write(`POST /atoms/v1/agent HTTP/1.1\r\nhost: ${hostname}\r\ncontent-length: 50\r\n\r\n{"name":`);
    await sleep(50);
    socket.destroy();
    await sleep(50);
    assert.deepEqual(await names(server), []);
  });

  test("a slow client is cut off", async () => {
    const server = await start();
    const started = Date.now();
    assert.match(await talk(server, "GET /atoms/v1/agent HTTP/1.1\r\nhost: localhost\r\nx-slow: "), /^HTTP\/1\.1 408 /);
    assert.ok(Date.now() - started < 9_000);
  });

  test("close ends kept-alive and half-sent connections, and can be called again", async () => {
    const server = await start();
    const agent = new Agent({ keepAlive: true });
    await raw(server, { path: "/x", agent });
    const half = talk(server, "POST /x HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\n{");
    await sleep(50);
    const started = Date.now();
    await Promise.all([server.close(), server.close()]);
    assert.ok(Date.now() - started < 2_000);
    await half;
    await assert.rejects(fetch(server.baseUrl), TypeError);
    assert.throws(() => server.emulator.snapshot(), /closed/);
    agent.destroy();
  });

  test("a port in use is a plain error", async () => {
    const { url } = await start();
    const port = Number(new URL(url).port);
    await assert.rejects(start({ port }), { code: "EADDRINUSE", message: new RegExp(`port ${port} .* in use`) });
  });
});

describe("the data file", { concurrency: true, timeout: 60_000 }, () => {
  let count = 0;
  const fresh = () => join(folder, `state-${(count += 1)}.json`);
  const leftovers = (/** @type {string} */ path) =>
    readdirSync(folder).filter((name) => name.includes(path.slice(folder.length + 1)) && name.endsWith(".tmp"));

  test("keeps the state across restarts, starting empty", async () => {
    const data = fresh();
    const first = await start({ data, seed: 1 });
    assert.deepEqual(await names(first), []);
    assert.ok(!existsSync(data));
    const ids = [];
    for (const name of ["a", "b", "c"]) {
      ids.push((await call(first, "POST", "/agent", { name })).data);
    }
    const snapshot = first.emulator.snapshot();
    await first.close();
    assert.equal(readFileSync(data, "utf8"), snapshot);
    const second = await start({ data });
    assert.deepEqual(await names(second), ["a", "b", "c"]);
    const id = (await call(second, "POST", "/agent", { name: "d" })).data;
    assert.ok(!ids.includes(id));
    await second.close();
    assert.deepEqual(leftovers(data), []);
  });

  test("is saved soon, without waiting for the end", async () => {
    const data = fresh();
    const server = await start({ data });
    await call(server, "POST", "/agent", { name: "soon" });
    for (let waited = 0; !existsSync(data); waited += 20) {
      assert.ok(waited < 3_000, "not saved");
      await sleep(20);
    }
    assert.match(readFileSync(data, "utf8"), /"soon"/);
    server.emulator.reset();
    await server.close();
    assert.doesNotMatch(readFileSync(data, "utf8"), /"soon"/);
  });

  test("is told of a migration and of a freeze", async () => {
    const data = fresh();
    const server = await start({ data });
    await call(server, "POST", "/agent", { name: "a" });
    const saved = async (/** @type {RegExp} */ what) => {
      for (let waited = 0; !existsSync(data) || !what.test(readFileSync(data, "utf8")); waited += 20) {
        assert.ok(waited < 3_000, `${what} was not saved`);
        await sleep(20);
      }
    };
    await saved(/"generation":"versions"/);
    server.emulator.migrate();
    await saved(/"generation":"branches"/);
    server.emulator.setFreeze(true);
    await saved(/"frozen":true/);
  });

  test("that is damaged is refused and left as it is", async () => {
    const data = fresh();
    const good = await start({ data });
    await call(good, "POST", "/agent", { name: "a" });
    await good.close();
    const whole = readFileSync(data);
    const newer = Buffer.from(JSON.stringify({ ...JSON.parse(whole.toString()), version: 999 }));
    const misspelt = Buffer.from(whole.toString("latin1").replace('"name":"a"', '"name":"\xff"'), "latin1");
    assert.notDeepEqual(misspelt, whole);
    for (const bytes of ["", "{}", "not json", whole.subarray(0, whole.length - 9), misspelt, newer]) {
      writeFileSync(data, bytes);
      await assert.rejects(start({ data }), (/** @type {Error} */ error) => error.message.includes(data));
      assert.deepEqual(readFileSync(data), Buffer.from(bytes));
    }
    assert.deepEqual(leftovers(data), []);
  });

  test("must have a folder, and be a file", async () => {
    await assert.rejects(start({ data: join(folder, "missing", "state.json") }), /folder is missing/);
    await assert.rejects(start({ data: folder }), /can't be read/);
  });

  test("that somebody else changed is not overwritten", async (context) => {
    const data = fresh();
    const server = await start({ data });
    await call(server, "POST", "/agent", { name: "ours" });
    await sleep(300);
    const theirs = readFileSync(data, "utf8").replace("ours", "theirs");
    writeFileSync(data, theirs);
    const said = context.mock.method(console, "error", () => {});
    for (const name of ["more", "and more"]) {
      await call(server, "POST", "/agent", { name });
      await sleep(300);
    }
    assert.equal(said.mock.callCount(), 1);
    assert.match(String(said.mock.calls[0]?.arguments[0]), /changed by somebody else/);
    await assert.rejects(server.close(), /changed by somebody else/);
    assert.equal(readFileSync(data, "utf8"), theirs);
  });

  test("may be a link, which stays one", async () => {
    const data = fresh();
    const link = fresh();
    writeFileSync(data, await emptySnapshot());
    symlinkSync(data, link);
    const server = await start({ data: link });
    await call(server, "POST", "/agent", { name: "linked" });
    await server.close();
    assert.ok(lstatSync(link).isSymbolicLink());
    assert.match(readFileSync(data, "utf8"), /"linked"/);
  });

  test("is rid of what killed writers left, and of nothing else", async () => {
    const data = fresh();
    const name = data.slice(folder.length + 1);
    const gone = spawn(process.execPath, ["--version"]);
    await once(gone, "exit");
    const [dead, living, other] = [`.${name}.${gone.pid}.tmp`, `.${name}.${process.ppid}.tmp`, `.${name}.x.tmp`];
    for (const file of [dead, living, other]) {
      writeFileSync(join(folder, file), "half");
    }
    await start({ data });
    assert.deepEqual(leftovers(data).sort(), [living, other].sort());
  });

  // The steps of a save, in their order.
  for (const step of /** @type {const} */ (["openSync", "writeFileSync", "fsyncSync", "renameSync"])) {
    test(`is whole after a kill -9 in ${step}`, async () => {
      const data = fresh();
      const before = await start({ data });
      await call(before, "POST", "/agent", { name: "before" });
      await before.close();
      const whole = readFileSync(data, "utf8");
      const child = lonely(`
        import fs from "node:fs";
        import { syncBuiltinESMExports } from "node:module";
        import { serve } from "atoms-lifecycle/emulator/server";
        const server = await serve({ data: ${JSON.stringify(data)} });
        const real = fs.writeFileSync;
        fs.${step} = (...args) => {
          if ("${step}" === "writeFileSync") real(args[0], args[1].slice(0, 99));
          process.kill(process.pid, "SIGKILL");
        };
        syncBuiltinESMExports();
        server.emulator.reset();
        await server.close();`);
      assert.deepEqual(await once(child, "exit"), [null, "SIGKILL"]);
      assert.equal(readFileSync(data, "utf8"), whole);
      assert.equal(leftovers(data).length, step === "openSync" ? 0 : 1);
      assert.deepEqual(await names(await start({ data })), ["before"]);
      assert.deepEqual(leftovers(data), []);
    });
  }

  // A process that doesn't handle its own end.
  for (const [how, end] of /** @type {const} */ ([
    ["SIGTERM", "process.kill(process.pid, 'SIGTERM')"],
    ["SIGINT", "process.kill(process.pid, 'SIGINT')"],
    ["process.exit", "process.exit(3)"],
    ["an uncaught error", "setTimeout(() => { throw new Error('bug') })"],
  ])) {
    test(`is saved at the end by ${how}`, async () => {
      const data = fresh();
      const child = lonely(`
        import { serve } from "atoms-lifecycle/emulator/server";
        const { baseUrl } = await serve({ data: ${JSON.stringify(data)} });
        const headers = { authorization: "Bearer sk_test" };
        await fetch(baseUrl + "/agent", { method: "POST", headers, body: '{"name":"last"}' });
        ${end};`);
      const [code, signal] = await once(child, "exit");
      if (how.startsWith("SIG")) {
        assert.equal(signal, how);
      } else {
        assert.equal(code, how === "process.exit" ? 3 : 1);
      }
      assert.match(readFileSync(data, "utf8"), /"last"/);
    });
  }
});

/**
 * A process of its own that runs a module next to this one.
 *
 * @param {string} script
 */
function lonely(script) {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    stdio: "ignore",
  });
  children.push(child);
  return child;
}

async function emptySnapshot() {
  const server = await start();
  return server.emulator.snapshot();
}
