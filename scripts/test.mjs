// @ts-check
// npm test: every suite, or those that are named (`npm test -- rust js`).
// `npm test -- types --bless` takes today's declarations as the golden ones,
// `npm test -- package --bless` today's sizes, and `npm test -- dashboard --bless`
// today's picture for the README.
import { parseArgs } from "node:util";
import { buildPackage } from "./build/package.mjs";
import { Failure, main, secondsSince } from "./run.mjs";
import { Installation } from "./test/installation.mjs";
import { suites } from "./test/suites.mjs";
import { ensureNpm, ensureRust } from "./toolchain.mjs";

await main(async () => {
  const { chosen, bless } = choose(process.argv.slice(2));
  await ensureRust();
  await ensureNpm();
  if (chosen.some((suite) => suite.onPackage)) await buildPackage();

  const installation = new Installation();
  /** @type {string[]} */
  const outcomes = [];
  /** @type {string[]} */
  const failed = [];
  try {
    for (const suite of chosen) {
      const started = performance.now();
      console.log(`\n== ${suite.name}: ${suite.about}`);
      const problem = await suite.run({ installation, bless }).then(() => undefined, failureOnly);
      if (problem) {
        failed.push(suite.name);
        console.error(`error: ${problem.message}`);
      }
      outcomes.push(`  ${problem ? "FAILED" : "passed"}  ${suite.name.padEnd(8)}${secondsSince(started).padStart(9)}`);
    }
  } finally {
    await installation.remove();
  }
  console.log(`\n== summary\n${outcomes.join("\n")}`);
  if (failed.length > 0) throw new Failure(`${failed.join(", ")} failed: see the output above`);
});

/**
 * @param {unknown} error
 * @returns {Failure}
 */
function failureOnly(error) {
  if (error instanceof Failure) return error;
  throw error;
}

/** @param {string[]} args */
function choose(args) {
  const names = suites.map(({ name }) => name);
  let parsed;
  try {
    parsed = parseArgs({ args, allowPositionals: true, options: { bless: { type: "boolean", default: false } } });
  } catch {
    throw new Failure(`npm test takes names of suites (${names.join(", ")}) and --bless, not ${args.join(" ")}`);
  }
  const unknown = parsed.positionals.find((name) => !names.includes(name));
  if (unknown) throw new Failure(`there is no suite ${unknown}: choose from ${names.join(", ")}`);
  const chosen = suites.filter(({ name }) => parsed.positionals.length === 0 || parsed.positionals.includes(name));
  return { chosen, bless: parsed.values.bless };
}
