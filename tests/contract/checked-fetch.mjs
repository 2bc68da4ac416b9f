// @ts-check
// A fetch whose every exchange has to be as described, or the process fails.
import { exchanges } from "./process-exchanges.mjs";
import { watched } from "./watch.mjs";

/**
 * @param {typeof globalThis.fetch} [fetch] what sends
 * @param {import("./watch.mjs").Watch} [watch]
 * @returns {typeof globalThis.fetch}
 */
export const checkedFetch = (fetch = globalThis.fetch, watch) => watched(fetch, exchanges, watch);
