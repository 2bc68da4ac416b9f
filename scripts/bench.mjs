// @ts-check
// npm run bench: every part, or those that are named (`npm run bench -- size
// call`). --quick takes fewer and shorter rounds. --markdown prints Markdown,
// and with every part writes it into README.md. Time is printed, never asserted.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { options, parts } from "./bench/parts.mjs";
import { buildPackage } from "./build/package.mjs";
import { CommandFailure, Failure, main, run } from "./run.mjs";

const SUITE = fileURLToPath(new URL("bench/suite.mjs", import.meta.url));

await main(async () => {
  const args = process.argv.slice(2);
  check(args);
  await buildPackage();
  try {
    await run(process.execPath, [SUITE, ...args]);
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    process.exitCode = error.code;
  }
});

/** @param {string[]} args */
function check(args) {
  const names = parts.map(({ name }) => name);
  let parsed;
  try {
    parsed = parseArgs({ args, allowPositionals: true, options });
  } catch {
    throw new Failure(`npm run bench takes names of parts (${names.join(", ")}), --quick and --markdown, not ${args.join(" ")}`);
  }
  const unknown = parsed.positionals.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Failure(`there is no part ${unknown}: choose from ${names.join(", ")}`);
}
