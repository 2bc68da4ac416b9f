// @ts-check
// Requests and their responses as they pass, held against the contract and counted.

/**
 * @typedef {import("./contract.mjs").Contract} Contract
 * @typedef {import("./contract.mjs").Sent} Sent
 * @typedef {import("./contract.mjs").Answered} Answered
 */

/**
 * A request with this header is outside of the contract on purpose; the value
 * says why. Who passes it on drops the header. What answers it is checked all
 * the same.
 */
export const OUTSIDE = "x-outside-contract";

/**
 * Who sends: the client, or a test that speaks HTTP itself.
 * @typedef {"client" | "test"} Sender
 */

/** Everything that passes one place of a test run. */
export class Exchanges {
  /** Every one is a line, also where what finds it throws: that may be caught. */
  violations = /** @type {string[]} */ ([]);
  requests = 0;
  responses = 0;
  /** Operations that the client called with success. */
  succeeded = /** @type {Set<string>} */ (new Set());
  #contract;

  /** @param {Contract} contract */
  constructor(contract) {
    this.#contract = contract;
  }

  /**
   * @param {Sent} sent its mark still on it
   * @returns {string | undefined} the violation, when it is one
   */
  request(sent) {
    this.requests += 1;
    const mark = sent.headers.get(OUTSIDE);
    const problems = this.#contract.problemsOfRequest(sent);
    if (mark === null) return this.#note(sent, "the request", problems, sent.body);
    if (problems.length > 0) return undefined;
    return this.#note(sent, "the mark on", [`it is inside (${mark}): remove ${OUTSIDE}`], sent.body);
  }

  /**
   * @param {Sent} sent
   * @param {Answered} answered
   * @param {Sender} sender
   * @returns {string | undefined} the violation, when it is one
   */
  response(sent, answered, sender) {
    this.responses += 1;
    const name = this.#contract.nameOf(sent);
    if (name !== undefined && sender === "client" && answered.status < 300) this.succeeded.add(name);
    return this.#note(sent, `the ${answered.status} to`, this.#contract.problemsOfResponse(sent, answered), answered.body);
  }

  /**
   * @param {Sent} sent
   * @param {string} what
   * @param {string[]} problems
   * @param {string} body
   */
  #note(sent, what, problems, body) {
    if (problems.length === 0) return undefined;
    const name = this.#contract.nameOf(sent) ?? "no operation";
    const { method, url } = sent;
    const text = `${name}: ${what} ${method} ${url.pathname}${url.search} is outside of the contract: ${problems.join("; ")}; body: ${body}`;
    const violation = text.replace(/\s+/g, " ").slice(0, 2000);
    this.violations.push(violation);
    return violation;
  }
}
