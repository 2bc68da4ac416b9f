// @ts-check
// What a bundler put out: how often the client's module is in it, in whichever form.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

/** How a module of WebAssembly begins: its magic and its version. */
const BEGINNING = Buffer.from("\0asm\x01\0\0\0", "latin1");
/** The first six bytes of that, which are whole in base64. */
const IN_BASE64 = BEGINNING.subarray(0, 6).toString("base64");

/**
 * @param {Buffer} content of a file
 * @returns {boolean}
 */
export const isModule = (content) => content.subarray(0, BEGINNING.length).equals(BEGINNING);

/**
 * @param {string} folder
 * @returns {Promise<{ path: string, content: Buffer }[]>} every file in it
 */
export async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map(async (path) => ({ path, content: await readFile(path) })),
  );
}

/**
 * @param {string} folder
 * @param {Buffer} client the package's module
 * @returns {Promise<{ files: number, inlined: number, others: string[] }>} how many files are the client's module, how
 *   often a module stands in a script, and the modules that are another one
 */
export async function modulesIn(folder, client) {
  const files = (await filesIn(folder)).filter(({ path }) => !path.endsWith(".map"));
  const modules = files.filter(({ path, content }) => path.endsWith(".wasm") || isModule(content));
  const inlined = files
    .filter((file) => !modules.includes(file))
    .map(({ content }) => content.toString("latin1").split(IN_BASE64).length - 1);
  return {
    files: modules.filter(({ content }) => content.equals(client)).length,
    inlined: inlined.reduce((sum, count) => sum + count, 0),
    others: modules.filter(({ content }) => !content.equals(client)).map(({ path }) => path),
  };
}
