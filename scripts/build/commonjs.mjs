// @ts-check
// What `require()` gets in Node: the ES modules themselves where Node can
// require them (22.12, 20.19 and later), and else a CommonJS copy of them, so
// that a program has one instance of every class wherever that is possible.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** What Node loads for each entry, by the entry's declarations. */
const ENTRIES = { index: "node", slim: "slim", inline: "inline", emulator: "emulator.node", server: "server" };

/** The folder of the copy. */
const COPY = "cjs";

/**
 * @param {string} folder the assembled package without it
 * @returns {Promise<void>}
 */
export async function addCommonJs(folder) {
  for (const [entry, module] of Object.entries(ENTRIES)) {
    await writeFile(join(folder, `${module}.cjs`), chooser(module));
    const names = Object.keys(await import(pathToFileURL(join(folder, `${module}.js`)).href));
    await writeFile(join(folder, `${entry}.d.cts`), declarations(entry, names));
  }
  for (const file of await modulesOf(folder)) {
    const place = join(folder, COPY, file);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, await copyOf(await readFile(join(folder, file), "utf8")));
  }
  await writeFile(join(folder, COPY, "package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
}

/** @param {string} module */
function chooser(module) {
  // Jest says so as well, whichever Node it runs in.
  return `"use strict";
try {
  module.exports = require("./${module}.js");
} catch (error) {
  if (error.code !== "ERR_REQUIRE_ESM") throw error;
  module.exports = require("./${COPY}/${module}.js");
}
`;
}

/**
 * The types are those of the ES module, not equal ones: a program may mix both.
 * @param {string} entry
 * @param {readonly string[]} names of its values
 */
function declarations(entry, names) {
  const mode = `with: { "resolution-mode": "import" }`;
  const module = `import("./${entry}.js", { ${mode} })`;
  const lines = names.flatMap((name) => [
    `export declare const ${name}: typeof ${module}.${name};`,
    ...(/^[A-Z]/.test(name) ? [`export type ${name} = ${module}.${name};`] : []),
  ]);
  return [`export type * from "./${entry}.js" ${mode.replace(":", "")};`, ...lines, ""].join("\n");
}

/**
 * @param {string} folder
 * @returns {Promise<string[]>} what the entries are made of
 */
async function modulesOf(folder) {
  // Not before it is installed: the build installs it.
  const { build } = await import("esbuild");
  const { metafile } = await build({
    entryPoints: Object.values(ENTRIES).map((module) => join(folder, `${module}.js`)),
    ...{ bundle: true, platform: "node", format: "esm", outdir: folder, write: false, metafile: true, absWorkingDir: folder },
  });
  return Object.keys(metafile.inputs);
}

/** @param {string} source of an ES module */
async function copyOf(source) {
  const location = /\bimport\.meta\.url\b/.test(source);
  const { transform } = await import("esbuild");
  const { code } = await transform(source, {
    ...{ format: "cjs", platform: "node", target: "node20" },
    // Of the folder above: the wasm modules are there.
    ...(location && {
      define: { "import.meta.url": "packageUrl" },
      banner: `const packageUrl = require("node:url").pathToFileURL(__dirname).href;`,
    }),
  });
  return code;
}
