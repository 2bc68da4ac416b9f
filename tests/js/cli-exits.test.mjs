// @ts-check
// What the process ends with: a code for each way to fail, the same for people and for programs.

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, test } from "node:test";
import { GENERATIONS, Running, commandLine, documents } from "./cli-platform.mjs";

const SET = ["--set", "firstMessage=Hi"];
const NOBODY = "60d0fe4f5311236168a109cf";

/**
 * A command that fails, and how a program and a person get to know.
 *
 * @param {{ run: (...args: string[]) => Promise<{ status: number, stdout: string, stderr: string }> }} line
 * @param {string[]} args
 * @param {number} code
 * @param {RegExp} words
 */
async function fails({ run }, args, code, words) {
  const { status, stdout, stderr } = await run(...args, "--json");
  assert.equal(status, code, stderr);
  assert.match(stderr, /^atoms-lifecycle: /);
  assert.match(stderr, words);
  assert.doesNotMatch(stderr, /\n\s+at /);
  const failure = documents(stdout).at(-1);
  assert.equal(failure.event, "error");
  assert.equal(failure.exitCode, code);
  assert.match(failure.error.message, words);
  return failure;
}

for (const generation of GENERATIONS) {
  describe(`on ${generation}`, { concurrency: 2 }, () => {
    test("4: the check failed, and nothing is left to resume", async (t) => {
      const line = await commandLine(t, generation, { failChecksContaining: ["tabu"] });
      const failure = await fails(line, ["release", line.agentId, "--set", "firstMessage=tabu"], 4, /did not pass/);
      assert.equal(failure.error.cause.name, "SecurityCheckFailedError");
      assert.deepEqual(readdirSync(line.cwd), []);
      assert.equal((await line.serving())["firstMessage"], "");
    });

    test("5: out of time, with a checkpoint to go on from", async (t) => {
      const line = await commandLine(t, generation, { clock: "manual" });
      const failure = await fails(line, ["release", line.agentId, ...SET, "--deadline", "3s"], 5, /did not end within/);
      const file = `atoms-release-${line.agentId}.checkpoint.json`;
      assert.equal(failure.checkpointFile, file);
      assert.equal(failure.error.checkpoint, undefined, "it is in the file");
      assert.deepEqual(readdirSync(line.cwd), [file]);
      assert.equal(JSON.parse(readFileSync(join(line.cwd, file), "utf8")).ids.agentId, line.agentId);
    });

    test("8: no such agent, number or version", async (t) => {
      const line = await commandLine(t, generation);
      await fails(line, ["release", NOBODY, ...SET], 8, /not found/);
      await fails(line, ["status", NOBODY], 8, /not found/);
      await fails(line, ["diff", NOBODY, "1", "2"], 8, /not found/);
      await fails(line, ["rollback", line.agentId, "--to", "77"], 8, /no (version|revision) with the number 77/);
      await fails(line, ["rollback", line.agentId, "--to", NOBODY], 8, /no (version|revision)/);
      assert.deepEqual(readdirSync(line.cwd), []);
    });

    test("7: no key, or one that is refused", async (t) => {
      const line = await commandLine(t, generation);
      const { ATOMS_BASE_URL } = line.env;
      /** @param {Record<string, string>} env */
      const as = (env) => ({ run: (/** @type {string[]} */ ...args) => new Running(args, { cwd: line.cwd, env }).end() });
      await fails(as({ ATOMS_BASE_URL }), ["status", line.agentId], 7, /set SMALLEST_API_KEY/);
      await fails(as({ ATOMS_BASE_URL, SMALLEST_API_KEY: "" }), ["release", line.agentId, ...SET], 7, /set SMALLEST_API_KEY/);
      const failure = await fails(as({ ATOMS_BASE_URL, SMALLEST_API_KEY: "sk_wrong" }), ["release", line.agentId, ...SET], 7, /401/);
      assert.equal(failure.error.cause.name, "AuthenticationError");
      assert.doesNotMatch(JSON.stringify(failure), /sk_wrong/);
    });

    test("1: what the platform finds invalid", async (t) => {
      const line = await commandLine(t, generation);
      const unsupported = ["--set", "language.default=hi", "--set", 'language.supported=["en"]'];
      await fails(line, ["release", line.agentId, ...unsupported], 1, /refused as invalid/);
      assert.deepEqual(readdirSync(line.cwd), [], "resuming would not help");
    });

    test("6: nobody answers", async (t) => {
      const line = await commandLine(t, generation);
      await line.server.close();
      const gone = ["--base-url", line.server.baseUrl];
      await fails(line, ["release", line.agentId, ...SET, ...gone], 6, /ECONNREFUSED/);
      assert.deepEqual(readdirSync(line.cwd), [], "nothing had begun");
    });
  });
}

test("3: something is in the way", async (t) => {
  const line = await commandLine(t, "branches");
  line.server.emulator.setFreeze(true);
  const failure = await fails(line, ["release", line.agentId, ...SET], 3, /frozen/i);
  assert.equal(failure.error.cause.name, "ConfigFrozenError");
  await fails(await commandLine(t, "versions"), ["promote", NOBODY, "staging"], 3, /versions, not branches/);
});

test("6: the platform is down", async (t) => {
  const server = createServer((_request, response) => response.writeHead(503, { "retry-after": "0" }).end("down"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const env = { SMALLEST_API_KEY: "sk_test", ATOMS_BASE_URL: `http://127.0.0.1:${port}/atoms/v1` };
  const run = (/** @type {string[]} */ ...args) => new Running(args, { env }).end();
  await fails({ run }, ["status", NOBODY], 6, /503/);
});

test("a checkpoint's file is looked at before anything is sent", async (t) => {
  const line = await commandLine(t, "versions");
  const { agentId, cwd } = line;
  writeFileSync(join(cwd, "package.json"), '{"name":"mine"}');
  await fails(line, ["release", agentId, ...SET, "--checkpoint", "package.json"], 1, /package\.json holds something else/);
  assert.equal(readFileSync(join(cwd, "package.json"), "utf8"), '{"name":"mine"}');
  await fails(line, ["release", agentId, ...SET, "--checkpoint", "missing/c.json"], 1, /ENOENT/);
  await fails(line, ["resume", "package.json"], 1, /package\.json holds no checkpoint/);
  await fails(line, ["resume", "missing.json"], 1, /ENOENT/);
  assert.equal((await line.atoms.listVersions(agentId)).total, 1);
});

test("a checkpoint that can't be written is said instead", async (t) => {
  const line = await commandLine(t, "versions", { clock: "manual" });
  mkdirSync(join(line.cwd, `atoms-release-${line.agentId}.checkpoint.json`));
  const { status, stderr } = await line.run("release", line.agentId, ...SET, "--deadline", "3s");
  assert.equal(status, 5);
  assert.match(stderr, /no checkpoint could be written/);
  writeFileSync(join(line.cwd, "kept.json"), stderr.trimEnd().split("\n").at(-1) ?? "");
  line.server.emulator.advance(10_000);
  assert.equal((await line.run("resume", "kept.json")).status, 0);
  assert.equal((await line.serving())["firstMessage"], "Hi");
});
