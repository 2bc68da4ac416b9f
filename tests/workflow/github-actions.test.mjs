// @ts-check
// The package's GitHub Actions workflow: read as YAML, its commands run in a
// repository that depends on the packed package, against the emulator over HTTP.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request as open } from "node:http";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, after, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { checkingProxy } from "../contract/checking-proxy.mjs";
import { jobFor, readWorkflow, runJob } from "./jobs.mjs";

const { ATOMS_PROJECT = "", ATOMS_TARBALL = "" } = process.env;
assert.ok(ATOMS_PROJECT && ATOMS_TARBALL, "run by `npm test -- workflow`: it needs the installed package");
const installed = join(ATOMS_PROJECT, "node_modules", "atoms-lifecycle");
/** @type {typeof import("atoms-lifecycle")} */
const { connect } = await import(pathToFileURL(join(installed, "node.js")).href);
/** @type {typeof import("atoms-lifecycle/emulator/server")} */
const { serve } = await import(pathToFileURL(join(installed, "server.js")).href);

const KEY = "sk_test_0123456789abcdef";
const workflow = readWorkflow(join(installed, "examples", "github-actions.yml"));
const repository = mkdtempSync(join(tmpdir(), "atoms-workflow-"));
after(() => rmSync(repository, { recursive: true }));

/** Nothing of this machine's npm but that it stays offline. */
const ENV = { PATH: process.env["PATH"], HOME: repository, npm_config_offline: "true", npm_config_audit: "false" };

before(() => {
  mkdirSync(join(repository, "agent"));
  const manifest = { private: true, devDependencies: { "atoms-lifecycle": `file:${ATOMS_TARBALL}` } };
  writeFileSync(join(repository, "package.json"), JSON.stringify(manifest));
  const locked = spawnSync("npm", ["install", "--package-lock-only"], { cwd: repository, env: ENV, encoding: "utf8" });
  assert.equal(locked.status, 0, locked.stderr);
});

/** @param {object} config */
function commit(config) {
  writeFileSync(join(repository, "agent", "config.json"), JSON.stringify(config));
}

/**
 * A platform with an agent, and the workflow's events.
 *
 * @param {import("node:test").TestContext} t
 * @param {"versions" | "branches"} generation
 */
async function begin(t, generation) {
  const server = await serve({ generation, checkDurationMs: 100, failChecksContaining: ["tabu"], apiKeys: [KEY] });
  const proxy = await checkingProxy(server.baseUrl);
  t.after(() => {
    proxy.close();
    return server.close();
  });
  const atoms = await connect({ apiKey: KEY, baseUrl: server.baseUrl });
  const agentId = await atoms.createAgent({ name: "support" });
  const known = { "secrets.SMALLEST_API_KEY": KEY, "vars.ATOMS_AGENT_ID": agentId };
  /**
   * @param {string} name
   * @param {Record<string, string>} [facts]
   * @param {{ baseUrl?: string, hear?: (output: string) => void }} [means]
   */
  const event = (name, facts = {}, { baseUrl = proxy.baseUrl, hear } = {}) =>
    runJob(jobFor(workflow, name), {
      cwd: repository,
      facts: { ...known, ...facts },
      env: { ...ENV, ATOMS_BASE_URL: baseUrl, GITHUB_SHA: "0123456789abcdef0123456789abcdef01234567" },
      ...(hear && { hear }),
    });
  const serving = async () => (await atoms.getAgent(agentId))._resolvedConfig.firstMessage;
  return { server, proxy, atoms, agentId, event, serving };
}

test("it starts by a push of the file that it releases, and by hand", () => {
  assert.deepEqual(workflow.on["push"], { branches: ["main"], paths: ["agent/config.json"] });
  assert.deepEqual(Object.keys(workflow.on), ["push", "workflow_dispatch"]);
  assert.deepEqual(workflow.permissions, { contents: "read" });
  assert.deepEqual(workflow.concurrency, { group: "voice-agent", "cancel-in-progress": false });
});

