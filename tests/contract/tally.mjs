// @ts-check
// `node tally.mjs FOLDER [--every-operation]`: what a suite's processes saw of
// the API. Fails when that was nothing, held a violation or, when asked, missed
// an operation of the client.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { clientOperations, shapeOf } from "./client-operations.mjs";
import { Contract } from "./contract.mjs";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { "every-operation": { type: "boolean" } } });
const folder = `${positionals[0]}`;

let [requests, responses, violations] = [0, 0, 0];
const succeeded = new Set();
for (const file of (await readdir(folder)).filter((name) => name.endsWith(".json"))) {
  /** @type {import("./process-exchanges.mjs").Account} */
  const account = JSON.parse(await readFile(join(folder, file), "utf8"));
  requests += account.requests;
  responses += account.responses;
  violations += account.violations;
  for (const operation of account.succeeded) succeeded.add(operation);
}
console.log(`contract: ${requests} requests and ${responses} responses checked, ${violations} violations`);

const problems = [];
if (requests === 0 || responses === 0) problems.push("nothing was checked against the contract");
if (violations > 0) problems.push(`${violations} violations of the contract: see the output above`);
if (values["every-operation"]) {
  const spoken = await clientOperations();
  for (const { operationId, method, path } of (await Contract.read()).operations) {
    if (!spoken.includes(shapeOf(method, path)) || succeeded.has(operationId)) continue;
    problems.push(`${operationId}: no test has the client call it with success`);
  }
}
for (const problem of problems) console.error(`error: ${problem}`);
if (problems.length > 0) process.exitCode = 1;
