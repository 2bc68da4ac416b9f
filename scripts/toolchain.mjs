// @ts-check
// What the build needs: found, or installed once, or named in one line.
import { createHash } from "node:crypto";
import { access, readFile, writeFile } from "node:fs/promises";
import { constants } from "node:fs";
import { delimiter, join, relative, resolve } from "node:path";
import { Failure, read, root, run, step } from "./run.mjs";

const WASM_TARGET = "wasm32-unknown-unknown";
const WASM_PACK_VERSION = "0.15.1";
const CARGO_FUZZ_VERSION = "0.13.2";
const TOOLS = join(root, "target", "tools");

/** Where the tools built for this project are. */
export const toolsBin = join(TOOLS, "bin");

/** Where the commands of the npm tools are. */
export const npmBin = join(root, "node_modules", ".bin");

/**
 * Rust, a linker, and the wasm target.
 * @returns {Promise<void>}
 */
export async function ensureRust() {
  const rust = "install rust with rustup from https://rustup.rs, then run this again";
  if (!(await find("cargo"))) throw new Failure(`cargo was not found: ${rust}`);
  if (!(await find("cc"))) {
    throw new Failure("cc was not found, and rust links with it: install a C compiler (debian: apt-get install gcc; macos: xcode-select --install)");
  }
  const [version, { rust_version: needed }] = await Promise.all([rustVersion(), crate()]);
  if (isOlder(version, needed)) {
    throw new Failure(`rust ${version} is too old, ${needed} is needed: run rustup update stable`);
  }
  const libraries = await read("rustc", ["--print", "target-libdir", "--target", WASM_TARGET]);
  if (await exists(libraries.trim())) return;
  if (!(await find("rustup"))) {
    throw new Failure(`rust's ${WASM_TARGET} target is missing, and rustup, which adds it, was not found: ${rust}`);
  }
  await step(`adding rust's ${WASM_TARGET} target`, () => run("rustup", ["target", "add", WASM_TARGET]));
}

/** @returns {Promise<string>} the compiler's version, such as `1.95.0` */
export async function rustVersion() {
  const answer = await read("rustc", ["--version"]);
  const version = /^rustc (\d+\.\d+\.\d+)/.exec(answer)?.[1];
  if (!version) throw new Failure(`rustc --version answered ${JSON.stringify(answer)}: reinstall rust from https://rustup.rs`);
  return version;
}

/**
 * @param {string} version
 * @param {string} needed
 */
function isOlder(version, needed) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [neededMajor = 0, neededMinor = 0] = needed.split(".").map(Number);
  return major < neededMajor || (major === neededMajor && minor < neededMinor);
}

/**
 * @typedef {object} Crate
 * @property {string} version
 * @property {string} rust_version
 * @property {{name: string, kind: string[], src_path: string}[]} targets
 */

/**
 * This crate, as cargo understands its manifest.
 * @returns {Promise<Crate>}
 */
export async function crate() {
  const metadata = await read("cargo", ["metadata", "--no-deps", "--format-version", "1"]);
  return JSON.parse(metadata).packages[0];
}

/**
 * The wasm-bindgen command in the one version that fits the crate's.
 * @returns {Promise<string>} its path
 */
export async function ensureWasmBindgen() {
  const lock = await readFile(join(root, "Cargo.lock"), "utf8");
  const version = /^name = "wasm-bindgen"\nversion = "(.+)"$/m.exec(lock)?.[1];
  if (!version) throw new Failure("Cargo.lock names no wasm-bindgen: restore it from git");
  return ensureCargoTool("wasm-bindgen", "wasm-bindgen-cli", version);
}

/**
 * The wasm-pack command, which runs the wasm tests.
 * @returns {Promise<string>} its path
 */
export function ensureWasmPack() {
  // Built unoptimised, which is much quicker: all it does is start other programs.
  return ensureCargoTool("wasm-pack", "wasm-pack", WASM_PACK_VERSION, ["--debug"]);
}

/**
 * The cargo-fuzz command, which builds and runs the fuzz targets.
 * @returns {Promise<string>} its path
 */
export function ensureCargoFuzz() {
  return ensureCargoTool("cargo-fuzz", "cargo-fuzz", CARGO_FUZZ_VERSION, ["--debug"]);
}

/**
 * @param {string} command
 * @param {string} packageName
 * @param {string} version
 * @param {readonly string[]} [flags] for cargo install
 */
async function ensureCargoTool(command, packageName, version, flags = []) {
  const path = join(toolsBin, command);
  const installed = (await exists(path)) && (await read(path, ["--version"])).trim();
  if (installed !== `${command} ${version}`) {
    await step(`installing ${command} ${version} (built from source, once; a few minutes)`, () =>
      run("cargo", ["install", packageName, "--version", version, "--root", TOOLS, "--force", ...flags]),
    );
  }
  return path;
}

/**
 * The npm tools of a folder's package-lock.json.
 * @param {string} [folder] the root by default
 * @returns {Promise<void>}
 */
export async function ensureNpm(folder = root) {
  const lock = await readFile(join(folder, "package-lock.json"));
  const wanted = createHash("sha256").update(lock).digest("hex");
  const stamp = join(folder, "node_modules", ".installed-from");
  if ((await exists(stamp)) && (await readFile(stamp, "utf8")) === wanted) return;
  const name = join(relative(root, folder), "package-lock.json");
  await step(`installing the npm tools of ${name}`, () => run("npm", ["ci"], { cwd: folder }));
  await writeFile(stamp, wanted);
}

/**
 * The first of these commands that is on the PATH, or at its absolute path.
 * @param {...string} commands
 * @returns {Promise<string | undefined>} its path
 */
export async function find(...commands) {
  for (const command of commands) {
    for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
      const path = resolve(folder, command);
      if (await exists(path, constants.X_OK)) return path;
    }
  }
  return undefined;
}

/**
 * @param {string} path
 * @param {number} [mode]
 * @returns {Promise<boolean>}
 */
export async function exists(path, mode = constants.F_OK) {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}
