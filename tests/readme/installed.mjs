// @ts-check
// A project with the packed package installed, and with the test tools that a reader would add.
import { cp, mkdir, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const { ATOMS_PROJECT, ATOMS_TARBALL } = process.env;
if (!ATOMS_PROJECT || !ATOMS_TARBALL) throw new Error("there is no package to test: run `npm test -- readme`");

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const project = ATOMS_PROJECT;
export const tarball = ATOMS_TARBALL;

/** @returns {Promise<typeof import("atoms-lifecycle")>} */
export const client = () => load("node.js");

/** @returns {Promise<typeof import("atoms-lifecycle/emulator/server")>} */
export const server = () => load("server.js");

/** @param {string} file */
const load = (file) => import(pathToFileURL(join(project, "node_modules", "atoms-lifecycle", file)).href);

/**
 * A folder in the project, where imports of the package find it.
 * @param {string} name
 * @returns {Promise<string>}
 */
export async function folderIn(name) {
  const folder = join(project, "readme", name);
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Lets files in the project import these tools of the repository. */
export async function reachTools() {
  for (const tool of ["vitest", "@playwright/test"]) {
    const place = join(project, "node_modules", tool);
    await mkdir(dirname(place), { recursive: true });
    await rm(place, { recursive: true, force: true });
    await symlink(join(root, "node_modules", tool), place);
  }
  await cp(fileURLToPath(new URL("prelude.mjs", import.meta.url)), join(await folderIn("."), "prelude.mjs"));
}
