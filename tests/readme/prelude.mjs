// @ts-check
// What the READMEs' blocks take for granted: the one place that says it. A js
// block that is no file runs in a module with these names; one that it
// declares itself is its own. Runs as a copy in the project that has the
// package. What is only written for a reader to replace is in world.mjs.
import { connect } from "atoms-lifecycle";

/** A connection, as the first block opens it. */
export const atoms = await connect({ apiKey: process.env["SMALLEST_API_KEY"] });

/** The reader's agent. */
export const agentId = process.env["AGENT_ID"] ?? "";

/** A change to its config. */
export const patch = { firstMessage: "Good evening!" };

/** What to call it. */
export const label = "v3 - another greeting";

/**
 * The reader's own place for outcomes.
 * @param {string} agentId
 * @param {unknown} outcome
 */
export const save = async (agentId, outcome) => console.log(agentId, JSON.stringify(outcome));

/** Steps of Cloudflare's Workflows: what one resolves to was JSON in between. */
export const step = {
  /**
   * @template T
   * @param {string} name
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  do: async (name, work) => {
    console.log(name);
    return JSON.parse(JSON.stringify(await work()));
  },
};
