// @ts-check
// What an import of the package loads, by its own exports: one download for
// each condition. Every file is compressed by itself, as it is served.
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** A file that is loaded with the one that says so: an import, or an asset beside it. */
const LOADED = [
  /\b(?:from|import)\s*["'](\.{1,2}\/[^"']+)["']/g,
  /\bnew URL\(["'](\.{1,2}\/[^"']+)["'],\s*import\.meta\.url\)/g,
];
const REQUIRED = /\brequire\(["'](\.{1,2}\/[^"']+)["']\)/g;
/** CommonJS has no `import.meta.url`: the build gives it the package's. */
const IN_PACKAGE = /\bnew URL\(["'](\.{1,2}\/[^"']+)["'],\s*packageUrl\)/g;

/** @typedef {Record<"raw" | "gzip" | "brotli", number>} Size in bytes */

/**
 * @typedef {object} Download
 * @property {string} path as an import has it: `.`, `./slim`
 * @property {string} condition such as `node.require`; `default` for all others
 * @property {Size} wasm files of wasm alone: one inside a script counts as script
 * @property {Size} js
 * @property {Size} all
 */

/**
 * @param {string} folder a package
 * @returns {Promise<Download[]>} one for each condition of each import, in the order of its package.json
 */
export async function downloads(folder) {
  const { exports } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const place = new URL(`${pathToFileURL(folder)}/`);
  const sizes = new Map();
  const found = [];
  for (const [path, target] of Object.entries(exports)) {
    if (path === "./package.json") continue;
    for (const { condition, entry } of entriesOf(target, [])) {
      found.push({ path, condition, ...(await download(place, entry, sizes)) });
    }
  }
  return found;
}

/**
 * @param {unknown} target in package.json's exports
 * @param {string[]} conditions that lead to it
 * @returns {{ condition: string, entry: string }[]}
 */
function entriesOf(target, conditions) {
  if (typeof target === "string") return [{ condition: conditions.join(".") || "default", entry: target }];
  return Object.entries(/** @type {object} */ (target))
    .filter(([condition]) => condition !== "types")
    .flatMap(([condition, inner]) => entriesOf(inner, [...conditions, condition]));
}

/**
 * @param {URL} folder
 * @param {string} entry
 * @param {Map<string, Size>} sizes of files that were met before
 * @returns {Promise<{ wasm: Size, js: Size, all: Size }>}
 */
async function download(folder, entry, sizes) {
  /** @type {Record<"wasm" | "js", Size[]>} */
  const found = { wasm: [], js: [] };
  for (const [href, content] of await filesOf(folder, entry)) {
    const size = sizes.get(href) ?? sizeOf(content);
    sizes.set(href, size);
    found[href.endsWith(".wasm") ? "wasm" : "js"].push(size);
  }
  return { wasm: sum(found.wasm), js: sum(found.js), all: sum([...found.wasm, ...found.js]) };
}

/**
 * @param {Uint8Array} content
 * @returns {Size}
 */
export function sizeOf(content) {
  return { raw: content.length, gzip: gzipSync(content).length, brotli: brotliCompressSync(content).length };
}

/**
 * @param {readonly Size[]} sizes
 * @returns {Size}
 */
export function sum(sizes) {
  const of = (/** @type {keyof Size} */ kind) => sizes.reduce((total, size) => total + size[kind], 0);
  return { raw: of("raw"), gzip: of("gzip"), brotli: of("brotli") };
}

/**
 * @param {URL} folder
 * @param {string} entry
 * @returns {Promise<Map<string, Buffer>>} content by address
 */
async function filesOf(folder, entry) {
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  const waiting = [new URL(entry, folder)];
  for (let url = waiting.pop(); url; url = waiting.pop()) {
    if (files.has(url.href)) continue;
    const content = await readFile(url);
    files.set(url.href, content);
    waiting.push(...loadedBy(content.toString(), url, folder));
  }
  return files;
}

/**
 * @param {string} text
 * @param {URL} url where it is
 * @param {URL} folder
 * @returns {URL[]}
 */
function loadedBy(text, url, folder) {
  const named = (/** @type {RegExp} */ pattern, base = url) =>
    [...text.matchAll(pattern)].map(([, name = ""]) => new URL(name, base));
  if (url.href.startsWith(new URL("cjs/", folder).href)) return [...named(REQUIRED), ...named(IN_PACKAGE, folder)];
  switch (extname(url.pathname)) {
    case ".js":
      return LOADED.flatMap((pattern) => named(pattern));
    case ".cjs":
      // It tries the ES module first; what it names last is what the oldest Node takes.
      return named(REQUIRED).slice(-1);
    default:
      return [];
  }
}
