// @ts-check
// Few small files for what a page would otherwise fetch in twenty.
import { rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

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
  for (const { path, contents } of outputFiles) await writeFile(path, contents);
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
  await build({
    ...{ entryPoints: [LOADER], alias: { glue }, define: { GLUE: JSON.stringify(`./${basename(glue)}`) } },
    ...{ outfile: script, allowOverwrite: true, bundle: true, format: "esm", target: TARGET, minify: true },
  });
  await rm(glue);
}
