// @ts-check
// The contract over a whole test run: a process that saw a violation fails,
// whatever its tests made of it.
import { Contract } from "./contract.mjs";
import { watched } from "./watch.mjs";

const contract = await Contract.read();
/** @type {string[]} */
const found = [];

process.on("exit", () => {
  if (found.length === 0) return;
  console.error(`${found.length} violations of the contract:\n\n${found.join("\n\n")}`);
  process.exitCode = 1;
});

/**
 * A fetch whose every exchange has to be as described.
 * @param {typeof globalThis.fetch} [fetch] what sends
 * @returns {typeof globalThis.fetch}
 */
export const checkedFetch = (fetch = globalThis.fetch) => watched(fetch, contract, found);

/** Every violation so far. */
export const violations = () => [...found];
