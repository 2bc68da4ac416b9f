// @ts-check
// One small file for what a page would otherwise fetch in fifteen.
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Below the browsers that the README names. */
const TARGET = "es2022";

/**
 * Makes one file of a folder's `index.js`, in its place.
 * @param {string} folder
 * @param {readonly string[]} others files that it imports and that stay what they are, so that each class is there once
 * @returns {Promise<void>}
 */
export async function packFolder(folder, others) {
  const index = join(folder, "index.js");
  // Not before it is installed: the build installs it.
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [index],
    ...{ bundle: true, format: "esm", target: TARGET, minify: true, write: false, external: [...others] },
  });
  for (const file of await readdir(folder)) if (file.endsWith(".js")) await rm(join(folder, file));
  for (const { contents } of outputFiles) await writeFile(index, contents);
}

/**
 * @param {string} script
 * @returns {Promise<void>}
 */
export async function packScript(script) {
  const { build } = await import("esbuild");
  await build({ entryPoints: [script], outfile: script, allowOverwrite: true, format: "esm", target: TARGET, minify: true });
}
