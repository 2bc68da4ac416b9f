// @ts-check
// What a block talks to: a platform of its own, held to the contract, with the reader's agent on it.
import { checkingProxy } from "../contract/checking-proxy.mjs";
import { client, server } from "./installed.mjs";

/** How the READMEs write what only the reader knows; see prelude.mjs. */
const AGENT_ID = "60d0fe4f5311236168a109ca";
const BASE_URL = "http://127.0.0.1:4010/atoms/v1";

export class World {
  /** @type {string} */
  baseUrl = "";
  /** @type {string} */
  agentId = "";
  /** @type {() => Promise<void>} */
  close = async () => {};

  /**
   * @param {"versions" | "branches"} generation
   * @returns {Promise<World>}
   */
  static async of(generation) {
    const world = new World();
    const { serve } = await server();
    const platform = await serve({ generation, checkDurationMs: 50, failChecksContaining: ["forbidden words"] });
    const proxy = await checkingProxy(platform.baseUrl);
    world.close = async () => {
      proxy.close();
      await platform.close();
    };
    world.baseUrl = proxy.baseUrl;
    const atoms = await world.connect();
    world.agentId = await atoms.createAgent({ name: "support" });
    await atoms.release(world.agentId, { firstMessage: "Hi there." });
    return world;
  }

  async connect() {
    const { connect } = await client();
    return connect({ apiKey: "sk_reader", baseUrl: this.baseUrl });
  }

  /** What serves. */
  async firstMessage() {
    const atoms = await this.connect();
    const { _resolvedConfig } = await atoms.getAgent(this.agentId);
    return _resolvedConfig?.firstMessage;
  }

  /** The reader's environment. */
  get env() {
    return { SMALLEST_API_KEY: "sk_reader", AGENT_ID: this.agentId, GITHUB_SHA: "0f3c", ATOMS_BASE_URL: this.baseUrl };
  }

  /**
   * A block, with what is the reader's put in its place.
   * @param {string} code
   */
  fill(code) {
    return code.replaceAll(AGENT_ID, this.agentId).replaceAll(BASE_URL, this.baseUrl);
  }
}
