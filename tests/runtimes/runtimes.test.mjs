// @ts-check
// The lifecycle on both generations, on every entry of the installed package, in every runtime.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { Workers } from "./workers.mjs";

/** @typedef {import("atoms-lifecycle/emulator/server").EmulatorServer} EmulatorServer */

const KEY = "sk_test_0123456789abcdef";
const GENERATIONS = /** @type {const} */ (["versions", "branches"]);
const DONE = GENERATIONS.map((generation) => `${generation}: released, released, rolled back, aborted and resumed`);
/** A process takes a second or two; one that takes this long hangs. */
const PATIENCE_MS = 60_000;

const project = process.env["ATOMS_PROJECT"] ?? "";
/** @type {Record<string, string>} */
const binaries = JSON.parse(process.env["ATOMS_RUNTIMES"] ?? "{}");
const modules = join(project, "node_modules");
/** Copies of these programs, where the package is installed. */
const programs = join(project, "runtimes");

const OVER_HTTP = [".", "./slim", "./inline"];
const WITH_EMULATOR = ["./emulator", "./emulator/server"];

const DENO = ["run", "--no-prompt", "--allow-net"];

/** How each is called, and whether what it requires is what it imports. */
const RUNTIMES = [
  { name: "node20.0", args: [], instances: "two instances" },
  { name: "node20", args: [], instances: "one instance" },
  { name: "node22", args: [], instances: "one instance" },
  { name: "node24", args: [], instances: "one instance" },
  { name: "deno", args: [...DENO, "--allow-read"], instances: "one instance" },
  { name: "bun", args: [], instances: "one instance" },
];

/** @type {string[]} */
let baseUrls = [];
/** @type {EmulatorServer[]} */
let servers = [];
let folder = "";

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "atoms-runtimes-"));
  /** @type {typeof import("atoms-lifecycle/emulator/server")} */
  const { serve } = await import(pathToFileURL(join(modules, "atoms-lifecycle", "server.js")).href);
  servers = await Promise.all(GENERATIONS.map((generation) => serve({ generation, checkDurationMs: 200, apiKeys: [KEY] })));
  baseUrls = servers.map(({ baseUrl }) => baseUrl);
});

after(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await rm(folder, { recursive: true, force: true });
});

// They mostly wait: for a process to start, for a check.
describe("in", { concurrency: 4 }, () => {
  for (const { name, args, instances } of RUNTIMES) {
    for (const entry of [...OVER_HTTP, ...WITH_EMULATOR]) {
      test(`${name}, ${entry} imported`, async () => {
        assert.deepEqual(await outputOf(name, ...args, join(programs, "run.mjs"), "import", ...lifecyclesOf(entry)), DONE);
      });
      test(`${name}, ${entry} required`, async () => {
        const output = await outputOf(name, ...args, join(programs, "run.mjs"), "require", ...lifecyclesOf(entry));
        assert.deepEqual(output, [...DONE, instances]);
      });
    }
  }

  test("deno, ./inline without leave to read", async () => {
    assert.deepEqual(await outputOf("deno", ...DENO, join(programs, "run.mjs"), "import", ...lifecyclesOf("./inline")), DONE);
  });

  test("bun, bundled and taken elsewhere", async () => {
    await outputOf("bun", "build", "--target=bun", "--outdir", folder, join(programs, "bundled.mjs"));
    assert.deepEqual(await outputOf("bun", join(folder, "bundled.js"), KEY, ...baseUrls), DONE);
  });

  describe("workerd", { concurrency: 4 }, () => {
    const entries = [...OVER_HTTP, "./emulator"];
    /** @type {Workers} */
    let workers;
    before(async () => {
      workers = await Workers.start(modules, join(folder, "worker"), entries);
    });
    after(() => workers.close());
    for (const entry of entries) {
      test(entry, async () => {
        const [, apiKey = "", ...places] = lifecyclesOf(entry);
        assert.deepEqual(await workers.run(entry, apiKey, places), DONE);
      });
    }
  });
});

/**
 * @param {string} entry
 * @returns {string[]} it, the key, and where its lifecycles take place
 */
function lifecyclesOf(entry) {
  return [entry, KEY, ...(WITH_EMULATOR.includes(entry) ? GENERATIONS : baseUrls)];
}

/**
 * @param {string} runtime
 * @param {...string} args
 * @returns {Promise<string[]>} the lines that it wrote; a warning is none that is expected
 */
async function outputOf(runtime, ...args) {
  const binary = binaries[runtime];
  assert.ok(binary, `ATOMS_RUNTIMES names no ${runtime}: run \`npm test -- runtimes\``);
  const { stdout, stderr } = await promisify(execFile)(binary, args, { cwd: project, timeout: PATIENCE_MS });
  assert.equal(stderr, "");
  return stdout.trim().split("\n");
}
