// @ts-check
// The installed package, bundled by what front ends are bundled with, and the
// bundle run in a real browser against the emulator over real HTTP.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { checkingProxy } from "../contract/checking-proxy.mjs";
import { exchanges } from "../contract/process-exchanges.mjs";
import { bundle, serveWith } from "./command.mjs";
import { filesIn, modulesIn } from "./output.mjs";
import { serveFolder } from "./site.mjs";
import { visit } from "./visit.mjs";

const installed = join(process.env["ATOMS_PROJECT"] ?? "", "node_modules", "atoms-lifecycle");
/** Where the bundlers are installed, and what they bundle is laid out. */
const workshop = process.env["ATOMS_BUNDLERS"] ?? "";
const tools = join(workshop, "node_modules");
const projects = join(workshop, "work", "bundlers");
const tests = join(import.meta.dirname, "..");

/** What the README says that a page needs; `connect-src` also names the platform. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' http://127.0.0.1:*; img-src data:";
const SAID = ["versions", "branches"].map((generation) => `${generation}: released, released, rolled back, aborted and resumed`);
/** Longer than an aborted release takes to cancel its publish, however busy the machine is. */
const CHECK_MS = 800;
const KEY = "sk_known_to_the_server_alone";

/**
 * @typedef {object} Bundler
 * @property {string} title
 * @property {string} folder
 * @property {string} program its path in node_modules
 * @property {string[]} args
 * @property {boolean} [ownPage] whether it puts out the page as well
 * @property {boolean} [inline] whether the module is meant to be inside the script
 */

/** @type {readonly Bundler[]} */
const BUNDLERS = [
  { title: "vite", folder: "vite", program: "vite/bin/vite.js", args: ["build"], ownPage: true },
  { title: "webpack", folder: "webpack", program: ".bin/webpack", args: ["build"] },
  { title: "rspack", folder: "rspack", program: ".bin/rspack", args: ["build"] },
  { title: "rollup", folder: "rollup", program: ".bin/rollup", args: ["-c"] },
  // For the newest browsers alone parcel writes an import map into the page, which a strict policy forbids: hence the
  // browserslist in its package.json.
  { title: "parcel", folder: "parcel", program: ".bin/parcel", args: ["build", "index.html", "--dist-dir", "dist", "--no-cache"], ownPage: true },
  {
    title: "esbuild, with the slim entry",
    folder: "esbuild",
    program: ".bin/esbuild",
    args: ["main=slim.mjs", "--bundle", "--format=esm", "--loader:.wasm=file", "--outdir=dist"],
  },
  {
    title: "esbuild, with the inline entry",
    folder: "esbuild",
    program: ".bin/esbuild",
    args: ["main=inline.mjs", "--bundle", "--format=esm", "--outdir=dist"],
    inline: true,
  },
];

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {typeof import("../../pkg/index.js")["connect"]} */
let connect;
/** @type {Buffer} the package's module */
let client;
/** @type {string} a platform's base URL, with a checking proxy before it */
let versions;
/** @type {string} the same, where branches serve */
let branches;
/** @type {{ close: () => unknown }[]} */
const open = [];

