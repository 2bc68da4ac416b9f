// @ts-check
// Commands: those for users are run, in one project, one after the other.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { suites } from "../../scripts/test/suites.mjs";
import { folderIn, root, tarball } from "./installed.mjs";
import { run } from "./program.mjs";

/**
 * @typedef {import("./blocks.mjs").Block} Block
 * @typedef {import("./world.mjs").World} World
 */

/** The registry has it only when it is released. */
const INSTALL = /^npm install atoms-lifecycle$/;
/** The one command that stays; with a port that another one may have by now. */
const SERVES = /^npx atoms-lifecycle emulate\b.*--port 4010\b/;

/** What it starts stands in the project; itself, it takes a second each time. */
const NPX = /^npx (\S+)/;

/**
 * @param {Block} block
 * @param {World} world
 */
export async function runCommands({ code }, world) {
  const cwd = await folderIn("shell");
  const env = { ...world.env, PATH: `${join(cwd, "node_modules", ".bin")}${delimiter}${process.env["PATH"]}` };
  await writeFile(join(cwd, "agent.json"), JSON.stringify({ firstMessage: "Hello from a file!" }));
  for (const line of linesOf(world.fill(code))) {
    if (INSTALL.test(line)) {
      await writeFile(join(cwd, "package.json"), JSON.stringify({ private: true, type: "module" }));
      await run("npm", ["install", "--offline", tarball], { cwd });
    } else if (SERVES.test(line)) {
      const program = line.replace(NPX, "exec $1").replace("4010", "0");
      await run("bash", ["-c", program], { cwd, env, stopAt: "ctrl-c stops it" });
    } else {
      await run("bash", ["-c", line.replace(NPX, "$1")], { cwd, env });
    }
  }
}

/**
 * Commands for people who work on the repository: they take minutes, and other
 * suites or CI itself run them. Here it counts that there are such.
 * @param {Block} block
 */
export async function checkCommands({ place, code }) {
  const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const known = new Set([...Object.keys(scripts).map((name) => `npm run ${name}`), "npm test", "cargo test", "cargo fmt", "cargo clippy"]);
  for (const line of linesOf(code)) {
    const [command = "", args = ""] = line.replace(/^(\w+=\S+ )+/, "").split(/ -- | --test /);
    assert.ok(known.has(command.trim()), `${place}: there is no ${command}`);
    if (command.trim() === "npm test") checkSuites(args, place);
  }
}

/**
 * @param {string} args of `npm test --`
 * @param {string} place
 */
export function checkSuites(args, place) {
  for (const word of args.split(" ").filter((word) => word !== "" && !word.startsWith("--"))) {
    assert.ok(suites.some(({ name }) => name === word), `${place}: there is no suite ${word}`);
  }
}

/** @param {string} code */
function linesOf(code) {
  return code.split("\n").map((line) => line.replace(/(^|\s+)#.*$/, "")).filter((line) => line !== "");
}
