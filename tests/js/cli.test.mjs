// @ts-check
// `npx atoms-lifecycle`: arguments, exit codes and signals.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { AUTH, WITH_JSON, checked, createAgent, emulate, folder, run } from "./command.mjs";
import { replies, talk } from "./served.mjs";

const COMMANDS = ["release", "status", "versions", "diff", "rollback", "promote", "wait", "resume", "emulate", "demo"];

describe("mistakes", { concurrency: true }, () => {
  for (const [args, line] of /** @type {[string[], RegExp][]} */ ([
    [[], /name a command/],
    [["emulat"], /unknown command "emulat"/],
    [["constructor"], /unknown command "constructor"/],
    [["emulate", "--prot", "1"], /unknown option '--prot'; did you mean --port\?/],
    [["emulate", "extra"], /unexpected argument 'extra'/],
    [["emulate", "--port"], /argument missing/],
    [["emulate", "--port", "http"], /--port must be a whole number/],
    [["emulate", "--port", "65536"], /--port must be a whole number/],
    [["emulate", "--check-duration", "-1"], /check-duration/],
    [["emulate", "--check-duration", "6s"], /--check-duration must be a whole number/],
    [["emulate", "--generation", "tags"], /--generation must be/],
    [["emulate", "--freeze", "maybe"], /--freeze must be on or off/],
    [["emulate", "--freeze"], /argument missing/],
    [["emulate", "--fail-checks-containing", ""], /--fail-checks-containing needs a text/],
    [["emulate", "--allow-host", "http://atoms.test:80"], /--allow-host must be a host name alone/],
    [["release"], /AGENT is missing/],
    [["release", "a", "b", "--set", "x=1"], /unexpected argument 'b'/],
    [["release", "a"], /nothing to release/],
    [["release", "a", "--set", "firstMessage"], /--set needs a path and a value/],
    [["release", "a", "--set", "=1"], /--set needs a path and a value/],
    [["release", "a", "--set", "a..b=1"], /--set a\.\.b: no such path/],
    [["release", "a", "--set", "__proto__.b=1"], /--set __proto__\.b: no such path/],
    [["release", "a", "--set", "b=1", "--set", "b.c=2"], /--set b\.c: b is no object/],
    [["release", "a", "--patch", "no-such.json"], /--patch: no-such\.json can't be read as JSON/],
    [["release", "a", "--patch", "-"], /--patch: stdin can't be read as JSON/],
    [["release", "a", "--set", "x=1", "--open-draft", "keep"], /--open-draft must be refuse, include or replace/],
    [["release", "a", "--set", "x=1", "--on-conflict", "keep"], /--on-conflict must be refuse, merge or overwrite/],
    [["release", "a", "--set", "x=1", "--deadline", "5"], /--deadline must be a time such as/],
    [["release", "a", "--set", "x=1", "--deadline", "0s"], /--deadline must be a time such as/],
    [["release", "a", "--set", "x=1", "--labl", "v2"], /did you mean --label\?/],
    [["status"], /AGENT is missing/],
    [["versions", "a", "--limit", "0"], /--limit must be a whole number from 1 to 100/],
    [["diff", "a", "b"], /B is missing/],
    [["promote", "a"], /BRANCH is missing/],
    [["wait", "a"], /VERSION is missing/],
    [["resume"], /FILE is missing/],
    [["demo", "--generation", "tags"], /--generation must be versions or branches/],
  ])) {
    test(`in the call: ${args.join(" ") || "nothing"}`, () => {
      const { status, stdout, stderr } = run(...args);
      assert.equal(status, 2);
      assert.equal(stdout, "");
      assert.match(stderr.split("\n")[0] ?? "", line);
      assert.match(stderr, new RegExp(`\nusage: atoms-lifecycle ${COMMANDS.find((name) => name === args[0]) ?? "COMMAND"} `));
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
      [["--port", "0", "--freeze", "on"], /--freeze on needs a platform with branches/],
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

test("a key is no argument, and is not said again", () => {
  const secret = "sk_live_0123456789";
  for (const args of [
    ["status", "a", "--key", secret],
    ["status", "a", `--key=${secret}`],
    ["status", "a", "--api-key", secret],
    ["--apiKey", secret, "status", "a"],
    ["status", "a", secret],
    [secret],
  ]) {
    const { status, stdout, stderr } = run(...args);
    assert.equal(status, 2, args.join(" "));
    assert.match(stderr, /^atoms-lifecycle: no key is taken as an argument: .* set SMALLEST_API_KEY$/m);
    assert.doesNotMatch(stdout + stderr, /0123456789/);
  }
});

test("help is no mistake", () => {
  for (const args of [["--help"], ["-h"]]) {
    const { status, stdout } = run(...args);
    assert.equal(status, 0);
    for (const name of COMMANDS) assert.match(stdout, new RegExp(`^  ${name} `, "m"));
    for (const code of [0, 1, 2, 3, 4, 5, 6, 7, 8]) assert.match(stdout, new RegExp(`^  ${code} `, "m"));
  }
  const { stdout } = run("emulate", "--help");
  for (const flag of ["port", "host", "allow-host", "data", "check-duration", "fail-checks-containing", "generation", "freeze"]) {
    assert.match(stdout, new RegExp(`^  --${flag} `, "m"));
  }
  for (const name of COMMANDS) {
    const help = run(name, "-h");
    assert.equal(help.status, 0);
    assert.match(help.stdout, new RegExp(`^usage: atoms-lifecycle ${name} `));
  }
  assert.match(run("--version").stdout, /^\d+\.\d+\.\d+\n$/);
});

test("the demo needs no key and no network, and ends with what served first", () => {
  for (const generation of ["versions", "branches"]) {
    const { status, stdout, stderr } = run("demo", "--generation", generation, "--check-duration", "0");
    assert.equal(status, 0, stderr);
    assert.match(stdout, /serving: Hi there! How can I help\?\n\nrollback\n[^]*serving: Hello, this is the lifecycle demo agent\.\n$/);
  }
});

/**
 * One call of an agent, unwrapped.
 *
 * @param {string} baseUrl
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<{ status: number, data: any }>}
 */
async function call(baseUrl, method, path, body) {
  const response = await checked(`${baseUrl}/agent/${path}`, {
    method,
    headers: body ? WITH_JSON : AUTH,
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, data: /** @type {any} */ (await response.json()).data };
}

/**
 * Publishes a greeting, to be checked in no time.
 *
 * @param {string} baseUrl
 * @param {string} firstMessage
 */
async function publish(baseUrl, firstMessage) {
  const agentId = await createAgent(baseUrl, "quick");
  const { activeVersionId } = (await call(baseUrl, "GET", agentId)).data;
  const { draftId } = (await call(baseUrl, "POST", `${agentId}/drafts`, { sourceVersionId: activeVersionId })).data;
  await call(baseUrl, "PATCH", `${agentId}/drafts/${draftId}/config`, { firstMessage });
  const { _id } = (await call(baseUrl, "POST", `${agentId}/drafts/${draftId}/publish`, {})).data;
  const { securityCheck } = (await call(baseUrl, "GET", `${agentId}/versions/${_id}`)).data.version;
  return { agentId, versionId: _id, securityCheck };
}

test("the check takes as long as it is told", async () => {
  const { baseUrl } = await emulate("--check-duration", "0");
  const { agentId, versionId } = await publish(baseUrl, "hi");
  await call(baseUrl, "PATCH", `${agentId}/versions/${versionId}/activate`);
  assert.equal((await call(baseUrl, "GET", agentId)).data.activeVersionId, versionId);
});

test("the check fails on the texts that it is told", async () => {
  const flags = ["--fail-checks-containing", "forbidden words", "--fail-checks-containing", "tabu"];
  const { baseUrl } = await emulate("--check-duration", "0", ...flags);
  for (const text of ["forbidden words", "tabu"]) {
    const { securityCheck } = await publish(baseUrl, `these are ${text}`);
    assert.equal(securityCheck.status, "failed");
    assert.ok(securityCheck.reason.includes(text));
  }
  assert.equal((await publish(baseUrl, "kind words, not forbidden")).securityCheck.status, "passed");
});

test("a freeze is on until it is off, across restarts", async () => {
  const data = join(folder, "frozen.json");
  /** @type {string | undefined} */
  let agentId;
  for (const [flags, status] of /** @type {[string[], number][]} */ ([
    [["--generation", "branches", "--freeze", "on"], 423],
    [[], 423],
    [["--freeze", "off"], 200],
    [[], 200],
  ])) {
    const { child, baseUrl } = await emulate("--data", data, ...flags);
    agentId ??= await createAgent(baseUrl, "cold");
    const [main] = (await call(baseUrl, "GET", `${agentId}/branches`)).data.branches;
    const write = await call(baseUrl, "PUT", `${agentId}/branches/${main.branch._id}/draft`, { firstMessage: "hi" });
    assert.equal(write.status, status, flags.join(" "));
    child.kill("SIGTERM");
    await once(child, "exit");
  }
});

test("a name is served when it is allowed", async () => {
  const { baseUrl } = await emulate("--allow-host", "atoms.test", "--allow-host", "other.test");
  for (const [host, status] of [["atoms.test", 200], ["other.test:80", 200], ["evil.test", 403]]) {
    const answer = await talk({ url: baseUrl }, `GET /atoms/v1/agent HTTP/1.0\r\nhost: ${host}\r\nauthorization: Bearer x\r\n\r\n`);
    assert.equal(replies(answer)[0]?.status, status, String(host));
  }
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
