// @ts-check
// Runs the parts that are named, or all, and prints their one table.
import { availableParallelism, cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Failure, root, step } from "../run.mjs";
import { options, parts } from "./parts.mjs";
import { fillReadme } from "./readme.mjs";
import { asMarkdown, asText } from "./table.mjs";

const { values, positionals } = parseArgs({ allowPositionals: true, options });
const chosen = parts.filter(({ name }) => positionals.length === 0 || positionals.includes(name));

// By itself a signal ends a process without its "exit", where servers are stopped.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

/** Before the load of our own. */
const [busy = 0] = loadavg();
const cores = availableParallelism();

/** @type {import("./table.mjs").Row[]} */
const rows = [];
try {
  for (const part of chosen) {
    rows.push(...(await step(`${part.name}: ${part.about}`, () => part.measure(values.quick))));
  }
  // One run's figures, or none: parts of several would not be side by side.
  if (values.markdown && chosen.length === parts.length) await fillReadme(join(root, "README.md"), asMarkdown(rows, notes()));
} catch (error) {
  console.error(error instanceof Failure ? `error: ${error.message}` : error);
  process.exitCode = 1;
}
// Also what was measured before a part failed: it may have taken long.
if (rows.length > 0) console.log(`\n${values.markdown ? asMarkdown(rows, notes()) : asText(rows, notes())}`);

/** @returns {string[]} what a reader of the table has to know */
function notes() {
  const lines = [
    "A time's or a rate's figure is the median of so many interleaved rounds, with the least and the most of them in brackets; the absolute figures are medians.",
    "An even number of seconds is the Python helper's best case: it looks every two.",
    `Node ${process.versions.node} on ${process.platform}, ${cores} x ${cpus()[0]?.model.trim() ?? "an unknown processor"}.`,
  ];
  if (values.quick) lines.push("The rounds were few and short (--quick).");
  if (busy > cores / 4) {
    lines.push(`The machine was busy when this began (load ${busy.toFixed(1)} on ${cores} cores): the times are noisy.`);
  }
  return lines;
}
