// @ts-check
// What `npm test` runs, in this order: the quickest to fail first.
import { readdir } from "node:fs/promises";
import { delimiter, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { Failure, root, run, runAndRead } from "../run.mjs";
import { buildDashboard, dashboardFolder } from "../dashboard/build.mjs";
import { takeScreenshot } from "../dashboard/screenshot.mjs";
import { buildReference } from "../docs/reference.mjs";
import { ensureBrowser, ensureBrowsers, ensurePrograms } from "../system.mjs";
import { crate, ensureNpm, ensureWasmBindgen, ensureWasmPack, npmBin, toolsBin } from "../toolchain.mjs";
import { ensureBundlers } from "./bundlers.mjs";
import { exchanges, tally } from "./contract.mjs";
import { fuzz, lintFuzz } from "./fuzz.mjs";
import { checkPackage } from "./package.mjs";
import { ensureRuntimes } from "./runtimes.mjs";
import { peer } from "./peer.mjs";
import { checkSizes } from "./sizes.mjs";
import { checkTypes } from "./types.mjs";

/** @typedef {import("./installation.mjs").Installation} Installation */

/**
 * @typedef {object} Circumstances
 * @property {Installation} installation
 * @property {boolean} bless whether golden files are rewritten instead of compared
 */

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} about
 * @property {boolean} onPackage whether it needs the built package
 * @property {(circumstances: Circumstances) => Promise<void>} run
 */

/** Test files that run side by side. */
const FILES_AT_ONCE = 2;

/** @type {readonly Suite[]} */
export const suites = [
  { name: "lint", about: "format, clippy, types of the scripts, the tests and the dashboard", onPackage: true, run: lint },
  { name: "rust", about: "core, emulator and simulation, natively", onPackage: false, run: rust },
  { name: "fuzz", about: "replies and requests that nobody thought of", onPackage: false, run: fuzz },
  { name: "doc", about: "the crate's documentation", onPackage: false, run: doc },
  { name: "wasm", about: "the wasm boundary in node and in a headless browser", onPackage: false, run: wasm },
  { name: "js", about: "the installed package", onPackage: true, run: js },
  { name: "page", about: "the installed package in a page of a real browser", onPackage: true, run: page },
  { name: "browsers", about: "the installed package in Chromium, Firefox and WebKit", onPackage: true, run: browsers },
  { name: "bundlers", about: "the installed package in bundles, run in pages of a real browser", onPackage: true, run: bundlers },
  { name: "dashboard", about: "the dashboard in Chromium and Firefox: every flow, on both generations", onPackage: true, run: dashboard },
  { name: "engine", about: "a release driven by a durable workflow engine that is killed", onPackage: true, run: engine },
  { name: "runtimes", about: "the installed package in every runtime, on every entry", onPackage: true, run: runtimes },
  { name: "package", about: "the packed package, as linters of packages see it, and its sizes", onPackage: true, run: packed },
  { name: "workflow", about: "the commands of the GitHub Actions example", onPackage: true, run: workflow },
  { name: "types", about: "the installed package's declarations", onPackage: true, run: types },
  { name: "readme", about: "every code block of the READMEs", onPackage: true, run: readme },
  { name: "reference", about: "the API reference, without a warning", onPackage: true, run: buildReference },
  { name: "guide", about: "the platform's own walkthrough, with curl and jq", onPackage: true, run: guide },
  { name: "peer", about: "the vendor's own Python client", onPackage: true, run: ({ installation }) => peer(installation) },
  { name: "demo", about: "what `npm run demo` shows, on both generations", onPackage: true, run: demo },
];

const WASM = ["--target", "wasm32-unknown-unknown"];

async function lint() {
  const strict = ["--", "-D", "warnings"];
  await run("cargo", ["fmt", "--all", "--check"]);
  await run("cargo", ["clippy", "--all-targets", ...strict]);
  await lintFuzz(strict);
  for (const features of ["client", "client,declarations", "emulator", "emulator,declarations"]) {
    await run("cargo", ["clippy", "--lib", ...WASM, "--no-default-features", "--features", features, ...strict]);
  }
  await run("cargo", ["clippy", ...WASM, ...(await wasmTests()), ...strict]);
  await ensureNpm(dashboardFolder);
  for (const folder of [".", "tests/engine", "tests/runtimes", "tests/readme", "www"]) await run(join(npmBin, "tsc"), ["-p", folder]);
}

