// @ts-check
// Few small files for what a page would otherwise fetch in twenty.
import { readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "../run.mjs";

/** Below the browsers that the README names. */
const TARGET = "es2022";

/** What they have in common, for all entries that load the client. */
const SHARED = "shared";

/**
 * Packs modules with all that they import, in their place. What several of
 * them import is one file beside them, so that each class is there once; what
 * has become a part of it is removed.
 * @param {string} folder
 * @param {readonly string[]} entries their names
 * @param {readonly string[]} others patterns of files that stay what they are
 * @returns {Promise<void>}
 */
export async function packModules(folder, entries, others) {
  // Not before it is installed: the build installs it.
  const { build } = await import("esbuild");
  const { outputFiles, metafile } = await build({
    entryPoints: entries.map((entry) => join(folder, `${entry}.js`)),
    ...{ bundle: true, splitting: true, format: "esm", platform: "node", target: TARGET, minify: true },
    ...{ outdir: folder, chunkNames: SHARED, absWorkingDir: folder, metafile: true, write: false, external: [...others] },
  });
  for (const file of Object.keys(metafile.inputs)) await rm(join(folder, file));
  for (const { path, text } of outputFiles) await writeFile(path, basename(path) === `${SHARED}.js` ? alone(text) : text);
}

/** `makeError` of pkg-template/errors.ts, minified. */
const MAKES_ERRORS = /function [\w$]+\([\w$,]+\)\{[^{}]*\.kind\]\([^{}]*\}/;

/**
 * Puts what makes errors on a line of its own: of an error that nobody
 * catches, Node shows the whole line that made it.
 * @param {string} script
 */
function alone(script) {
  const parted = script.replace(MAKES_ERRORS, "\n$&\n");
  if (parted === script) throw new Failure("scripts/build/pack.mjs finds makeError no more: an uncaught error would show all of shared.js");
  return parted;
}

/** What each room is loaded by. */
export const LOADER = fileURLToPath(new URL("loader.js", import.meta.url));

/**
 * Packs a room's glue with the loader. The docs are in the declarations; here
 * they would be only weight.
 * @param {string} glue the module, which the room imports by the name of its file
 * @param {string} script
 * @returns {Promise<void>}
 */
export async function packGlue(glue, script) {
  const { build } = await import("esbuild");
  const plain = `${glue}.plain.js`;
  await writeFile(plain, withoutWords(await readFile(glue, "utf8")));
  await build({
    ...{ entryPoints: [LOADER], alias: { glue: plain }, define: { GLUE: JSON.stringify(`./${basename(glue)}`) } },
    ...{ outfile: script, allowOverwrite: true, bundle: true, format: "esm", target: TARGET, minify: true },
  });
  await rm(plain);
  await rm(glue);
}

/** What a class of wasm-bindgen throws when it is used after it was freed, or while it is used. */
const MISUSE = /throw new Error\(getStringFromWasm0\(\w+, \w+\)\)/;

/**
 * No caller gets there, and its words need a decoder of texts. Where the room
 * has no other texts, both go.
 * @param {string} glue
 */
function withoutWords(glue) {
  const plain = glue.replace(MISUSE, 'throw new Error("freed, or busy")');
  if (plain === glue) throw new Failure("scripts/build/pack.mjs finds no more where wasm-bindgen's glue throws");
  const texts = plain.match(/getStringFromWasm0\(/g)?.length;
  return texts === 1 ? plain.replace(/^let cachedTextDecoder = .*;\n.*\.decode\(\);$/m, "let cachedTextDecoder;") : glue;
}
