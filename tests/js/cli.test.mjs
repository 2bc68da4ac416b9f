// @ts-check
// `npx atoms-lifecycle`: arguments, exit codes, signals, and being killed.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { checkedFetch } from "../contract/checked-fetch.mjs";

const manifest = createRequire(import.meta.url).resolve("atoms-lifecycle/package.json");
const bin = join(dirname(manifest), JSON.parse(readFileSync(manifest, "utf8")).bin["atoms-lifecycle"]);
const AUTH = { authorization: "Bearer sk_test" };
const WITH_JSON = { ...AUTH, "content-type": "application/json" };
const checked = checkedFetch(fetch, { sender: "test" });

const folder = mkdtempSync(join(tmpdir(), "atoms-cli-"));
/** @type {import("node:child_process").ChildProcess[]} */
const children = [];
after(() => {
  for (const child of children) {
    child.kill("SIGKILL");
  }
  rmSync(folder, { recursive: true });
});

/** @param {string[]} args */
function run(...args) {
  return spawnSync(process.execPath, [bin, ...args], { encoding: "utf8", timeout: 20_000 });
}

/**
 * Starts `emulate` on a free port and waits for the line with its address.
 *
 * @param {string[]} args
 */
async function emulate(...args) {
  const child = spawn(process.execPath, [bin, "emulate", "--port", "0", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  for await (const line of createInterface(/** @type {import("node:stream").Readable} */ (child.stdout))) {
    const baseUrl = /http:\S+/.exec(line)?.[0];
    if (baseUrl !== undefined) {
      return { child, baseUrl, line };
    }
  }
  throw new Error("emulate ended without an address");
}

/**
 * @param {string} baseUrl
 * @param {string} name
 * @returns {Promise<string>}
 */
async function createAgent(baseUrl, name) {
  const response = await checked(`${baseUrl}/agent`, { method: "POST", headers: WITH_JSON, body: JSON.stringify({ name }) });
  return /** @type {any} */ (await response.json()).data;
}

/** @param {string} baseUrl */
async function agentIds(baseUrl) {
  const response = await checked(`${baseUrl}/agent`, { headers: AUTH });
  return /** @type {any} */ (await response.json()).data.agents.map((/** @type {any} */ agent) => agent._id);
}

describe("mistakes", { concurrency: true }, () => {
  for (const [args, line] of /** @type {[string[], RegExp][]} */ ([
    [[], /name a command/],
    [["emulat"], /unknown command "emulat"/],
    [["constructor"], /unknown command "constructor"/],
    [["emulate", "--prot", "1"], /unknown option '--prot'/],
    [["emulate", "extra"], /unexpected argument 'extra'/],
    [["emulate", "--port"], /argument missing/],
    [["emulate", "--port", "http"], /--port must be a whole number/],
    [["emulate", "--port", "65536"], /--port must be a whole number/],
    [["emulate", "--check-duration", "-1"], /check-duration/],
    [["emulate", "--check-duration", "6s"], /--check-duration must be a whole number/],
    [["emulate", "--generation", "tags"], /--generation must be/],
  ])) {
    test(`in the call: ${args.join(" ") || "nothing"}`, () => {
      const { status, stdout, stderr } = run(...args);
      assert.equal(status, 2);
      assert.equal(stdout, "");
      assert.match(stderr.split("\n")[0] ?? "", line);
      assert.match(stderr, /\nusage: atoms-lifecycle emulate/);
      assert.doesNotMatch(stderr, /\n\s+at /);
    });
  }

  test("around it are one plain line", async () => {
    const damaged = join(folder, "damaged.json");
    writeFileSync(damaged, '{"format":');
    const { baseUrl } = await emulate();
    for (const [args, line] of /** @type {[string[], RegExp][]} */ ([
      [["--port", new URL(baseUrl).port], /in use/],
      [["--port", "0", "--data", damaged], /damaged\.json can't be used/],
      [["--port", "0", "--data", join(folder, "missing", "x.json")], /folder is missing/],
      [["--port", "0", "--host", "no.such.host.invalid"], /no\.such\.host\.invalid/],
    ])) {
      const { status, stdout, stderr } = run("emulate", ...args);
      assert.equal(status, 1, stderr);
      assert.equal(stdout, "");
      assert.match(stderr, line);
      assert.equal(stderr.trim().split("\n").length, 1, stderr);
    }
    assert.equal(readFileSync(damaged, "utf8"), '{"format":');
  });
});

test("help is no mistake", () => {
  for (const args of [["--help"], ["-h"], ["emulate", "--help"]]) {
    const { status, stdout } = run(...args);
    assert.equal(status, 0);
    assert.match(stdout, /--port/);
  }
});

test("the check takes as long as it is told", async () => {
  const { baseUrl } = await emulate("--check-duration", "0");
  const agentId = await createAgent(baseUrl, "quick");
  /** @type {(method: string, path: string, body?: object) => Promise<any>} */
  const call = async (method, path, body) => {
    const response = await checked(`${baseUrl}/agent/${agentId}${path}`, {
      method,
      headers: body ? WITH_JSON : AUTH,
      ...(body && { body: JSON.stringify(body) }),
    });
    return /** @type {any} */ (await response.json()).data;
  };
  const { activeVersionId } = await call("GET", "");
  const { draftId } = await call("POST", "/drafts", { sourceVersionId: activeVersionId });
  await call("PATCH", `/drafts/${draftId}/config`, { firstMessage: "hi" });
  const { _id } = await call("POST", `/drafts/${draftId}/publish`, {});
  await call("PATCH", `/versions/${_id}/activate`);
  assert.equal((await call("GET", "")).activeVersionId, _id);
});

test("the generation is the one asked for, or the one that a state has", async () => {
  const data = join(folder, "generation.json");
  const first = await emulate("--generation", "branches", "--data", data);
  assert.match(first.line, /\(branches\)/);
  const id = await createAgent(first.baseUrl, "branched");
  const listed = await checked(`${first.baseUrl}/agent/${id}/branches`, { headers: AUTH });
  assert.equal(listed.status, 200);
  first.child.kill("SIGTERM");
  await once(first.child, "exit");
  const second = await emulate("--data", data);
  assert.match(second.line, /\(branches\)/);
  second.child.kill("SIGTERM");
  await once(second.child, "exit");
  const kept = readFileSync(data, "utf8");
  const { status, stderr } = run("emulate", "--port", "0", "--data", data, "--generation", "versions");
  assert.equal(status, 1);
  assert.match(stderr, /generation\.json holds a platform with branches; leave --generation out/);
  assert.equal(readFileSync(data, "utf8"), kept);
  assert.match((await emulate()).line, /\(versions\)/);
});

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  test(`${signal} saves and ends well`, async () => {
    const data = join(folder, `${signal}.json`);
    const first = await emulate("--data", data);
    const id = await createAgent(first.baseUrl, "kept");
    first.child.kill(signal);
    assert.deepEqual(await once(first.child, "exit"), [0, null]);
    const second = await emulate("--data", data);
    assert.deepEqual(await agentIds(second.baseUrl), [id]);
  });
}

test("killed at any moment, the file is whole and loses only the last moments", { timeout: 120_000 }, async () => {
  const data = join(folder, "killed.json");
  /** @type {Set<string>} */
  const settled = new Set();
  for (let round = 0; round < 4; round += 1) {
    const { child, baseUrl } = await emulate("--data", data);
    for (const id of settled) {
      const { status } = await checked(`${baseUrl}/agent/${id}`, { headers: AUTH });
      assert.equal(status, 200, `round ${round} lost ${id}`);
    }
    const first = await createAgent(baseUrl, "x".repeat(50));
    // Past the pause before a save: what was made by now must be there for good.
    await sleep(400);
    settled.add(first);
    const writing = (async () => {
      for (;;) {
        await createAgent(baseUrl, "y".repeat(50));
      }
    })().catch(() => {});
    await sleep(100 + 61 * round);
    child.kill("SIGKILL");
    await once(child, "exit");
    await writing;
    JSON.parse(readFileSync(data, "utf8"));
  }
  const { child } = await emulate("--data", data);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith(".tmp")),
    [],
  );
  child.kill("SIGKILL");
});
