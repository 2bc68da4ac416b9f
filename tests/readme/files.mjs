// @ts-check
// How a block that is a file is run, by the file's name. Files of a document
// lie together, so that one finds another.
import assert from "node:assert/strict";
import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { parse } from "yaml";
import { REDIRECT } from "./fragments.mjs";
import { client, folderIn, project, root } from "./installed.mjs";
import { freePort, openPage, serveFolder } from "./page.mjs";
import { run } from "./program.mjs";
import { lintWorkflow } from "./workflow.mjs";

/**
 * @typedef {import("./blocks.mjs").Block} Block
 * @typedef {import("./world.mjs").World} World
 */

/**
 * Each is called with the file in its place, and fails when the file does not do what it is for.
 * @type {Map<string, (file: string, world: World) => Promise<void>>}
 */
export const files = new Map([
  ["create-agent.mjs", createAgent],
  ["release.mjs", runProgram],
  ["index.html", pressTheButton],
  ["src/worker.js", askTheWorker],
  ["app/api/atoms/[...path]/route.js", passThroughTheRoute],
  ["app/release-button.jsx", bundleForReact],
  [".github/workflows/release-agent.yml", runTheWorkflow],
  // What greeting.test.js tests.
  ["greeting.js", async (file) => access(file)],
  ["greeting.test.js", runVitest],
  ["greeting.spec.js", runPlaywright],
]);

/**
 * Puts a file in its place.
 * @param {Block & { file: string }} block
 * @returns {Promise<string>} its path
 */
export async function write({ file, code }) {
  const path = join(await folderIn("files"), file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, code);
  return path;
}

/**
 * @param {string} file
 * @param {World} world
 * @returns {Promise<string>} a copy of it with what is the reader's put in its place
 */
async function filled(file, world) {
  const copy = file.replace(/(\.\w+)$/, ".filled$1");
  await writeFile(copy, world.fill(await readFile(file, "utf8")));
  return copy;
}

/**
 * @param {string} file
 * @param {World} world
 */
async function createAgent(file, world) {
  const cwd = await folderIn("files");
  const written = await run(process.execPath, [await filled(file, world)], { cwd });
  const atoms = await world.connect();
  await atoms.release(written.trim(), { firstMessage: "Hello!" });
}

/**
 * @param {string} file
 * @param {World} world
 */
async function runProgram(file, world) {
  const cwd = await folderIn("files");
  const written = await run(process.execPath, [...REDIRECT, await filled(file, world)], { cwd, env: world.env });
  assert.match(written, /^verify finished/m);
}

/**
 * @param {string} file
 * @param {World} world
 */
async function pressTheButton(file, world) {
  const page = await openPage(project);
  try {
    await writeFile(join(project, "page.html"), world.fill(await readFile(file, "utf8")));
    await page.goto("page.html");
    await page.getByLabel("Greeting").fill("Hello from a page!");
    await page.getByRole("button").click();
    await page.getByText("serves").waitFor();
  } finally {
    await page.context().browser()?.close();
  }
  const atoms = await world.connect();
  const { agents } = await atoms.listAgents();
  const greetings = await Promise.all(agents.map(async ({ _id }) => (await atoms.getAgent(_id))._resolvedConfig?.firstMessage));
  assert.ok(greetings.includes("Hello from a page!"), `${greetings} serve`);
}

/**
 * @param {string} file
 * @param {World} world
 */
async function askTheWorker(file, world) {
  const outdir = await folderIn("worker");
  await build({
    ...{ entryPoints: [file], outdir, bundle: true, format: "esm", target: "es2022", logLevel: "warning" },
    ...{ conditions: ["workerd", "worker", "browser"], loader: { ".wasm": "copy" } },
  });
  const worker = new Miniflare({
    ...{ modulesRoot: outdir, scriptPath: join(outdir, "worker.js"), modules: true, compatibilityDate: "2026-04-01" },
    modulesRules: [{ type: "CompiledWasm", include: ["**/*.wasm"] }],
    bindings: { SMALLEST_API_KEY: "sk_reader", RELEASE_TOKEN: "letmein" },
    outboundService: (/** @type {any} */ request) => {
      const url = request.url.replace("https://api.smallest.ai/atoms/v1", world.baseUrl);
      return fetch(url, { method: request.method, headers: [...request.headers], ...(request.body && { body: request.body, duplex: "half" }) });
    },
    // Or it asks the internet where this machine is.
    cf: false,
  });
  try {
    const ask = (/** @type {string} */ token, firstMessage = "Hello from a Worker!") =>
      worker.dispatchFetch("http://worker/", {
        ...{ method: "POST", headers: { authorization: `Bearer ${token}` } },
        body: JSON.stringify({ agentId: world.agentId, firstMessage }),
      });
    assert.equal((await ask("stranger")).status, 401);
    const refused = await ask("letmein", "forbidden words");
    assert.equal(refused.status, 502);
    assert.match(JSON.stringify(await refused.json()), /security check/);
    const report = /** @type {{ outcome: string }} */ (await (await ask("letmein")).json());
    assert.equal(report.outcome, "released");
  } finally {
    await worker.dispose();
  }
  assert.equal(await world.firstMessage(), "Hello from a Worker!");
}