async function rust() {
  const env = await exchanges("rust");
  await run("cargo", ["test"], { env });
  const written = ["emulator", "simulation"].map((test) => join(env.ATOMS_EXCHANGES, `${test}.jsonl`));
  await run(process.execPath, [join(root, "tests", "contract", "replay.mjs"), ...written], { env });
  await tally("rust");
}

async function doc() {
  const env = { RUSTDOCFLAGS: "-D warnings" };
  await run("cargo", ["doc", "--no-deps"], { env });
  await run("cargo", ["doc", "--no-deps", ...WASM], { env });
}

async function wasm() {
  const tests = await wasmTests();
  const browser = await ensureBrowser();
  await ensureWasmBindgen();
  await ensureWasmPack();
  const env = { PATH: `${toolsBin}${delimiter}${process.env["PATH"]}`, WASM_BINDGEN_TEST_TIMEOUT: "120" };
  await wasmPack(["--node", "--mode", "no-install", ".", ...tests], env);
  // A test file that names no host of its own runs in both.
  await wasmPack(
    ["--headless", "--chrome", "--chromedriver", browser.CHROMEDRIVER, "--mode", "no-install", ".", ...tests],
    { ...env, ...browser, WASM_BINDGEN_USE_BROWSER: "1" },
  );
}

/**
 * @param {string[]} args
 * @param {Record<string, string>} env
 */
async function wasmPack(args, env) {
  const output = await runAndRead("wasm-pack", ["test", ...args], { env });
  // The runner skips a file made for another host, and calls that success.
  if (!/^test result: ok\. [1-9]/m.test(output)) {
    throw new Failure(`wasm-pack test ${args[0]} ran no test: at least one file of tests/wasm has to run there`);
  }
}

/** @returns {Promise<string[]>} cargo's arguments that choose the tests in tests/wasm, and the crate's own */
async function wasmTests() {
  const { targets } = await crate();
  const folder = join(root, "tests", "wasm");
  const names = targets.filter((target) => target.kind.includes("test") && !relative(folder, target.src_path).startsWith(".."));
  if (names.length === 0) throw new Failure("no test of the crate is in tests/wasm: add tests/wasm/main.rs");
  // And those beside the code that meets a host.
  return ["--lib", ...names.flatMap(({ name }) => ["--test", name])];
}

/** @param {Circumstances} circumstances */
async function js({ installation }) {
  const files = await testFiles("js");
  const { folder } = await installation.projectWith("js");
  await installation.projectReaching("contract");
  await installation.projectReaching("hostile");
  await nodeTest("js", files, folder, installation);
  await tally("js", "--every-operation");
}

/** @param {Circumstances} circumstances */
async function page({ installation }) {
  const files = await testFiles("page");
  // In its place: the browser's driver is a tool of the repository.
  await nodeTest("page", files, join(root, "tests"), installation);
  await tally("page");
}

/** @param {Circumstances} circumstances */
async function readme({ installation }) {
  const files = await testFiles("readme");
  // In its place: what reads and runs the blocks are tools of the repository.
  await nodeTest("readme", files, join(root, "tests"), installation);
  await tally("readme");
}

/** @param {Circumstances} circumstances */
async function browsers({ installation }) {
  const files = await testFiles("browsers");
  // In their place: the browsers' drivers are tools of the repository.
  await nodeTest("browsers", files, join(root, "tests"), installation, await ensureBrowsers());
  await tally("browsers");
}

/** @param {Circumstances} circumstances */
async function bundlers({ installation }) {
  const files = await testFiles("bundlers");
  await nodeTest("bundlers", files, join(root, "tests"), installation, { ATOMS_BUNDLERS: await ensureBundlers() });
  await tally("bundlers");
}

/** @param {Circumstances} circumstances */
async function workflow({ installation }) {
  const files = await testFiles("workflow");
  // In its place: what reads YAML is a tool of the repository.
  await nodeTest("workflow", files, join(root, "tests"), installation);
  await tally("workflow");
}

