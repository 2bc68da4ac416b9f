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
  const written = await run(process.execPath, [...REDIRECT, "block.mjs"], { cwd: folder, env: world.env });
  // What is to be seen is not always reached: in a catch, in a loop.
  if (/\bconsole\./.test(code)) assert.notEqual(written, "", `${place} says nothing`);
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
  await run(join(root, "node_modules", ".bin", "tsc"), ["-p", "."], { cwd: folder });
}

/** @param {string} place */
const nameOf = (place) => place.replaceAll(/\W+/g, "-");
