// @ts-check
// Sets the dashboard up, serves it while it is worked on, and builds its files.
import { join } from "node:path";
import { buildPackage } from "../build/package.mjs";
import { root, run, step } from "../run.mjs";
import { ensureNpm } from "../toolchain.mjs";

/** The dashboard's own npm package. */
export const dashboardFolder = join(root, "www");

/** Where its built files are. */
export const dashboardOutput = join(root, "target", "dashboard");

const vite = join(dashboardFolder, "node_modules", ".bin", "vite");

/**
 * The built package, which it imports by name, and its dependencies.
 * @returns {Promise<void>}
 */
export async function prepareDashboard() {
  await buildPackage();
  await ensureNpm(dashboardFolder);
}

/**
 * Serves it until the process is stopped; Vite prints the address.
 * @returns {Promise<void>}
 */
export function serveDashboard() {
  return run(vite, [], { cwd: dashboardFolder });
}

/** @returns {Promise<void>} */
export function buildDashboard() {
  return step("building target/dashboard", () => run(vite, ["build", "--logLevel", "warn"], { cwd: dashboardFolder }));
}