/** @param {Circumstances} circumstances */
async function dashboard({ bless }) {
  const files = await testFiles("dashboard");
  await ensureNpm(dashboardFolder);
  await buildDashboard();
  // Not installed from the tarball: the dashboard imports the package from pkg/.
  // Two at once: most of a test's time is waiting for a security check.
  const args = ["--test", "--test-concurrency=2", "--test-reporter=spec", ...files];
  await run(process.execPath, args, { cwd: join(root, "tests"), env: await ensureBrowsers() });
  if (bless) await takeScreenshot();
}

/** @param {Circumstances} circumstances */
async function engine({ installation }) {
  const files = await testFiles("engine");
  // In its place: the engine is a tool of the repository.
  await nodeTest("engine", files, join(root, "tests"), installation);
}

/** @param {Circumstances} circumstances */
async function runtimes({ installation }) {
  const files = await testFiles("runtimes");
  const binaries = await ensureRuntimes();
  const { folder } = await installation.projectWith("runtimes");
  // In its place: miniflare is a tool of the repository. What it runs is in the project.
  const env = { ATOMS_PROJECT: folder, ATOMS_RUNTIMES: JSON.stringify(binaries) };
  await run(process.execPath, ["--test", "--test-reporter=spec", ...files], { cwd: join(root, "tests"), env });
}

/** @param {Circumstances} circumstances */
async function packed({ installation, bless }) {
  await checkSizes(bless);
  await checkPackage((await installation.project()).tarball);
}

/**
 * Runs test files with the installed project and the browser in their environment.
 * @param {string} suite
 * @param {string[]} files
 * @param {string} cwd
 * @param {Installation} installation
 * @param {Record<string, string>} [more] variables of this suite's own
 */
async function nodeTest(suite, files, cwd, installation, more = {}) {
  const { folder, tarball } = await installation.project();
  const env = { ...(await ensureBrowser()), ...(await exchanges(suite)), ...more, ATOMS_PROJECT: folder, ATOMS_TARBALL: tarball };
  // Files mostly wait; on two cores Node would take them one by one.
  await run(process.execPath, ["--test", "--test-reporter=spec", `--test-concurrency=${FILES_AT_ONCE}`, ...files], { cwd, env });
}

/**
 * @param {string} name a folder of tests/
 * @returns {Promise<string[]>} its test files, seen from tests/
 */
async function testFiles(name) {
  const files = (await filesOf(name)).filter((file) => file.endsWith(".test.mjs"));
  if (files.length === 0) throw new Failure(`tests/${name} has no *.test.mjs: this suite would test nothing`);
  return files.map((file) => join(name, file));
}

/** @param {Circumstances} circumstances */
async function types({ installation, bless }) {
  if (!(await filesOf("types")).some((name) => name.endsWith(".ts") && !name.startsWith("golden"))) {
    throw new Failure("tests/types has no *.ts: this suite would test nothing");
  }
  await checkTypes(await installation.projectWith("types"), bless);
}

/** @param {Circumstances} circumstances */
async function guide({ installation }) {
  if (!(await filesOf("guide")).includes("walkthrough.sh")) {
    throw new Failure("tests/guide/walkthrough.sh is missing: this suite would test nothing");
  }
  await ensurePrograms("curl", "jq");
  const { folder } = await installation.projectWith("guide");
  await installation.projectReaching("contract");
  await run("bash", [join("guide", "walkthrough.sh")], { cwd: folder, env: await exchanges("guide") });
  await tally("guide");
}

async function demo() {
  const env = await exchanges("demo");
  const checked = pathToFileURL(join(root, "tests", "contract", "check-global-fetch.mjs")).href;
  const walkthrough = join(root, "scripts", "demo", "walkthrough.mjs");
  for (const generation of ["versions", "branches"]) {
    await run(process.execPath, ["--import", checked, walkthrough, "--generation", generation, "--check-duration", "100"], { env });
  }
  await tally("demo");
}

/**
 * @param {string} name a folder of tests/
 * @returns {Promise<string[]>} its files; none when there is no such folder
 */
async function filesOf(name) {
  return readdir(join(root, "tests", name), { recursive: true }).catch(() => []);
}