/**
 * As Next.js calls it: with a web request, and the path's parts as a promise.
 * @param {string} file
 * @param {World} world
 */
async function passThroughTheRoute(file, world) {
  const signIn = `export const mayRelease = async (request) => request.headers.get("cookie") === "session=mine";\n`;
  await writeFile(join(await folderIn("files"), "sign-in.js"), signIn);
  await writeFile(join(await folderIn("files"), "package.json"), JSON.stringify({ type: "module" }));
  const copy = file.replace("route.js", "filled.js");
  await writeFile(copy, (await readFile(file, "utf8")).replace("https://api.smallest.ai/atoms/v1", world.baseUrl));
  const handlers = await import(pathToFileURL(copy).href);
  const { connect } = await client();
  /** @param {string} cookie */
  const through = (cookie) =>
    connect({
      baseUrl: "http://localhost/api/atoms",
      headers: { cookie },
      fetch: async (url, init) => {
        const request = new Request(url, init);
        const path = new URL(url).pathname.split("/").slice(3).map(decodeURIComponent);
        return handlers[request.method](request, { params: Promise.resolve({ path }) });
      },
    });
  const stranger = await through("session=none");
  await assert.rejects(stranger.release(world.agentId, { firstMessage: "Hello from a stranger!" }), { name: "ReleaseError" });
  const atoms = await through("session=mine");
  await atoms.release(world.agentId, { firstMessage: "Hello from Next.js!" });
  assert.equal(await world.firstMessage(), "Hello from Next.js!");
  for await (const agent of atoms.iterateAgents({ search: "sup" })) assert.equal(agent.name, "support");
}

/**
 * That it is a component that React takes is seen with the bundlers, where there is a React.
 * @param {string} file
 */
async function bundleForReact(file) {
  const { warnings, metafile } = await build({
    ...{ entryPoints: [file], outdir: await folderIn("react"), bundle: true, format: "esm", metafile: true },
    ...{ external: ["react", "react/jsx-runtime"], jsx: "automatic", loader: { ".wasm": "file" }, logLevel: "silent" },
  });
  assert.deepEqual(warnings.map(({ text }) => text), []);
  assert.ok(Object.keys(metafile.inputs).some((input) => input.endsWith("atoms-lifecycle/index.js")), "without the client");
}

/**
 * @param {string} file
 * @param {World} world
 */
async function runTheWorkflow(file, world) {
  const source = world.fill(await readFile(file, "utf8"));
  await lintWorkflow(source, file);
  /** @type {{ jobs: Record<string, { steps: { run?: string, env?: Record<string, string> }[] }> }} */
  const { jobs } = parse(source);
  const cwd = await folderIn("files");
  await writeFile(join(cwd, "agent.json"), JSON.stringify({ firstMessage: "Hello from CI!" }));
  for (const { run: command, env: given } of Object.values(jobs).flatMap(({ steps }) => steps)) {
    // The package is installed in the project above this folder already.
    if (command === undefined || command === "npm ci") continue;
    const literal = Object.entries(given ?? {}).filter(([, value]) => !value.includes("${{"));
    const env = { ...world.env, ...Object.fromEntries(literal) };
    await run("bash", ["-euo", "pipefail", "-c", command], { cwd, env });
  }
  assert.equal(await world.firstMessage(), "Hello from CI!");
}

/** @param {string} file */
async function runVitest(file) {
  const cwd = await folderIn("files");
  const written = await run(process.execPath, [join(root, "node_modules", "vitest", "vitest.mjs"), "run", "--root", cwd, file], { cwd });
  assert.match(written, /Tests +2 passed/);
}

/** @param {string} file */
async function runPlaywright(file) {
  const cwd = await folderIn("files");
  const port = String(await freePort());
  const specs = await folderIn("specs");
  await writeFile(join(specs, "greeting.spec.mjs"), (await readFile(file, "utf8")).replaceAll("4010", port));
  await writeFile(join(project, "index.html"), (await readFile(join(cwd, "index.html"), "utf8")).replaceAll("4010", port));
  const site = await serveFolder(project);
  try {
    const use = { baseURL: site.url, launchOptions: { executablePath: process.env["CHROME_BIN"], args: ["--no-sandbox"] } };
    await writeFile(join(specs, "playwright.config.mjs"), `export default ${JSON.stringify({ use, workers: 1 })};\n`);
    const written = await run(process.execPath, [join(root, "node_modules", "@playwright", "test", "cli.js"), "test", "-c", specs], { cwd });
    assert.match(written, /1 passed/);
  } finally {
    site.close();
  }
}