test("no command holds an expression, and the key is where it is used alone", () => {
  for (const { steps, environment } of Object.values(workflow.jobs)) {
    assert.equal(environment, "production");
    for (const { run = "", uses = "", env = {} } of steps) {
      // What somebody types into `to` would be a part of the script.
      assert.doesNotMatch(run, /\$\{\{/);
      assert.ok(run || /^actions\/[a-z-]+@v\d+$/.test(uses));
      assert.equal("SMALLEST_API_KEY" in env, run.includes("atoms-lifecycle"));
    }
  }
});

for (const generation of /** @type {const} */ (["versions", "branches"])) {
  describe(`on ${generation}`, () => {
    test("a push releases the file, and the job is run again in vain", async (t) => {
      const { atoms, agentId, event, serving } = await begin(t, generation);
      commit({ firstMessage: "Hello" });
      const { status, output } = await event("push");
      assert.equal(status, 0, output);
      assert.equal(await serving(), "Hello");
      assert.match(output, /^  2  [0-9a-f]+  serves  passed  \S+  0123456789ab$/m);
      const { activeVersionId } = await atoms.getAgent(agentId);
      const again = await event("push");
      assert.equal(again.status, 0, again.output);
      assert.match(again.output, /^unchanged: /m);
      assert.equal((await atoms.getAgent(agentId)).activeVersionId, activeVersionId);
    });

    test("by hand it rolls back, to the one before or to a number", async (t) => {
      const { atoms, agentId, event, serving } = await begin(t, generation);
      for (const firstMessage of ["one", "two", "three"]) {
        await atoms.release(agentId, { firstMessage }, { polling: { minIntervalMs: 20, maxIntervalMs: 100 } });
      }
      assert.equal((await event("workflow_dispatch", { "inputs.to": "" })).status, 0);
      assert.equal(await serving(), "two");
      assert.equal((await event("workflow_dispatch", { "inputs.to": "2" })).status, 0);
      assert.equal(await serving(), "one");
      const injected = await event("workflow_dispatch", { "inputs.to": `2"; touch stolen; "` });
      assert.notEqual(injected.status, 0);
      assert.ok(!readdirSync(repository).includes("stolen"));
    });

    test("a config that does not pass fails the job, and what serves is shown", async (t) => {
      const { atoms, agentId, event, serving } = await begin(t, generation);
      const { activeVersionId } = await atoms.getAgent(agentId);
      commit({ firstMessage: "tabu" });
      const { status, output } = await event("push");
      assert.equal(status, 4, output);
      assert.match(output, new RegExp(`^serves ${activeVersionId}$`, "m"));
      assert.equal(await serving(), "");
      assert.ok(!readdirSync(repository).includes("release.json"));
    });
  });
}

test("a network that fails in the middle is gone over", async (t) => {
  const { proxy, atoms, agentId, event, serving } = await begin(t, "versions");
  let network = /** @type {"up" | "down" | "back"} */ ("up");
  const gate = createServer((request, response) => {
    const { method, url = "", headers } = request;
    if (network === "up" && method === "PATCH" && url.endsWith("/activate")) network = "down";
    if (network === "down") {
      request.socket.destroy();
      return;
    }
    const onward = open(new URL(url, proxy.baseUrl), { method, headers }, (answer) => {
      answer.pipe(response.writeHead(answer.statusCode ?? 0, answer.headers));
    });
    request.pipe(onward);
  }).listen(0, "127.0.0.1");
  await once(gate, "listening");
  t.after(() => {
    gate.closeAllConnections();
    gate.close();
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (gate.address());
  commit({ firstMessage: "Hello" });
  const { status, output } = await event("push", {}, {
    baseUrl: `http://127.0.0.1:${port}/atoms/v1`,
    hear: (said) => {
      if (said.includes("go on with: atoms-lifecycle resume release.json")) network = "back";
    },
  });
  assert.equal(status, 0, output);
  assert.equal(network, "back", output);
  assert.equal(await serving(), "Hello");
  assert.equal((await atoms.listVersions(agentId)).total, 2, "one new version");
  assert.ok(!readdirSync(repository).includes("release.json"));
});
