// @ts-check
// The example of the package: a release whose process is killed at random
// moments, and run again until it is done; and one that the platform refuses.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { KEY, platformWithAgent, platformWithBranches } from "./platform.mjs";

const manifest = createRequire(import.meta.url).resolve("atoms-lifecycle/package.json");
const EXAMPLE = join(dirname(manifest), "examples", "resumable-release.mjs");
const PATCH = { firstMessage: "Nothing stops me." };
/** More lives than it takes, wherever the kills hit. */
const LIVES = 60;

const GENERATIONS = /** @type {const} */ ([
  ["versions", platformWithAgent],
  ["branches", platformWithBranches],
]);

/**
 * Runs the example once, and kills it so long after its first step began.
 *
 * @param {import("atoms-lifecycle/emulator/server").EmulatorServer} server
 * @param {string[]} args
 * @param {number} [afterMs]
 * @returns {Promise<{ code: number | null, output: string }>}
 */
async function live({ baseUrl }, args, afterMs) {
  const child = spawn(process.execPath, [EXAMPLE, ...args], {
    env: { ...process.env, SMALLEST_API_KEY: KEY, ATOMS_BASE_URL: baseUrl },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  // Its life begins with its first step: starting takes as long as it takes.
  if (afterMs !== undefined) child.stdout.once("data", () => setTimeout(() => child.kill("SIGKILL"), afterMs).unref());
  const [code] = await once(child, "close");
  return { code, output };
}

/** @param {import("node:test").TestContext} t deletes it at its end */
function folderFor(t) {
  const folder = mkdtempSync(join(tmpdir(), "atoms-resumable-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe("the example is killed until it is done", { concurrency: true, timeout: 180_000 }, () => {
  for (const [generation, begin] of GENERATIONS) {
    test(generation, async (t) => {
      const { server, atoms, agentId } = await begin(t, { checkDurationMs: 1_000 });
      const before = (await atoms.getAgent(agentId)).activeVersionId;
      const folder = folderFor(t);
      const args = [agentId, JSON.stringify(PATCH), join(folder, "checkpoint.json")];
      let kills = 0;
      let last;
      for (let life = 1; life <= LIVES; life += 1) {
        last = await live(server, args, (life * 97) % 500);
        if (last.code === 0) break;
        assert.equal(last.code, null, last.output);
        kills += 1;
      }
      t.diagnostic(`killed ${kills} times`);
      assert.ok(kills > 0, "it was never killed");
      assert.equal(last?.code, 0, last?.output);

      const agent = await atoms.getAgent(agentId);
      assert.equal(agent._resolvedConfig?.["firstMessage"], PATCH.firstMessage);
      assert.notEqual(agent.activeVersionId, before);
      assert.match(last.output, new RegExp(`${agent.activeVersionId} serves`));
      if (generation === "versions") {
        const { total } = await atoms.listVersions(agentId);
        assert.equal(total, 2, "one new version");
        assert.deepEqual(await atoms.listDrafts(agentId), []);
      } else {
        const { branches } = await atoms.listBranches(agentId);
        assert.equal(branches[0]?.revisionsCount, 2, "one new revision");
        assert.equal(branches[0]?.hasOpenDraft, false);
      }
      assert.deepEqual(readdirSync(folder).filter((name) => !name.endsWith(".new")), [], "its checkpoint is gone");
    });
  }
});

describe("what the platform refused does not come back", { concurrency: true, timeout: 180_000 }, () => {
  /** @type {[refusal: string, patch: object, why: RegExp][]} */
  const refusals = [
    ["a failed security check", { firstMessage: "forbidden words" }, /security check/],
    ["a field that a patch does not have", { prompt: "Be kind." }, /refused as invalid/],
  ];
  for (const [generation, begin] of GENERATIONS) {
    for (const [refusal, refused, why] of refusals) {
      test(`${refusal} on ${generation}`, async (t) => {
        const { server, atoms, agentId } = await begin(t, { checkDurationMs: 50, failChecksContaining: ["forbidden words"] });
        const folder = folderFor(t);
        const file = join(folder, "checkpoint.json");
        const first = await live(server, [agentId, JSON.stringify(refused), file]);
        assert.equal(first.code, 1, first.output);
        assert.match(first.output, why);
        assert.deepEqual(readdirSync(folder), [], "nothing to resume");

        const second = await live(server, [agentId, JSON.stringify(PATCH), file]);
        assert.equal(second.code, 0, second.output);
        assert.equal((await atoms.getAgent(agentId))._resolvedConfig?.firstMessage, PATCH.firstMessage);
        assert.deepEqual(readdirSync(folder), [], "its checkpoint is gone");
      });
    }
  }
});
