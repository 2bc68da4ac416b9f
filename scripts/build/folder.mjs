// @ts-check
// Folders that are made whole or not at all.
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { root } from "../run.mjs";

/** Inside a made folder: the fingerprint of what it was made from. */
const STAMP = ".made-from";

/**
 * Fills a folder beside its place and moves it there when it is complete,
 * so that a failed attempt leaves the previous one as it was. Does nothing
 * when the folder there was made from the same.
 * @param {string} place
 * @param {string} fingerprint of everything that `fill` reads
 * @param {(staging: string) => Promise<void>} fill
 * @returns {Promise<boolean>} whether the folder was made anew
 */
export async function makeFolder(place, fingerprint, fill) {
  if ((await readFile(join(place, STAMP), "utf8").catch(() => "")) === fingerprint) return false;
  await mkdir(join(root, "target"), { recursive: true });
  const aside = await mkdtemp(join(root, "target", "aside-"));
  const staging = join(aside, "new");
  try {
    await mkdir(staging);
    await fill(staging);
    await writeFile(join(staging, STAMP), fingerprint);
    await mkdir(dirname(place), { recursive: true });
    await rename(place, join(aside, "old")).catch(unlessMissing);
    await rename(staging, place);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return true;
}

/** @param {NodeJS.ErrnoException} error */
function unlessMissing(error) {
  if (error.code !== "ENOENT") throw error;
}

/**
 * A hash over the names and contents of files and whole folders; missing
 * ones count as missing.
 * @param {readonly string[]} paths
 * @param {readonly string[]} [also] other facts that decide the outcome
 * @returns {Promise<string>}
 */
export async function fingerprint(paths, also = []) {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of await filesIn(path)) {
      const content = await readFile(file);
      hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
    }
  }
  return hash.update(also.join("\0")).digest("hex");
}

/**
 * @param {string} path
 * @returns {Promise<string[]>} the files in it, or itself, in a fixed order
 */
async function filesIn(path) {
  const kind = await stat(path).catch(() => undefined);
  if (!kind?.isDirectory()) return kind ? [path] : [];
  const entries = (await readdir(path)).sort();
  return (await Promise.all(entries.map((entry) => filesIn(join(path, entry))))).flat();
}