before(async () => {
  await layOut();
  client = await readFile(join(installed, "client", "client.wasm"));
  ({ connect } = await import(pathToFileURL(join(installed, "node.js")).href));
  const { serve } = await import(pathToFileURL(join(installed, "server.js")).href);
  const checked = async (/** @type {import("../../pkg/server.js").ServeOptions} */ options) => {
    /** @type {import("../../pkg/server.js").EmulatorServer} */
    const platform = await serve(options);
    const proxy = await checkingProxy(platform.baseUrl);
    open.push(proxy, platform);
    return proxy.baseUrl;
  };
  const apiKeys = [KEY, "sk_page", "sk_server"];
  versions = await checked({ checkDurationMs: CHECK_MS, apiKeys });
  branches = await checked({ checkDurationMs: CHECK_MS, generation: "branches", apiKeys });
  browser = await chromium.launch({
    ...(process.env["CHROME_BIN"] ? { executablePath: process.env["CHROME_BIN"] } : {}),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
});

after(async () => {
  await browser?.close();
  for (const server of open) await server.close();
});

/** One project with all the sources, and with the installed package where they look for it. */
async function layOut() {
  const work = join(workshop, "work");
  await rm(work, { recursive: true, force: true });
  await cp(join(tests, "bundlers"), projects, { recursive: true });
  // That one is of the workshop: left here, it would end a search for the project's root.
  await rm(join(projects, "package.json"));
  await writeFile(join(work, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await mkdir(join(work, "runtimes"));
  await copyFile(join(tests, "runtimes", "lifecycle.mjs"), join(work, "runtimes", "lifecycle.mjs"));
  await cp(installed, join(work, "node_modules", "atoms-lifecycle"), { recursive: true });
}

/** @param {string} url of a site */
const withPlatforms = (url) => `${url}?${new URLSearchParams([["baseUrl", versions], ["baseUrl", branches]])}`;

for (const { title, folder, program, args, ownPage = false, inline = false } of BUNDLERS) {
  describe(title, () => {
    const cwd = join(projects, folder);
    const dist = join(cwd, "dist");

    before(async () => {
      await rm(dist, { recursive: true, force: true });
      await bundle({ cwd, tools }, program, args);
      if (!ownPage) await copyFile(join(cwd, "index.html"), join(dist, "index.html"));
    });

    test("the module is in the output once", async () => {
      assert.deepEqual(await modulesIn(dist, client), { files: inline ? 0 : 1, inlined: inline ? 1 : 0, others: [] });
    });

    test("its page runs the lifecycle under a strict policy, and loads the module once", async () => {
      const site = await serveFolder(dist, POLICY);
      try {
        const { state, text, problems, modules } = await visit(browser, withPlatforms(site.url));
        assert.deepEqual({ state, text, problems }, { state: "passed", text: SAID.join("\n"), problems: [] });
        assert.equal(modules, inline ? 0 : 1);
      } finally {
        site.close();
      }
    });
  });
}

test("the policy is one that is enforced", async () => {
  const site = await serveFolder(join(projects, "vite", "dist"), POLICY.replace(" 'wasm-unsafe-eval'", ""));
  try {
    const { state, text } = await visit(browser, withPlatforms(site.url));
    assert.equal(state, "failed");
    assert.match(text, /Content Security Policy/);
  } finally {
    site.close();
  }
});

for (const version of ["vite", "vite7"]) {
  test(`the development server of ${version} runs the lifecycle, and gives the module once`, async () => {
    const workplace = { cwd: join(projects, version), tools };
    const server = await serveWith(workplace, `${version}/bin/vite.js`, ["--host", "127.0.0.1", "--port", "0"]);
    try {
      const { state, text, problems, modules } = await visit(browser, withPlatforms(server.url));
      assert.deepEqual({ state, text, problems }, { state: "passed", text: SAID.join("\n"), problems: [] });
      assert.equal(modules, 1);
    } finally {
      await server.close();
    }
  });
}

for (const format of ["esm", "cjs"]) {
  test(`a server's bundle of one file runs the lifecycle, as ${format}`, async () => {
    const workplace = { cwd: join(projects, "esbuild"), tools };
    const file = join("alone", format === "esm" ? "server.mjs" : "server.cjs");
    await bundle(workplace, ".bin/esbuild", ["server.mjs", "--bundle", "--platform=node", `--format=${format}`, `--outfile=${file}`]);
    const { stdout } = await promisify(execFile)(process.execPath, [join(workplace.cwd, file), versions, branches]);
    assert.equal(stdout, `${SAID.join("\n")}\n`);
  });
}

describe("next", () => {
  const workplace = { cwd: join(projects, "next"), tools, env: { SMALLEST_API_KEY: KEY } };

  before(() => bundle(workplace, ".bin/next", ["build"]));

  test("the module is in what browsers get once, and the key is not", async () => {
    const output = join(workplace.cwd, ".next", "static");
    assert.deepEqual(await modulesIn(output, client), { files: 1, inlined: 0, others: [] });
    for (const { path, content } of await filesIn(output)) assert.ok(!content.includes(KEY), path);
  });

  for (const [index, generation] of /** @type {const} */ (["versions", "branches"]).entries()) {
    describe(`on ${generation}`, () => {
      /** @type {Awaited<ReturnType<typeof serveWith>>} */
      let server;

      before(async () => {
        const env = { ...workplace.env, ATOMS_BASE_URL: generation === "versions" ? versions : branches };
        server = await serveWith({ ...workplace, env }, ".bin/next", ["start", "--hostname", "127.0.0.1", "--port", "0"]);
      });

      after(() => server?.close());

      test("a client component runs the lifecycle through the app's own proxy, which adds the key", async () => {
        const { state, text, problems, modules, requests, received } = await visit(browser, server.url);
        assert.deepEqual({ state, text, problems }, { state: "passed", text: SAID[index], problems: [] });
        assert.equal(modules, 1);
        assert.ok(!received.includes(KEY));
        for (const request of requests) {
          // The contract asks for a key in what the proxy passes on.
          assert.ok(request.url().startsWith(server.url), request.url());
          assert.equal(request.headers()["authorization"], undefined, request.url());
        }
      });

      test("no other site gets through the proxy", async () => {
        for (const site of ["cross-site", "same-site", "none"]) {
          assert.equal((await fetch(`${server.url}api/atoms/agent`, { headers: { "sec-fetch-site": site } })).status, 403);
        }
      });

      test("a page that is rendered on the server reads with the key, and doesn't show it", async () => {
        const atoms = await connect({ apiKey: KEY, baseUrl: generation === "versions" ? versions : branches });
        await atoms.createAgent({ name: "from the server" });
        const rendered = await (await fetch(`${server.url}agents`)).text();
        assert.match(rendered, /<li>from the server<\/li>/);
        assert.ok(!rendered.includes(KEY));
      });
    });
  }
});

test("nothing that passed was outside of the contract", () => {
  assert.ok(exchanges.requests > 0);
  assert.deepEqual(exchanges.violations, []);
});
