// @ts-check
// The bundlers, which are many times larger than the repository's own tools:
// installed apart from them, and only for the suite that bundles.
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { fingerprint, makeFolder } from "../build/folder.mjs";
import { root, run, step } from "../run.mjs";

const SOURCES = join(root, "tests", "bundlers");
const MANIFESTS = ["package.json", "package-lock.json"];

/**
 * @returns {Promise<string>} the folder with the bundlers in its node_modules, of exactly the versions in
 *   tests/bundlers/package-lock.json
 */
export async function ensureBundlers() {
  const folder = join(root, "target", "bundlers");
  const wanted = await fingerprint(MANIFESTS.map((name) => join(SOURCES, name)));
  await makeFolder(folder, wanted, (staging) =>
    step("installing the bundlers of tests/bundlers/package-lock.json (once; half a minute)", async () => {
      for (const name of MANIFESTS) await copyFile(join(SOURCES, name), join(staging, name));
      await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: staging });
    }),
  );
  return folder;
}
