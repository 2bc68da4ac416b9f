// @ts-check
// The picture in the README: one of those that the tests leave.
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../run.mjs";
import { dashboardFolder } from "./build.mjs";

/** Where every run of the tests leaves its pictures. */
export const screenshots = join(root, "target", "dashboard-screenshots");

/**
 * Puts the latest picture of an agent's page where the README has it.
 * @returns {Promise<void>}
 */
export function takeScreenshot() {
  return copyFile(join(screenshots, "versions-agent-wide-light.png"), join(dashboardFolder, "screenshot.png"));
}
