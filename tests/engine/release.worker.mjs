// @ts-check
// A Worker as a user of the package writes it: a workflow that releases an
// agent's config, each step as durable as the engine makes it, and a door to
// start it and to ask how it is.
import { WorkflowEntrypoint } from "cloudflare:workers";
import { connect } from "atoms-lifecycle";
import { STEPS } from "./generations.mjs";

/** @typedef {import("./generations.mjs").Step} Step */
/** @typedef {import("atoms-lifecycle").ReleaseReport} ReleaseReport */

/**
 * @typedef {object} Order
 * @property {string} baseUrl
 * @property {string} agentId
 * @property {Record<string, unknown>} patch
 * @property {string} label
 */

const CONFIG = { retries: { limit: 5, delay: 200, backoff: /** @type {const} */ ("constant") }, timeout: 20_000 };
const polling = { minIntervalMs: 50, maxIntervalMs: 100 };

/** @extends {WorkflowEntrypoint} */
export class ReleaseWorkflow extends WorkflowEntrypoint {
  /**
   * @param {import("cloudflare:workers").WorkflowEvent<Order>} event
   * @param {import("cloudflare:workers").WorkflowStep} step
   */
  async run({ payload: { baseUrl, agentId, patch, label } }, step) {
    const atoms = await connect({ apiKey: "sk_engine_0123456789", baseUrl });
    /** @param {Step} name */
    const until = (name) => ({ stopAfter: name, polling, headers: { "x-workflow-step": name } });

    let report = await step.do("read", CONFIG, () => atoms.release(agentId, patch, { label, ...until("read") }));
    for (const name of STEPS[report.generation].slice(1)) {
      const { checkpoint } = report;
      if (!checkpoint) break;
      report = await step.do(name, CONFIG, async () => {
        return /** @type {ReleaseReport} */ (await atoms.resume(checkpoint, until(name)));
      });
    }
    return report;
  }
}

export default {
  /**
   * `POST` starts the instance that the path names, `PUT` wakes it.
   * @param {Request} request
   * @param {{ RELEASES: import("cloudflare:workers").Workflow<Order> }} env
   */
  async fetch(request, env) {
    const id = new URL(request.url).pathname.slice(1);
    if (request.method === "POST") await env.RELEASES.create({ id, params: await request.json() });
    const instance = await env.RELEASES.get(id);
    if (request.method === "PUT") await instance.sendEvent({ type: "wake", payload: null });
    return Response.json(await instance.status());
  },
};
