// @ts-check
// The npm package in pkg/, assembled from the rooms and pkg-template/.
import { copyFile, cp, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Failure, root, run, step } from "../run.mjs";
import { crate, ensureNpm, ensureRust, npmBin, rustVersion } from "../toolchain.mjs";
import { addCommonJs } from "./commonjs.mjs";
import { fingerprint, makeFolder } from "./folder.mjs";
import { buildRooms, rooms, roomsFolder } from "./rooms.mjs";
import { packModules } from "./pack.mjs";
import { printSizes } from "./sizes.mjs";

/** The built package. */
export const packageFolder = join(root, "pkg");

const TEMPLATE = join(root, "pkg-template");

/** The entries that load the client, one for each kind of host. */
const CLIENT_ENTRIES = ["index", "node", "slim", "inline", "workerd", "bun"];

/** Everything that decides what the package holds. */
const INPUTS = [
  ...["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "src", "pkg-template", "package-lock.json"],
  ...["scripts/build", "LICENSE"],
].map((name) => join(root, name));

/**
 * Sets up what the build needs, and builds what is out of date.
 * @returns {Promise<void>}
 */
export async function buildPackage() {
  await ensureRust();
  await ensureNpm();
  const made = await fingerprint(INPUTS, [await rustVersion()]);
  const anew = await makeFolder(packageFolder, made, async (staging) => {
    await sameVersion();
    await buildRooms();
    await step("assembling pkg/", () => assemble(staging));
  });
  if (anew) await printSizes(packageFolder);
  else console.log("> pkg/ is up to date");
}

/** The crate and the package are released as one. */
async function sameVersion() {
  const { version } = JSON.parse(await readFile(join(TEMPLATE, "package.json"), "utf8"));
  const ours = await crate();
  if (version !== ours.version) {
    throw new Failure(`pkg-template/package.json says ${version} and Cargo.toml says ${ours.version}: make them the same`);
  }
}

/** @param {string} staging */
async function assemble(staging) {
  for (const room of rooms) {
    const isStamp = (/** @type {string} */ path) => basename(path).startsWith(".");
    await cp(join(roomsFolder, room), join(staging, room), { recursive: true, filter: (path) => !isStamp(path) });
  }
  const base64 = await readFile(join(staging, "client", "client.wasm"), "base64");
  await writeFile(join(staging, "client", "client.base64.js"), `export default "${base64}";\n`);
  await run(join(npmBin, "tsc"), ["-p", TEMPLATE, "--outDir", staging]);
  // The docs are in the declarations; in the JavaScript they are only weight.
  await run(join(npmBin, "tsc"), ["-p", TEMPLATE, "--outDir", staging, "--declaration", "false", "--removeComments"]);
  await packModules(staging, CLIENT_ENTRIES, ["*.wasm", "./client/client.base64.js"]);
  await cp(join(TEMPLATE, "examples"), join(staging, "examples"), { recursive: true });
  for (const file of [join(TEMPLATE, "package.json"), join(TEMPLATE, "README.md"), join(root, "LICENSE")]) {
    await copyFile(file, join(staging, basename(file)));
  }
  await addCommonJs(staging);
}
