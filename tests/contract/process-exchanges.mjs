// @ts-check
// The exchanges of this process, which fails when one was a violation, whatever
// its tests made of it, and writes down for the run what it saw.
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Contract } from "./contract.mjs";
import { Exchanges } from "./exchanges.mjs";

/**
 * What a process leaves in the folder of its suite.
 * @typedef {object} Account
 * @property {number} requests
 * @property {number} responses
 * @property {string[]} succeeded
 * @property {number} violations
 */

export const exchanges = new Exchanges(await Contract.read());

process.on("exit", () => {
  const { requests, responses, succeeded, violations } = exchanges;
  const folder = process.env["ATOMS_EXCHANGES"];
  if (folder && requests + responses > 0) {
    /** @type {Account} */
    const account = { requests, responses, succeeded: [...succeeded], violations: violations.length };
    writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(account));
  }
  if (violations.length === 0) return;
  console.error(`${violations.length} violations of the contract:\n${violations.join("\n")}`);
  process.exitCode = 1;
});
