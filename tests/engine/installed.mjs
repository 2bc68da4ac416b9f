// @ts-check
// The installed package, which is not where these tests look modules up, and its emulator in a process of its own.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const project = process.env["ATOMS_PROJECT"];
if (!project) throw new Error("ATOMS_PROJECT names no project with the package: run `npm test -- engine`");

/** Where a bundler finds it. */
export const modules = join(project, "node_modules");

const folder = join(modules, "atoms-lifecycle");

/** @returns {Promise<typeof import("atoms-lifecycle")>} */
export function load() {
  return import(pathToFileURL(join(folder, "node.js")).href);
}

/**
 * @param {import("node:test").TestContext} t ends the process with the test
 * @param {"versions" | "branches"} generation
 * @returns {Promise<string>} its base URL
 */
export async function emulate(t, generation) {
  const args = ["emulate", "--port", "0", "--check-duration", "500", "--generation", generation];
  const emulator = spawn(process.execPath, [join(folder, "cli.js"), ...args], { stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => emulator.kill());
  for await (const line of createInterface({ input: emulator.stdout })) {
    const baseUrl = /http:\S+/.exec(line)?.[0];
    if (baseUrl) return baseUrl;
  }
  throw new Error("the emulator ended without an address");
}
