// @ts-check
// The crate's rooms as wasm modules with their JavaScript.
import { rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { read, root, run, step } from "../run.mjs";
import { ensureWasmBindgen, npmBin } from "../toolchain.mjs";
import { fingerprint, makeFolder } from "./folder.mjs";
import { LOADER, packGlue } from "./pack.mjs";

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

/** The scripts that make them. */
const HOW = ["rooms.mjs", "pack.mjs"].map((script) => fileURLToPath(new URL(script, import.meta.url)));

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
    const declared = await declare(room);
    const made = await fingerprint([wasm, declared, bindgen, join(root, "package-lock.json"), LOADER, ...HOW]);
    await makeFolder(join(roomsFolder, room), made, (staging) =>
      step(`binding and shrinking ${room}.wasm`, async () => {
        await bind(bindgen, room, "web", declared, staging);
        await rename(join(staging, `${room}.d.ts`), join(staging, "declared.d.ts"));
        await bind(bindgen, room, "bundler", wasm, staging);
        await shrink(room, staging);
      }),
    );
  }
}

/**
 * @param {keyof typeof OPTIMISE} room
 * @returns {Promise<string>} the path of the module that is shipped
 */
async function compile(room) {
  const env = { CARGO_ENCODED_RUSTFLAGS: await pathless(), CARGO_PROFILE_RELEASE_OPT_LEVEL: OPTIMISE[room] };
  return cargo(`compiling the ${room} to wasm`, room, "release", ["--release", "--features", room], env);
}

/**
 * A module that also holds what TypeScript knows of the room. It isn't the
 * one that is shipped: the declared types bring JavaScript's own with them,
 * and some of their code would stay.
 * @param {keyof typeof OPTIMISE} room
 * @returns {Promise<string>} the module's path
 */
function declare(room) {
  return cargo(`compiling the declarations of the ${room}`, room, "debug", ["--features", `${room},declarations`], {});
}

/**
 * Each room has its own target folder: both write `atoms_lifecycle.wasm`, and
 * in a shared folder cargo would take one room's for the other's.
 * @param {string} title
 * @param {keyof typeof OPTIMISE} room
 * @param {string} profile
 * @param {readonly string[]} how
 * @param {Record<string, string>} env
 * @returns {Promise<string>} the module's path
 */
async function cargo(title, room, profile, how, env) {
  const target = join(root, "target", "wasm", room);
  const where = ["--lib", "--target", "wasm32-unknown-unknown", "--target-dir", target];
  // Made together with the crate's rlib, the module would keep what only other crates could call.
  await step(title, () => run("cargo", ["rustc", "--crate-type", "cdylib", ...where, "--no-default-features", ...how], { env }));
  return join(target, "wasm32-unknown-unknown", profile, "atoms_lifecycle.wasm");
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
 * For a bundler there is glue alone; what loads it is our own.
 * @param {string} bindgen
 * @param {string} room
 * @param {"web" | "bundler"} target
 * @param {string} wasm
 * @param {string} folder
 */
async function bind(bindgen, room, target, wasm, folder) {
  const web = target === "web" ? ["--omit-default-module-path"] : [];
  await run(bindgen, ["--target", target, ...web, "--out-name", room, "--out-dir", folder, wasm]);
}

/**
 * @param {string} room
 * @param {string} folder
 */
async function shrink(room, folder) {
  const bound = join(folder, `${room}_bg.wasm`);
  await run(join(npmBin, "wasm-opt"), [...WASM_OPT, ...STRIP, bound, "-o", bound]);
  await packGlue(join(folder, `${room}_bg.js`), join(folder, `${room}.js`));
  await rename(bound, join(folder, `${room}.wasm`));
  await rename(join(folder, "declared.d.ts"), join(folder, `${room}.d.ts`));
  await rm(join(folder, `${room}_bg.wasm.d.ts`));
}
