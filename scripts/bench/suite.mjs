// @ts-check
// Runs the parts that are named, or all, and prints their one table.
import { availableParallelism, cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { Failure, step } from "../run.mjs";
import { parts } from "./parts.mjs";
import { asMarkdown, asText } from "./table.mjs";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { markdown: { type: "boolean" } } });

/** Before the load of our own. */
const [busy = 0] = loadavg();
const cores = availableParallelism();

try {
  /** @type {import("./table.mjs").Row[]} */
  const rows = [];
  for (const part of parts) {
    if (positionals.length > 0 && !positionals.includes(part.name)) continue;
    rows.push(...(await step(`${part.name}: ${part.about}`, part.measure)));
  }
  console.log(`\n${values.markdown ? asMarkdown(rows, notes()) : asText(rows, notes())}`);
} catch (error) {
  console.error(error instanceof Failure ? `error: ${error.message}` : error);
  process.exitCode = 1;
}

/** @returns {string[]} what a reader of the table has to know */
function notes() {
  const lines = [
    "A time's or a rate's figure is the median of interleaved rounds, with the least and the most of them in brackets.",
    `Node ${process.versions.node} on ${process.platform}, ${cores} x ${cpus()[0]?.model.trim() ?? "an unknown processor"}.`,
  ];
  if (busy > cores / 4) {
    lines.push(`The machine was busy when this began (load ${busy.toFixed(1)} on ${cores} cores): the times are noisy.`);
  }
  return lines;
}
