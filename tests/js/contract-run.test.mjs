// @ts-check
// That a whole run is held to the contract: a process, a proxy and a suite fail
// at what they saw, and say what it was.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { OUTSIDE } from "../contract/exchanges.mjs";
import { success } from "../contract/samples.mjs";

const CONTRACT = new URL("../contract/", import.meta.url);
const AUTH = { authorization: "Bearer k" };

/** @param {string} name */
const script = (name) => fileURLToPath(new URL(name, CONTRACT));

/** @param {import("node:test").TestContext} t */
function folder(t) {
  const path = mkdtempSync(join(tmpdir(), "atoms-contract-"));
  t.after(() => rmSync(path, { recursive: true }));
  return path;
}

/**
 * @param {string[]} args node's
 * @param {string} [exchanges] the folder for the process's account
 */
function start(args, exchanges = "") {
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ATOMS_EXCHANGES: exchanges },
  });
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk) => (said.out += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk) => (said.err += chunk));
  const ended = once(child, "close").then(([code]) => ({ code, ...said }));
  return { child, ended };
}

/**
 * A server in the platform's place that answers every request with this, or
 * hangs up when there is nothing.
 * @param {import("node:test").TestContext} t
 * @param {unknown} body
 */
async function answering(t, body) {
  /** @type {import("node:http").IncomingMessage[]} */
  const arrived = [];
  const server = createServer((request, response) => {
    arrived.push(request);
    if (body === undefined) return response.destroy();
    response.writeHead(200, { "content-type": "application/json", "x-request-id": "r", "x-more": "kept" });
    response.end(JSON.stringify(body));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => server.close());
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { baseUrl: `http://127.0.0.1:${port}/atoms/v1`, arrived };
}

const agents = success({ agents: [], total: 0 });

test("a program whose fetch is checked from outside fails at a violation that it swallows", async (t) => {
  for (const [body, path, code, violation] of /** @type {const} */ ([
    [agents, "/agent", 0, /^$/],
    [agents, "/nowhere", 1, /^1 violations.*\nno operation: the request GET \/atoms\/v1\/nowhere .*not described/],
    [{ status: true }, "/agent", 1, /^1 violations.*\nlistAgents: the 200 to GET \/atoms\/v1\/agent .*'data'/],
  ])) {
    const { baseUrl } = await answering(t, body);
    const program = `await fetch("${baseUrl}${path}", { headers: ${JSON.stringify(AUTH)} }).catch(() => {})`;
    const { ended } = start(["--import", new URL("check-global-fetch.mjs", CONTRACT).href, "--input-type=module", "--eval", program]);
    const { code: ended_with, err } = await ended;
    assert.equal(ended_with, code, err);
    assert.match(err, violation);
  }
});

/**
 * Sends one request through a proxy of its own, and ends that.
 * @param {import("node:test").TestContext} t
 * @param {string} baseUrl
 * @param {string} path
 * @param {RequestInit} init
 */
async function throughProxy(t, baseUrl, path, init) {
  const { child, ended } = start([script("proxy-command.mjs"), baseUrl]);
  t.after(() => child.kill("SIGKILL"));
  const [address] = /** @type {string[]} */ (await once(createInterface(child.stdout), "line"));
  const response = await fetch(`${address}${path}`, init).catch(() => undefined);
  const body = await response?.text();
  child.kill("SIGTERM");
  return { response, body, ...(await ended) };
}

test("a proxy changes nothing, and fails at the end for what was not as described", async (t) => {
  const { baseUrl, arrived } = await answering(t, agents);
  const fine = await throughProxy(t, baseUrl, "/agent?page=1", { headers: AUTH });
  assert.deepEqual([fine.code, fine.err, fine.body], [0, "", JSON.stringify(agents)]);
  assert.equal(fine.response?.headers.get("x-more"), "kept");
  assert.deepEqual([arrived[0]?.url, arrived[0]?.headers.authorization], ["/atoms/v1/agent?page=1", AUTH.authorization]);

  const asked = await throughProxy(t, baseUrl, "/agent?page=0", { headers: AUTH });
  assert.equal(asked.response?.status, 200);
  assert.equal(asked.code, 1);
  assert.match(asked.err, /^1 violations.*\nlistAgents: the request GET \/atoms\/v1\/agent\?page=0 .*\/query\/page/);

  const marked = await throughProxy(t, baseUrl, "/agent?page=0", { headers: { ...AUTH, [OUTSIDE]: "no such page" } });
  assert.deepEqual([marked.code, marked.err], [0, ""]);
  assert.equal(arrived.at(-1)?.headers[OUTSIDE], undefined);

  const body = JSON.stringify({ name: "Zoë" });
  const created = await throughProxy(t, baseUrl, "/agent", { method: "POST", headers: { ...AUTH, "content-type": "application/json" }, body });
  assert.equal(created.code, 1);
  assert.match(created.err, /^1 violations.*\ncreateAgent: the 200 to POST \/atoms\/v1\/agent .*status 200/);

  const broken = await throughProxy(t, (await answering(t, undefined)).baseUrl, "/agent", { headers: AUTH });
  assert.deepEqual([broken.code, broken.response], [1, undefined]);
  assert.match(broken.err, /GET \/atoms\/v1\/agent was not passed on: socket hang up/);

  const preflight = await throughProxy(t, baseUrl, "/agent", { method: "OPTIONS" });
  assert.deepEqual([preflight.code, preflight.err], [0, ""]);
});

test("a suite's tally fails for nothing, for a violation, and for an operation that nobody called", async (t) => {
  const accounts = folder(t);
  const tally = (/** @type {string[]} */ ...args) => start([script("tally.mjs"), accounts, ...args]).ended;
  const nothing = await tally();
  assert.equal(nothing.code, 1);
  assert.match(nothing.err, /nothing was checked/);

  const { baseUrl } = await answering(t, agents);
  const program = `await fetch("${baseUrl}/agent", { headers: ${JSON.stringify(AUTH)} })`;
  await start(["--import", new URL("check-global-fetch.mjs", CONTRACT).href, "--input-type=module", "--eval", program], accounts).ended;
  assert.equal(readdirSync(accounts).length, 1);
  assert.deepEqual(await tally(), { code: 0, out: "contract: 1 requests and 1 responses checked, 0 violations\n", err: "" });
  const missing = await tally("--every-operation");
  assert.equal(missing.code, 1);
  assert.match(missing.err, /^error: createAgent: no test has the client call it/m);
  assert.doesNotMatch(missing.err, /listAgents/);

  const broken = { requests: 1, responses: 1, succeeded: [], violations: 2 };
  writeFileSync(join(accounts, "broken.json"), JSON.stringify(broken));
  const violated = await tally();
  assert.equal(violated.code, 1);
  assert.match(violated.err, /2 violations/);
});

test("what native tests wrote down is replayed, and fails where it was not as described", async (t) => {
  const path = join(folder(t), "native.jsonl");
  /** @param {string} sender @param {string} asked @param {unknown} body */
  const line = (sender, asked, body) =>
    JSON.stringify({
      sender,
      request: ["GET", `/atoms/v1${asked}`, [["authorization", "Bearer k"]], ""],
      response: [200, [["content-type", "application/json"], ["x-request-id", "r"]], JSON.stringify(body)],
    });
  const lines = [
    line("client", "/agent", agents),
    line("client", "/agent?page=0", agents),
    line("test", "/agent?page=0", agents),
    line("test", "/agent", { status: true }),
  ];
  writeFileSync(path, lines.join("\n"));
  const { code, err } = await start([script("replay.mjs"), path]).ended;
  assert.equal(code, 1);
  assert.match(err, /^no test asks for .*HEAD/m);
  const violations = err.slice(err.indexOf("2 violations")).trim().split("\n");
  assert.equal(violations.length, 3, err);
  assert.match(`${violations[1]}`, /^listAgents: the request GET .*page=0 .*\/query\/page/);
  assert.match(`${violations[2]}`, /^listAgents: the 200 to GET .*'data'/);
});
