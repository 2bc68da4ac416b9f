// @ts-check
// The table's place in a document.
import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { Failure } from "../run.mjs";

const BEGIN = "<!-- What `npm run bench -- --markdown` measured last; it writes over this. -->";
const END = "<!-- End of what was measured. -->";

/**
 * Puts the table where the last one was.
 * @param {string} file
 * @param {string} table
 * @returns {Promise<void>}
 * @throws {Failure} when there is no place for it
 */
export async function fillReadme(file, table) {
  const text = await readFile(file, "utf8");
  const [before, rest] = text.split(BEGIN);
  const [, after] = rest?.split(END) ?? [];
  if (after === undefined) throw new Failure(`${basename(file)} has no place for the table: give it ${BEGIN} and ${END}`);
  await writeFile(file, `${before}${BEGIN}\n\n${table}\n\n${END}${after}`);
}
