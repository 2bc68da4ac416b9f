// @ts-check
// How a page tells what came of it.

/** @typedef {import("../browser.mjs").Outcome} Outcome */

/**
 * @param {Promise<unknown>} work
 * @returns {Promise<Outcome>} which always resolves, with JSON
 */
export function settled(work) {
  return work.then(
    (value) => ({ value }),
    (/** @type {unknown} */ error) => ({ failure: error instanceof Error ? `${error}\n${error.stack}` : String(error) }),
  );
}

/** @param {Promise<Outcome>} outcome what the browser's driver waits for */
export function leave(outcome) {
  Object.assign(globalThis, { outcome });
}
