// @ts-check
// `release` and what looks at it and takes it back, on both generations.

import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { GENERATIONS, commandLine, documents } from "./cli-platform.mjs";

const ID = /[0-9a-f]{24}/;

/** Security checks last until the test lets them end. */
const HELD = /** @type {const} */ ({ clock: "manual" });

/**
 * Lets the check pass once the command has told that it goes on.
 *
 * @param {import("./cli-platform.mjs").Running} command
 * @param {import("atoms-lifecycle/emulator/server").EmulatorServer} server
 * @param {RegExp} waiting
 */
async function letPass(command, { emulator }, waiting) {
  await command.until(waiting);
  emulator.advance(10_000);
}

for (const generation of GENERATIONS) {
  const what = generation === "branches" ? "revision" : "version";

  describe(`on ${generation}`, { concurrency: 3 }, () => {
    test("a release of fields and a file ends with what serves", async (t) => {
      const { server, atoms, agentId, cwd, start, run, serving } = await commandLine(t, generation, HELD);
      const file = { firstMessage: "of the file", synthesizer: { speed: 0.9, consistency: 0.4 } };
      writeFileSync(join(cwd, "patch.json"), JSON.stringify(file));
      const sets = ["--set", 'firstMessage="7"', "--set", "synthesizer.speed=1.1", "--set", "globalPrompt=be = kind"];
      const releasing = start("release", agentId, "--patch", "patch.json", ...sets, "--label", "v2");
      await letPass(releasing, server, /^  check +(queued|running) +\d+\.\d s$/m);
      const { status, stdout, stderr } = await releasing.end();
      assert.equal(status, 0, stderr);
      assert.equal(stderr, "");
      const { firstMessage, synthesizer, globalPrompt } = await serving();
      assert.equal(firstMessage, "7", "a JSON text is a text");
      assert.equal(synthesizer.speed, 1.1, "a field goes over the file's");
      assert.equal(synthesizer.consistency, 0.4);
      assert.equal(globalPrompt, "be = kind");
      const { activeVersionId } = await atoms.getAgent(agentId);
      assert.match(stdout, new RegExp(`^released: ${what} 2 \\(${activeVersionId}\\) serves`, "m"));
      assert.match(stdout, /^  firstMessage: "" -> "7"$/m);
      assert.match(stdout, /^  verify +\d+\.\d s$/m);
      assert.doesNotMatch(stdout, /[\r\u001b]/, "a log has plain lines");
      assert.deepEqual(readdirSync(cwd), ["patch.json"], "nothing is left to resume");
      const { stdout: listed } = await run("versions", agentId, "--limit", "1");
      assert.match(listed, new RegExp(`^  2  ${activeVersionId}  serves  passed  \\S+  v2\n$`));
    });

    test("a patch comes by stdin too, and changes nothing twice", async (t) => {
      const { agentId, feed, serving } = await commandLine(t, generation);
      const patch = JSON.stringify({ firstMessage: "of stdin" });
      assert.equal((await feed(patch, "release", agentId, "--patch", "-")).status, 0);
      assert.equal((await serving())["firstMessage"], "of stdin");
      const again = await feed(patch, "release", agentId, "--patch", "-");
      assert.equal(again.status, 0);
      assert.match(again.stdout, new RegExp(`^unchanged: ${what}`, "m"));
    });

    test("--json is a document a line, the report last", async (t) => {
      const { server, agentId, start } = await commandLine(t, generation, HELD);
      const releasing = start("release", agentId, "--set", "firstMessage=Hi", "--json");
      await letPass(releasing, server, /"check":\{"status":"(queued|running)"/);
      const { status, stdout, stderr } = await releasing.end();
      assert.equal(status, 0);
      assert.equal(stderr, "");
      const lines = documents(stdout);
      const report = lines.pop();
      assert.deepEqual([report.event, report.command, report.outcome], ["report", "release", "released"]);
      assert.match(report.versionId, ID);
      assert.ok(lines.length > 8);
      for (const line of lines) {
        assert.equal(line.event, "progress");
        assert.equal(line.ids.agentId, agentId);
        assert.ok(["started", "waiting", "finished"].includes(line.state));
      }
    });

    test("--plan says what would change and leaves nothing", async (t) => {
      const { atoms, agentId, run, serving } = await commandLine(t, generation);
      const before = await atoms.getAgent(agentId);
      const { status, stdout } = await run("release", agentId, "--set", "firstMessage=Hi", "--plan", "--label", "not yet");
      assert.equal(status, 0);
      assert.match(stdout, /would change, against [0-9a-f]+:\n  firstMessage: "" -> "Hi"\n$/);
      assert.equal((await serving())["firstMessage"], "");
      assert.equal((await atoms.getAgent(agentId)).activeVersionId, before.activeVersionId);
      const none = await run("release", agentId, "--set", "firstMessage=", "--plan");
      assert.match(none.stdout, /would change nothing/);
    });

    test("a rollback goes to the one before, or to a number or an id", async (t) => {
      const { atoms, agentId, run, serving } = await commandLine(t, generation);
      for (const text of ["one", "two", "three"]) {
        const { status, stderr } = await run("release", agentId, "--set", `firstMessage=${text}`, "--label", text);
        assert.equal(status, 0, stderr);
      }
      const { activeVersionId: third } = await atoms.getAgent(agentId);
      const back = await run("rollback", agentId);
      assert.equal(back.status, 0, back.stderr);
      assert.match(back.stdout, new RegExp(`^rolled back: ${what} \\d \\([0-9a-f]+\\) "two" serves$`, "m"));
      assert.equal((await serving())["firstMessage"], "two");
      assert.equal((await run("rollback", agentId, "--to", "2")).status, 0);
      assert.equal((await serving())["firstMessage"], "one");
      const [report] = documents((await run("rollback", agentId, "--to", third, "--json")).stdout).slice(-1);
      assert.equal(report.outcome, "rolledBack");
      assert.equal((await serving())["firstMessage"], "three");
    });

    test("status, versions and diff say what there is", async (t) => {
      const { atoms, agentId, run } = await commandLine(t, generation);
      assert.equal((await run("release", agentId, "--set", "firstMessage=Hi", "--label", "greets")).status, 0);
      const { activeVersionId } = await atoms.getAgent(agentId);

      const { stdout: status } = await run("status", agentId);
      assert.match(status, new RegExp(`^support \\(${agentId}\\), with ${generation}\nserves ${activeVersionId}\n`));
      assert.match(status, new RegExp(`^  2  ${activeVersionId}  serves  passed  \\S+  greets$`, "m"));
      assert.match(status, generation === "branches" ? /^  Main  live  revision 2 /m : /^no open drafts$/m);
      const [document] = documents((await run("status", agentId, "--json")).stdout);
      assert.equal(document.generation, generation);
      assert.equal(document.activeVersionId, activeVersionId);
      assert.deepEqual(document.latest.map((/** @type {any} */ row) => row.label), ["greets", null]);

      for (const [from, to] of [["1", "2"], ["1", "active"], ["1", activeVersionId]]) {
        const { stdout } = await run("diff", agentId, String(from), String(to));
        assert.equal(stdout, 'call_handling firstMessage: "" -> "Hi"\n', `${from} to ${to}`);
      }
      assert.equal((await run("diff", agentId, "active", "2")).stdout, "no difference\n");
      const [compared] = documents((await run("diff", agentId, "1", "2", "--json")).stdout);
      assert.deepEqual(compared.diffs[0].changes, [{ path: "firstMessage", oldValue: "", newValue: "Hi" }]);
    });
  });
}

test("a release is staged on a branch, compared and promoted", async (t) => {
  const { agentId, run, serving } = await commandLine(t, "branches");
  const stage = ["--branch", "staging", "--create-branch", "--stage-only"];
  const staged = await run("release", agentId, "--set", "firstMessage=Hi", ...stage);
  assert.equal(staged.status, 0, staged.stderr);
  assert.match(staged.stdout, new RegExp(`^staged: revision 1 .* atoms-lifecycle promote ${agentId} staging$`, "m"));
  assert.equal((await serving())["firstMessage"], "");
  assert.match((await run("diff", agentId, "Main", "staging")).stdout, /firstMessage: "" -> "Hi"/);
  assert.match((await run("versions", agentId, "--branch", "staging")).stdout, /^  1 /);
  const promoted = await run("promote", agentId, "staging");
  assert.equal(promoted.status, 0, promoted.stderr);
  assert.match(promoted.stdout, /^promoted: branch staging is live instead of Main/m);
  assert.equal((await serving())["firstMessage"], "Hi");
});

test("an open draft is refused, and named, compared and taken on request", async (t) => {
  const { server, atoms, agentId, start, run, serving } = await commandLine(t, "branches");
  const { branches } = await atoms.listBranches(agentId);
  await atoms.updateBranchDraft(agentId, String(branches[0]?.branch._id), { globalPrompt: "theirs" });
  const args = ["release", agentId, "--set", "firstMessage=Hi"];
  const refused = await run(...args);
  assert.equal(refused.status, 3);
  assert.match(refused.stderr, /globalPrompt/);
  assert.match((await run("status", agentId)).stdout, /open draft$/m);
  assert.match((await run("diff", agentId, "Main", "Main:draft")).stdout, /globalPrompt: .* -> "theirs"/);
  server.emulator.setFreeze(true);
  assert.equal((await run(...args, "--open-draft", "include")).status, 3, "frozen");
  const waits = start(...args, "--open-draft", "include", "--wait-out-freeze");
  await waits.until(/^  read /m);
  server.emulator.setFreeze(false);
  assert.equal((await waits.end()).status, 0);
  const { firstMessage, globalPrompt } = await serving();
  assert.deepEqual([firstMessage, globalPrompt], ["Hi", "theirs"]);
});

test("wait ends when a version passed", async (t) => {
  const { atoms, agentId, run } = await commandLine(t, "versions", { checkDurationMs: 600 });
  const { activeVersionId } = await atoms.getAgent(agentId);
  const { draftId } = await atoms.forkDraft(agentId, { sourceVersionId: activeVersionId });
  await atoms.updateDraftConfig(agentId, draftId, { firstMessage: "Hi" });
  const { _id } = await atoms.publishDraft(agentId, draftId);
  const { status, stdout } = await run("wait", agentId, "2");
  assert.equal(status, 0);
  assert.match(stdout, new RegExp(`^passed: version ${_id}`, "m"));
  assert.equal((await atoms.getVersion(agentId, _id)).version.securityCheck?.status, "passed");
});
