// @ts-check
// Blocks that are no files: statements for a module, and types.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { folderIn, root } from "./installed.mjs";
import { run } from "./program.mjs";

/**
 * @typedef {import("./blocks.mjs").Block} Block
 * @typedef {import("./world.mjs").World} World
 */

/** For node: sends what goes to the platform to the world's emulator. */
export const REDIRECT = ["--import", new URL("platform.mjs", import.meta.url).href];

const TSC = join(root, "node_modules", ".bin", "tsc");

const IMPORT = /^import [^;]*;\n/gm;

/**
 * In braces, what a block declares hides the prelude's name.
 * @param {Block} block
 * @param {World} world
 */
export async function runFragment({ place, code }, world) {
  const folder = await folderIn(nameOf(place));
  const lines = [
    `import { ${(await preludeNames()).join(", ")} } from "../prelude.mjs";`,
    ...(code.match(IMPORT) ?? []),
    `{\n${world.fill(code.replace(IMPORT, ""))}}`,
  ];
  await writeFile(join(folder, "block.mjs"), lines.join("\n"));
  await checkNames(folder, place);
  const written = await run(process.execPath, [...REDIRECT, "block.mjs"], { cwd: folder, env: world.env });
  // What is to be seen is not always reached: in a catch, in a loop.
  if (/\bconsole\./.test(code)) assert.notEqual(written, "", `${place} says nothing`);
}

/** What tsc says of a name that is not there: a property, an option, an export, a module; and of its own options. */
const NO_SUCH_NAME = /^.*error TS(?:2304|2305|2307|2339|2353|2551|2552|2561|2724|5\d{3}): .*$/gm;

/**
 * A property that is not there runs all the same, and is undefined. What else
 * tsc minds is left alone: JavaScript declares no parameters.
 * @param {string} folder
 * @param {string} place
 */
async function checkNames(folder, place) {
  const compilerOptions = {
    ...{ target: "es2022", module: "nodenext", allowJs: true, checkJs: true, strict: true, noEmit: true },
    ...{ types: ["node"], typeRoots: [join(root, "node_modules", "@types")] },
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["block.mjs"] }));
  const written = await run(TSC, ["-p", "."], { cwd: folder, mayFail: true });
  assert.deepEqual(written.match(NO_SUCH_NAME) ?? [], [], `${place} names what is not there`);
}

/** @returns {Promise<string[]>} */
async function preludeNames() {
  const source = await readFile(new URL("prelude.mjs", import.meta.url), "utf8");
  return [...source.matchAll(/^export const (\w+)/gm)].map(([, name]) => `${name}`);
}

/** @param {Block} block */
export async function checkTypes({ place, code }) {
  const folder = await folderIn(nameOf(place));
  const compilerOptions = { target: "es2022", module: "nodenext", types: [], strict: true, noEmit: true };
  await writeFile(join(folder, "block.ts"), code);
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["block.ts"] }));
  await run(TSC, ["-p", "."], { cwd: folder });
}

/** @param {string} place */
const nameOf = (place) => place.replaceAll(/\W+/g, "-");
