// @ts-check
// npm run demo: the guide's lifecycle through the built package; with --kill,
// a release that is killed and taken up again.
import { fileURLToPath } from "node:url";
import { buildPackage } from "./build/package.mjs";
import { CommandFailure, main, run } from "./run.mjs";

/** @param {string} name */
const script = (name) => fileURLToPath(new URL(`demo/${name}.mjs`, import.meta.url));

await main(async () => {
  await buildPackage();
  try {
    const args = process.argv.slice(2);
    await run(process.execPath, [script(args.includes("--kill") ? "killed" : "walkthrough"), ...args]);
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    process.exitCode = error.code;
  }
});
