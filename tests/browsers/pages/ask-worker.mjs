// @ts-check

/**
 * @param {URL} script of a worker that posts one message, its outcome
 * @returns {Promise<import("./outcome.mjs").Outcome>}
 */
export function ask(script) {
  const worker = new Worker(script, { type: "module" });
  return new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => resolve({ failure: `the worker failed: ${message ?? "a module did not load"}` });
  });
}
