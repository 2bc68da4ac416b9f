// @ts-check
// The crate's rooms as wasm modules with their JavaScript.
import { rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { read, root, run, step } from "../run.mjs";
import { ensureWasmBindgen, npmBin } from "../toolchain.mjs";
import { fingerprint, makeFolder } from "./folder.mjs";
import { packScript } from "./pack.mjs";

/** One wasm module each, chosen by the crate's feature of that name. */
export const rooms = /** @type {const} */ (["client", "emulator"]);

/**
 * Both are made to be downloaded. The emulator has requests a second to answer
 * as well: at "s" it takes half of the time that it takes at "z", for a few
 * kilobytes.
 */
const OPTIMISE = { client: "z", emulator: "s" };
/**
 * What counts is the size once it is compressed: what is inlined, and code that
 * differs to be a little shorter, makes it larger.
 */
const WASM_OPT = ["-O2", "--shrink-level", "2", "-fimfs", "0", "-aimfs", "0", "-ocimfs", "0"];
const STRIP = ["--strip-debug", "--strip-producers", "--strip-target-features"];

/** Where the rooms are made; pkg-template/tsconfig.json looks here. */
export const roomsFolder = join(root, "target", "rooms");

/**
 * Builds every room that is out of date.
 * @returns {Promise<void>}
 */
export async function buildRooms() {
  const bindgen = await ensureWasmBindgen();
  for (const room of rooms) {
    const wasm = await compile(room);
    const made = await fingerprint([wasm, bindgen, join(root, "package-lock.json"), fileURLToPath(import.meta.url)]);
    await makeFolder(join(roomsFolder, room), made, (staging) =>
      step(`binding and shrinking ${room}.wasm`, () => bind(bindgen, room, wasm, staging)),
    );
  }
}

/**
 * Each room has its own target folder: both write `atoms_lifecycle.wasm`, and
 * in a shared folder cargo would take one room's for the other's.
 * @param {keyof typeof OPTIMISE} room
 * @returns {Promise<string>} the module's path
 */
async function compile(room) {
  const target = join(root, "target", "wasm", room);
  const env = { CARGO_ENCODED_RUSTFLAGS: await pathless(), CARGO_PROFILE_RELEASE_OPT_LEVEL: OPTIMISE[room] };
  await step(`compiling the ${room} to wasm`, () =>
    run(
      "cargo",
      [
        ...["build", "--release", "--lib", "--target", "wasm32-unknown-unknown", "--target-dir", target],
        ...["--no-default-features", "--features", room],
      ],
      { env },
    ),
  );
  return join(target, "wasm32-unknown-unknown", "release", "atoms_lifecycle.wasm");
}

/**
 * Panic messages name source files: without the folders of the machine that built them.
 * @returns {Promise<string>} cargo's way to give rustc arguments
 */
async function pathless() {
  const sysroot = await read("rustc", ["--print", "sysroot"]);
  return [
    `--remap-path-prefix=${join(sysroot.trim(), "lib", "rustlib", "src", "rust", "library")}=rust`,
    `--remap-path-prefix=${process.env["CARGO_HOME"] ?? join(homedir(), ".cargo")}=cargo`,
    `--remap-path-prefix=${root}=`,
  ].join("\x1f");
}

/**
 * @param {string} bindgen
 * @param {keyof typeof OPTIMISE} room
 * @param {string} wasm
 * @param {string} folder
 */
async function bind(bindgen, room, wasm, folder) {
  await run(bindgen, [
    ...["--target", "web", "--omit-default-module-path", "--out-name", room, "--out-dir", folder],
    wasm,
  ]);
  const bound = join(folder, `${room}_bg.wasm`);
  await run(join(npmBin, "wasm-opt"), [...WASM_OPT, ...STRIP, bound, "-o", bound]);
  // The docs are in the declarations; in the glue they are only weight.
  await packScript(join(folder, `${room}.js`));
  await rename(bound, join(folder, `${room}.wasm`));
  await rm(join(folder, `${room}_bg.wasm.d.ts`));
}
