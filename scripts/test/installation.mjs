// @ts-check
// The built package as its users have it: packed, and installed elsewhere.
import { cp, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageFolder } from "../build/package.mjs";
import { read, root, run, step } from "../run.mjs";

/**
 * @typedef {object} Project
 * @property {string} folder outside the repository, with the package in node_modules
 * @property {string} tarball what `npm pack` made
 */

/** One temporary project for all the suites of a run, made when first asked for. */
export class Installation {
  /** @type {Promise<Project> | undefined} */
  #project;
  /** @type {string | undefined} */
  #folder;

  /** @returns {Promise<Project>} */
  project() {
    this.#project ??= step("installing the packed package in a temporary project", () => this.#make());
    return this.#project;
  }

  /**
   * The project, with a folder of tests/ copied into it. What the
   * folder imports is looked up in the project.
   * @param {string} name
   * @returns {Promise<Project>}
   */
  async projectWith(name) {
    const project = await this.project();
    await cp(join(root, "tests", name), join(project.folder, name), { recursive: true });
    return project;
  }

  /**
   * The project, with a folder of tests/ reachable at its name in it. What
   * the folder imports is looked up in the repository.
   * @param {string} name
   * @returns {Promise<Project>}
   */
  async projectReaching(name) {
    const project = await this.project();
    const place = join(project.folder, name);
    await rm(place, { force: true });
    await symlink(join(root, "tests", name), place);
    return project;
  }

  /** @returns {Promise<void>} */
  async remove() {
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true });
  }

  /** @returns {Promise<Project>} */
  async #make() {
    const folder = (this.#folder = await mkdtemp(join(tmpdir(), "atoms-lifecycle-")));
    const packed = await read("npm", ["pack", packageFolder, "--pack-destination", folder, "--silent"]);
    const tarball = join(folder, packed.trim());
    await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
    await run("npm", ["install", "--offline", "--no-audit", "--no-fund", tarball], { cwd: folder });
    return { folder, tarball };
  }
}
