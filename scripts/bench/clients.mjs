// @ts-check
// The clients that are measured, and the servers beside the emulator: those
// of peers/package-lock.json, installed in target/, and this package with them.
import { copyFile, cp, readFile, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { fingerprint, makeFolder } from "../build/folder.mjs";
import { packageFolder } from "../build/package.mjs";
import { root, run, step } from "../run.mjs";

const SOURCES = fileURLToPath(new URL("peers/", import.meta.url));
const MANIFESTS = ["package.json", "package-lock.json"];

/**
 * @typedef {object} Opening
 * @property {string} baseUrl
 * @property {string} apiKey
 * @property {typeof globalThis.fetch} [fetch] where it is not the host's own
 */

/**
 * What every client is asked for. A client without one of them has no such call.
 * @typedef {object} Client
 * @property {(agentId: string) => Promise<unknown>} getAgent
 * @property {(agentId: string, limit: number) => Promise<unknown>} [listVersions]
 * @property {(agentId: string, draftId: string, patch: import("../../pkg/index.js").ConfigPatch) => Promise<unknown>} [patchConfig]
 */

/** @typedef {(opening: Opening) => Promise<Client>} Open what each file of peers/clients exports */

/** The file of a client in peers/clients, and the npm package that it opens. */
export const PEERS = /** @type {const} */ ({
  openai: "openai",
  stripe: "stripe",
  "retell-sdk": "retell-sdk",
  vapi: "@vapi-ai/server-sdk",
  elevenlabs: "@elevenlabs/elevenlabs-js",
  smallestai: "smallestai",
  ky: "ky",
});

/** @typedef {keyof typeof PEERS} PeerName */

export const peerNames = /** @type {PeerName[]} */ (Object.keys(PEERS));

/**
 * @returns {Promise<string>} a folder with clients/, and with what they import in its node_modules
 */
export async function ensureClients() {
  const folder = join(root, "target", "bench");
  const wanted = await fingerprint(MANIFESTS.map((name) => join(SOURCES, name)));
  await makeFolder(folder, wanted, (staging) =>
    step("installing what is measured beside this package (once; a minute)", async () => {
      for (const name of MANIFESTS) await copyFile(join(SOURCES, name), join(staging, name));
      await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"], { cwd: staging });
    }),
  );
  const own = join(folder, "node_modules", "atoms-lifecycle");
  await rm(own, { force: true });
  await symlink(packageFolder, own, "dir");
  await rm(join(folder, "clients"), { recursive: true, force: true });
  await cp(join(SOURCES, "clients"), join(folder, "clients"), { recursive: true });
  return folder;
}

/**
 * @param {string} folder as {@link ensureClients} gave it
 * @param {string} name of a file in peers/clients
 * @returns {string} the file's path
 */
export function clientFile(folder, name) {
  return join(folder, "clients", `${name}.mjs`);
}

/**
 * @param {string} folder
 * @param {string} name
 * @param {Opening} opening
 * @returns {Promise<Client>}
 */
export async function openClient(folder, name, opening) {
  const { open } = await import(pathToFileURL(clientFile(folder, name)).href);
  return open(opening);
}

/**
 * @param {string} folder
 * @param {PeerName} name
 * @returns {Promise<string>} such as `openai 7.59.0`
 */
export async function peerVersion(folder, name) {
  const manifest = await readFile(join(folder, "node_modules", PEERS[name], "package.json"), "utf8");
  return `${PEERS[name]} ${JSON.parse(manifest).version}`;
}
