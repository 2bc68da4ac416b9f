// @ts-check
// What a page downloads for an import of the package, by the package's own
// exports and imports. Every file is compressed by itself, as it is served.
import { readFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { packageFolder } from "../build/package.mjs";

/** With both generations of the API in it. */
const BUDGET_BYTES = 70_000;

/** A file that is loaded with the one that says so: a static import, or an asset beside it. */
const LOADED = [/\b(?:from|import)\s*["'](\.{1,2}\/[^"']+)["']/g, /\bnew URL\(["'](\.{1,2}\/[^"']+)["'],\s*import\.meta\.url\)/g];

/** @returns {Promise<import("./table.mjs").Row[]>} */
export async function measure() {
  const { exports } = JSON.parse(await readFile(join(packageFolder, "package.json"), "utf8"));
  const client = await download(exports["."].default);
  const emulator = await download(exports["./emulator"].default);
  return [
    {
      what: "download: client",
      figure: `${kilobytes(client.brotli)} brotli`,
      budget: `<= ${kilobytes(BUDGET_BYTES)}`,
      met: client.brotli <= BUDGET_BYTES,
      beside: beside(client),
    },
    { what: "download: emulator", figure: `${kilobytes(emulator.brotli)} brotli`, beside: beside(emulator) },
  ];
}

/**
 * @typedef {object} Download
 * @property {number} raw bytes, as are the others
 * @property {number} gzip
 * @property {number} brotli
 * @property {string[]} largest the files that make most of it
 */

/**
 * @param {string} entry as in package.json
 * @returns {Promise<Download>}
 */
async function download(entry) {
  const files = await filesOf(new URL(entry, `${pathToFileURL(packageFolder)}/`));
  const sizes = [...files].map(([href, content]) => ({
    name: basename(fileURLToPath(href)),
    raw: content.length,
    gzip: gzipSync(content).length,
    brotli: brotliCompressSync(content).length,
  }));
  sizes.sort((a, b) => b.brotli - a.brotli);
  const sum = (/** @type {"raw" | "gzip" | "brotli"} */ kind) => sizes.reduce((total, size) => total + size[kind], 0);
  return {
    ...{ raw: sum("raw"), gzip: sum("gzip"), brotli: sum("brotli") },
    largest: sizes.slice(0, 2).map(({ name, brotli }) => `${name} ${kilobytes(brotli)}`),
  };
}

/**
 * @param {URL} entry
 * @returns {Promise<Map<string, Buffer>>} content by address
 */
async function filesOf(entry) {
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  const waiting = [entry];
  for (let url = waiting.pop(); url; url = waiting.pop()) {
    if (files.has(url.href)) continue;
    const content = await readFile(url);
    files.set(url.href, content);
    if (extname(url.pathname) !== ".js") continue;
    for (const pattern of LOADED) {
      for (const [, specifier = ""] of content.toString().matchAll(pattern)) waiting.push(new URL(specifier, url));
    }
  }
  return files;
}

/** @param {Download} download */
function beside({ gzip, raw, largest }) {
  return `${kilobytes(gzip)} gzip, ${kilobytes(raw)} raw; brotli of ${largest.join(", of ")}`;
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
