// @ts-check
// A release whose process is told to stop, killed, or left by its reader.

import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, test } from "node:test";
import { GENERATIONS, Running, commandLine } from "./cli-platform.mjs";
import { KEY } from "./platform.mjs";
import { createAgent, emulate, folder } from "./command.mjs";

const SET = ["--set", "firstMessage=Nothing stops me"];
/** Told as soon as a poll of the check was answered. */
const CHECKING = /^  check +(queued|running) /m;
const HELD = /** @type {const} */ ({ clock: "manual" });

/** The command that it says to go on with. @param {string} stderr */
function advice(stderr) {
  const [, words = ""] = /^go on with: atoms-lifecycle (.*)$/m.exec(stderr) ?? [];
  return words.split(" ");
}

/**
 * One new version, and it serves.
 *
 * @param {Awaited<ReturnType<typeof commandLine>>} line
 * @param {import("./cli-platform.mjs").Generation} generation
 */
async function isDone({ atoms, agentId, serving }, generation) {
  assert.equal((await serving())["firstMessage"], "Nothing stops me");
  if (generation === "versions") {
    assert.equal((await atoms.listVersions(agentId)).total, 2);
    assert.deepEqual(await atoms.listDrafts(agentId), []);
  } else {
    const [main] = (await atoms.listBranches(agentId)).branches;
    assert.deepEqual([main?.revisionsCount, main?.hasOpenDraft], [2, false]);
  }
}

for (const generation of GENERATIONS) {
  describe(`on ${generation}`, { concurrency: 2 }, () => {
    for (const [signal, code] of /** @type {const} */ ([["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]])) {
      test(`${signal} ends it with ${code}, and says how to go on`, async (t) => {
        const line = await commandLine(t, generation, HELD);
        const releasing = line.start("release", line.agentId, ...SET);
        await releasing.until(CHECKING);
        releasing.child.kill(signal);
        const { status, stderr } = await releasing.end();
        assert.equal(status, code, stderr);
        assert.equal((await line.serving())["firstMessage"], "", "nothing serves of it");
        const resume = advice(stderr);
        assert.deepEqual(resume, ["resume", `atoms-release-${line.agentId}.checkpoint.json`]);

        const resuming = line.start(...resume);
        // On branches the publish was called back, and is made once more.
        if (generation === "branches") await resuming.until(CHECKING);
        line.server.emulator.advance(10_000);
        const resumed = await resuming.end();
        assert.equal(resumed.status, 0, resumed.stderr);
        assert.match(resumed.stdout, /^released: /m);
        await isDone(line, generation);
        assert.deepEqual(readdirSync(line.cwd), [], "the checkpoint is gone with what it was for");
      });
    }

    test("a kill leaves the file that was named", async (t) => {
      const line = await commandLine(t, generation, HELD);
      const releasing = line.start("release", line.agentId, ...SET, "--checkpoint", "c.json");
      await releasing.until(CHECKING);
      releasing.child.kill("SIGKILL");
      await releasing.end();
      assert.deepEqual(readdirSync(line.cwd), ["c.json"]);
      line.server.emulator.advance(10_000);
      // Stopped again, it keeps the file.
      const refused = await new Running(["resume", "c.json"], { cwd: line.cwd, env: { ...line.env, SMALLEST_API_KEY: "sk_wrong" } }).end();
      assert.equal(refused.status, 7, refused.stderr);
      assert.deepEqual(advice(refused.stderr), ["resume", "c.json"]);
      const resumed = await line.run("resume", "c.json");
      assert.equal(resumed.status, 0, resumed.stderr);
      await isDone(line, generation);
      assert.deepEqual(readdirSync(line.cwd), []);
    });

    test("a reader that leaves does not stop it", async (t) => {
      const line = await commandLine(t, generation, HELD);
      const releasing = line.start("release", line.agentId, ...SET);
      await releasing.until(CHECKING);
      releasing.child.stdout.destroy();
      line.server.emulator.advance(10_000);
      const { status, stderr } = await releasing.end();
      assert.equal(status, 0, stderr);
      await isDone(line, generation);
    });
  });
}

test("a second ctrl-c does not wait for the platform, and leaves the checkpoint", async () => {
  // In a process of its own, which can be made to hang.
  const { child, baseUrl } = await emulate("--generation", "branches", "--check-duration", "86400000");
  const agentId = await createAgent(baseUrl, "held");
  const env = { SMALLEST_API_KEY: "sk_test", ATOMS_BASE_URL: baseUrl };
  const file = join(folder, `atoms-release-${agentId}.checkpoint.json`);
  const releasing = new Running(["release", agentId, ...SET], { env });
  await releasing.until(CHECKING);
  child.kill("SIGSTOP");
  releasing.child.kill("SIGINT");
  // Its publish is being called back: told by the step, never finished.
  await releasing.until(/^  check +\d/m);
  assert.equal(existsSync(file), false);
  releasing.child.kill("SIGINT");
  const { status, stderr } = await releasing.end();
  assert.equal(status, 130);
  assert.match(stderr, /^atoms-lifecycle: stopped at once, at discard; /);
  assert.doesNotMatch(stderr, /release stopped/, "it waited for its end");
  assert.deepEqual(advice(stderr), ["resume", `atoms-release-${agentId}.checkpoint.json`]);
  assert.equal(JSON.parse(readFileSync(file, "utf8")).call, "release");
  child.kill("SIGCONT");
});

test("before anything was written there is nothing to resume", async (t) => {
  const server = createServer(() => undefined);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const env = { SMALLEST_API_KEY: KEY, ATOMS_BASE_URL: `http://127.0.0.1:${port}/atoms/v1` };
  for (const command of ["release", "status"]) {
    const running = new Running([command, "60d0fe4f5311236168a109cf", ...(command === "release" ? SET : [])], { env });
    await once(server, "request");
    running.child.kill("SIGINT");
    const { status, stderr } = await running.end();
    assert.equal(status, 130);
    assert.doesNotMatch(stderr, /go on with/);
  }
});
