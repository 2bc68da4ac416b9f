// @ts-check
// The command line at a terminal: `script` gives it one, and what is typed is typed there.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { describe, test } from "node:test";
import { commandLine } from "./cli-platform.mjs";
import { bin } from "./command.mjs";

const CTRL_C = "\x03";
const CTRL_D = "\x04";
const QUESTION = /\[y\/N\] $/;

/**
 * Runs a command at a terminal, and types each answer when it is waited for.
 *
 * @param {import("node:test").TestContext} t ends it with the test
 * @param {{ cwd: string, env: Record<string, string> }} line
 * @param {string[]} args
 * @param {[on: RegExp, keys: string | (() => void)][]} [answers]
 */
async function atTerminal(t, { cwd, env }, args, answers = []) {
  const words = [process.execPath, bin, ...args].map((word) => `'${word}'`).join(" ");
  const child = spawn("script", ["--quiet", "--return", "--echo", "never", "--command", words, "/dev/null"], {
    cwd,
    env: { PATH: process.env["PATH"], TERM: "xterm", ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  t.after(() => child.kill("SIGKILL"));
  let screen = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    screen += text;
    const [on, keys] = answers[0] ?? [];
    if (on === undefined || keys === undefined || !on.test(screen)) return;
    answers.shift();
    if (typeof keys === "string") child.stdin.write(keys);
    else keys();
  });
  const [status] = await once(child, "close");
  return { status, screen };
}

describe("at a terminal", { concurrency: 3, timeout: 120_000 }, () => {
  test("a release is asked for, and told in a line that lives", async (t) => {
    const line = await commandLine(t, "versions", { clock: "manual" });
    const { status, screen } = await atTerminal(
      t,
      line,
      ["release", line.agentId, "--set", "firstMessage=Hi", "--set", "synthesizer.speed=1.1"],
      [
        [QUESTION, "y\n"],
        [/check +(queued|running) +0\.\d s\u001b\[K\r[^\n]*check +(queued|running) +[^\n]*$/, () => line.server.emulator.advance(10_000)],
      ],
    );
    assert.equal(status, 0, screen);
    const asked = `release firstMessage, synthesizer.speed of support (${line.agentId})? [y/N] `;
    assert.ok(screen.startsWith(asked), screen);
    assert.match(screen, /\r\u001b\[K  publish +\d+\.\d s\r\n/, "what ended stays");
    assert.match(screen, /\r\nreleased: version 2 /);
    assert.equal((await line.serving())["firstMessage"], "Hi");
  });

  for (const [name, keys, status] of /** @type {const} */ ([
    ["no", "n\n", 1],
    ["nothing", "\n", 1],
    ["the end of input", CTRL_D, 1],
    ["ctrl-c", CTRL_C, 130],
  ])) {
    test(`${name} is not yes`, async (t) => {
      const line = await commandLine(t, "branches");
      const { activeVersionId } = await line.atoms.getAgent(line.agentId);
      for (const command of [["release", line.agentId, "--set", "firstMessage=Hi"], ["rollback", line.agentId]]) {
        const ended = await atTerminal(t, line, command, [[QUESTION, keys]]);
        assert.equal(ended.status, status, ended.screen);
      }
      assert.equal((await line.atoms.getAgent(line.agentId)).activeVersionId, activeVersionId);
      assert.deepEqual(readdirSync(line.cwd), []);
    });
  }

  test("--yes, --json and --plan ask nothing", async (t) => {
    const line = await commandLine(t, "versions");
    for (const [text, flag] of [["one", "--yes"], ["two", "-y"], ["three", "--json"], ["four", "--plan"]]) {
      const { status, screen } = await atTerminal(t, line, ["release", line.agentId, "--set", `firstMessage=${text}`, String(flag)]);
      assert.equal(status, 0, screen);
      assert.doesNotMatch(screen, /\[y\/N\]/);
    }
    assert.equal((await line.serving())["firstMessage"], "three");
  });

  test("ctrl-c in the middle leaves the line in order and says how to go on", async (t) => {
    const line = await commandLine(t, "versions", { clock: "manual" });
    const { status, screen } = await atTerminal(t, line, ["release", line.agentId, "--set", "firstMessage=Hi", "--yes"], [
      [/check +(queued|running)/, CTRL_C],
    ]);
    assert.equal(status, 130, screen);
    assert.match(screen, /\r\u001b\[Katoms-lifecycle: release stopped at check/);
    assert.match(screen, /\r\ngo on with: atoms-lifecycle resume atoms-release-[0-9a-f]+\.checkpoint\.json\r\n$/);
  });
});
