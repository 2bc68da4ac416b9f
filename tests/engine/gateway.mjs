// @ts-check
// What stands between the engine and the platform: it passes requests on,
// remembers them, and can keep one, or the answer to it, for ever.
import { createServer, request as send } from "node:http";
import { once } from "node:events";

/** The header in which the workflow says which of its steps sends a request. */
const STEP_HEADER = "x-workflow-step";

/**
 * @typedef {object} Passed
 * @property {string} step of the workflow
 * @property {string} line such as `POST /agent/1/drafts`
 * @property {number} status what the platform answered
 */

export class Gateway {
  /** Every request that the platform answered, in order. @type {Passed[]} */
  passed = [];
  /** @type {{ request: RegExp, when: "sent" | "answered" } | undefined} */
  #interruption;
  #target;
  #server = createServer((request, response) => {
    this.#pass(request, response).catch((error) => response.destroy(error));
  });

  /** @param {string} target the platform's base URL */
  constructor(target) {
    this.#target = new URL(target);
  }

  /** @returns {Promise<string>} its own base URL */
  async open() {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    const { port } = /** @type {import("node:net").AddressInfo} */ (this.#server.address());
    return `http://127.0.0.1:${port}${this.#target.pathname}`;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /**
   * Lets the next request that looks like this get no further: not to the
   * platform (`sent`), or there but not back (`answered`).
   * @param {RegExp} request such as `/^POST .*\/publish$/`
   * @param {"sent" | "answered"} when
   */
  interruptNext(request, when) {
    this.#interruption = { request, when };
  }

  /** Whether it has happened. */
  get hasInterrupted() {
    return this.#interruption === undefined;
  }

  /**
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:http").ServerResponse} response
   */
  async #pass(request, response) {
    const { method = "GET", url = "/", headers } = request;
    const line = `${method} ${url.slice(this.#target.pathname.length)}`;
    const body = Buffer.concat(await request.toArray());
    if (this.#keeps(line, "sent")) return;
    const passedOn = send(new URL(url, this.#target), { method, headers: { ...headers, host: this.#target.host } });
    passedOn.end(body);
    const [reply] = /** @type {[import("node:http").IncomingMessage]} */ (await once(passedOn, "response"));
    const answer = Buffer.concat(await reply.toArray());
    const status = reply.statusCode ?? 0;
    this.passed.push({ step: String(headers[STEP_HEADER]), line, status });
    if (this.#keeps(line, "answered")) return;
    response.writeHead(status, reply.headers).end(answer);
  }

  /**
   * @param {string} line
   * @param {"sent" | "answered"} when
   */
  #keeps(line, when) {
    const interruption = this.#interruption;
    if (interruption?.when !== when || !interruption.request.test(line)) return false;
    this.#interruption = undefined;
    return true;
  }
}
