// @ts-check
// npm run demo: the guide's lifecycle through the built package.
import { fileURLToPath } from "node:url";
import { buildPackage } from "./build/package.mjs";
import { CommandFailure, main, run } from "./run.mjs";

const WALKTHROUGH = fileURLToPath(new URL("demo/walkthrough.mjs", import.meta.url));

await main(async () => {
  await buildPackage();
  try {
    await run(process.execPath, [WALKTHROUGH, ...process.argv.slice(2)]);
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    process.exitCode = error.code;
  }
});
