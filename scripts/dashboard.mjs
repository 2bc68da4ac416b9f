// @ts-check
// npm run dashboard: the dashboard on a local address; with --build, its files
// in target/dashboard and what a first visit loads of them.
import { parseArgs } from "node:util";
import { printBudget } from "./dashboard/budget.mjs";
import { buildDashboard, prepareDashboard, serveDashboard } from "./dashboard/build.mjs";
import { CommandFailure, Failure, main } from "./run.mjs";

await main(async () => {
  const build = choose(process.argv.slice(2));
  await prepareDashboard();
  try {
    if (!build) return await serveDashboard();
    await buildDashboard();
    await printBudget();
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    process.exitCode = error.code;
  }
});

/**
 * @param {string[]} args
 * @returns {boolean} whether it is to be built
 */
function choose(args) {
  try {
    return parseArgs({ args, options: { build: { type: "boolean", default: false } } }).values.build;
  } catch {
    throw new Failure(`npm run dashboard takes --build, not ${args.join(" ")}`);
  }
}
