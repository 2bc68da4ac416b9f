// @ts-check
// The one table that the benchmark prints.

/**
 * A figure with what it is to be, where that is said.
 * @typedef {object} Row
 * @property {string} what
 * @property {string} figure a ratio, where there is something to compare with
 * @property {number} [rounds] none where once is enough: a size
 * @property {string} [aim]
 * @property {boolean} [met]
 * @property {string} beside absolute figures
 */

const HEAD = ["measured", "figure", "rounds", "aim", "met", "beside it"];

/** @param {Row} row */
function cells({ what, figure, rounds, aim = "", met, beside }) {
  return [what, figure, String(rounds ?? ""), aim, met === undefined ? "" : met ? "yes" : "NO", beside];
}

/**
 * @param {readonly Row[]} rows
 * @param {readonly string[]} notes
 * @returns {string}
 */
export function asText(rows, notes) {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const aligned = lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd());
  const [head = "", ...body] = aligned;
  return [head, widths.map((width) => "-".repeat(width)).join("  "), ...body, "", ...notes].join("\n");
}

/**
 * @param {readonly Row[]} rows
 * @param {readonly string[]} notes
 * @returns {string}
 */
export function asMarkdown(rows, notes) {
  const lines = [HEAD, HEAD.map(() => "---"), ...rows.map(cells)];
  return [...lines.map((line) => `| ${line.join(" | ")} |`), "", notes.join(" ")].join("\n");
}
