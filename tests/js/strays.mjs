// @ts-check
// Errors that nobody was told of: a rejection without a handler, a throw out of a callback.

/**
 * @param {import("node:test").TestContext} t stops with the test
 * @returns {unknown[]} what came so far
 */
export function watchForStrays(t) {
  /** @type {unknown[]} */
  const strays = [];
  const notice = (/** @type {unknown} */ error) => void strays.push(error);
  for (const event of ["unhandledRejection", "uncaughtException"]) {
    process.on(event, notice);
    t.after(() => process.off(event, notice));
  }
  return strays;
}
