// @ts-check
// What `npm run bench` measures, and what it understands.

/** @typedef {import("./table.mjs").Row} Row */

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string} about
 * @property {(quick: boolean) => Promise<Row[]>} measure `quick`: fewer and shorter rounds
 */

/** The command line's, for `parseArgs`. */
export const options = /** @type {const} */ ({
  markdown: { type: "boolean", default: false },
  quick: { type: "boolean", default: false },
});

/**
 * Each is imported when it runs: before the build there is no pkg/ for it to import.
 * @type {readonly Part[]}
 */
export const parts = [
  {
    name: "size",
    about: "what a program downloads, beside other clients",
    measure: async () => (await import("./size.mjs")).measure(),
  },
  {
    name: "start",
    about: "from the import to the first request, beside openai",
    measure: async (quick) => (await import("./start.mjs")).measure(quick),
  },
  {
    name: "call",
    about: "a call through the client, beside fetch and other clients",
    measure: async (quick) => (await import("./call.mjs")).measure(quick),
  },
  {
    name: "release",
    about: "a release, beside the guide's script and the vendor's Python helper",
    measure: async (quick) => (await import("./release.mjs")).measure(quick),
  },
  {
    name: "scale",
    about: "releases to many agents",
    measure: async (quick) => (await import("./scale.mjs")).measure(quick),
  },
  {
    name: "emulator",
    about: "the emulator over HTTP, beside other servers",
    measure: async (quick) => (await import("./emulator.mjs")).measure(quick),
  },
  {
    name: "memory",
    about: "how much the emulator keeps",
    measure: async (quick) => (await import("./memory.mjs")).measure(quick),
  },
  {
    name: "simulation",
    about: "schedules of faults, natively",
    measure: async (quick) => (await import("./simulation.mjs")).measure(quick),
  },
];
