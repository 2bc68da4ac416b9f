// @ts-check
// What `npm run bench` measures.

/** @typedef {import("./table.mjs").Row} Row */

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string} about
 * @property {() => Promise<Row[]>} measure
 */

/**
 * Each is imported when it runs: before the build there is no pkg/ for it to import.
 * @type {readonly Part[]}
 */
export const parts = [
  {
    name: "size",
    about: "what a page downloads",
    measure: async () => (await import("./size.mjs")).measure(),
  },
  {
    name: "call",
    about: "one call through the client, beside fetch and .json()",
    measure: async () => (await import("./call.mjs")).measure(),
  },
  {
    name: "release",
    about: "a release, beside the security check's own duration",
    measure: async () => (await import("./release.mjs")).measure(),
  },
  {
    name: "emulator",
    about: "the emulator over HTTP, beside a bare node:http server",
    measure: async () => (await import("./emulator.mjs")).measure(),
  },
];
