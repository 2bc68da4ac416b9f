// @ts-check
// What a program downloads: of this package by each condition of its exports,
// and in a bundle, beside bundles of other clients.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { packageFolder } from "../build/package.mjs";
import { downloads, sizeOf, sum } from "../downloads.mjs";
import { Failure } from "../run.mjs";
import { clientFile, ensureClients, peerNames, peerVersion } from "./clients.mjs";

/** With both generations of the API in it. */
const AIM_BYTES = 40_000;

/** @typedef {import("../downloads.mjs").Size} Size */
/** @typedef {import("./table.mjs").Row} Row */

/** @returns {Promise<Row[]>} */
export async function measure() {
  const folder = await ensureClients();
  return [...(await byCondition()), ...(await besidePeers(folder))];
}

/**
 * Conditions of an import that load the same share a row.
 * @returns {Promise<Row[]>}
 */
async function byCondition() {
  const all = await downloads(packageFolder);
  const [first] = all.filter(({ path, condition }) => path === "." && condition === "default");
  if (!first) throw new Failure("the package has no default export: there is nothing to measure by");
  /** @type {Map<string, import("../downloads.mjs").Download & { conditions: string[] }>} */
  const rows = new Map();
  for (const download of all) {
    const key = `${download.path} ${JSON.stringify(download.all)}`;
    const row = rows.get(key) ?? { ...download, conditions: [] };
    row.conditions.push(download.condition);
    rows.set(key, row);
  }
  return [...rows.values()].map(({ path, conditions, wasm, js, all: size }) => ({
    what: `size: \`${path}\` (${conditions.join(", ")})`,
    figure: `${(size.brotli / first.all.brotli).toFixed(2)}x the default's brotli`,
    ...(path === "." && conditions.includes("default") && { aim: `<= ${kilobytes(AIM_BYTES)} brotli`, met: size.brotli <= AIM_BYTES }),
    beside: [
      `brotli ${kilobytes(size.brotli)}${parts(wasm.brotli, js.brotli)}`,
      `gzip ${kilobytes(size.gzip)}${parts(wasm.gzip, js.gzip)}`,
      `raw ${kilobytes(size.raw)}${parts(wasm.raw, js.raw)}`,
      ...(path === "./slim" ? ["and the wasm module, which the caller brings"] : []),
    ].join("; "),
  }));
}

/**
 * @param {string} folder
 * @returns {Promise<Row[]>}
 */
async function besidePeers(folder) {
  const script = await bundle(folder, "atoms-lifecycle", "browser");
  // esbuild leaves the module beside the script, where it is fetched from.
  const ours = sum([script, sizeOf(await readFile(join(packageFolder, "client", "client.wasm")))]);
  const rows = [];
  for (const name of peerNames) {
    const inPage = await bundle(folder, name, "browser").catch(unlessForNode);
    const theirs = inPage ?? (await bundle(folder, name, "node"));
    rows.push({
      what: `size: bundled and minified, beside ${await peerVersion(folder, name)}`,
      figure: `${(ours.brotli / theirs.brotli).toFixed(2)}x its brotli`,
      beside:
        `ours brotli ${kilobytes(ours.brotli)}, gzip ${kilobytes(ours.gzip)}, raw ${kilobytes(ours.raw)}; ` +
        `its ${kilobytes(theirs.brotli)}, ${kilobytes(theirs.gzip)}, ${kilobytes(theirs.raw)}${inPage ? "" : " (for Node: it is not for pages)"}`,
    });
  }
  return rows;
}

/**
 * @param {string} folder
 * @param {string} name
 * @param {"browser" | "node"} platform
 * @returns {Promise<Size>}
 */
async function bundle(folder, name, platform) {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    ...{ entryPoints: [clientFile(folder, name)], platform, format: "esm", bundle: true, minify: true },
    ...{ write: false, logLevel: "silent" },
  });
  return sum(outputFiles.map(({ contents }) => sizeOf(contents)));
}

/**
 * @param {Error & { errors?: { text: string }[] }} error
 * @returns {undefined}
 */
function unlessForNode(error) {
  if (!error.errors?.every(({ text }) => /^Could not resolve "node:/.test(text))) throw error;
}

/**
 * @param {number} wasm bytes
 * @param {number} js
 */
function parts(wasm, js) {
  return wasm > 0 && js > 0 ? ` (wasm ${kilobytes(wasm)}, script ${kilobytes(js)})` : "";
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
