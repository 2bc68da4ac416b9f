// @ts-check
// A fetch that lets nothing pass that the contract does not describe.
import { OUTSIDE } from "./exchanges.mjs";

/**
 * @typedef {import("./exchanges.mjs").Exchanges} Exchanges
 *
 * @typedef {object} Watch
 * @property {import("./exchanges.mjs").Sender} [sender] the client by default
 * @property {boolean} [stranger] whether something else than the platform answers, which
 * is free to answer anything
 */

/** A request or a response that is not as described. */
export class ContractViolation extends Error {}

/**
 * @param {typeof globalThis.fetch} fetch
 * @param {Exchanges} exchanges
 * @param {Watch} [watch]
 * @returns {typeof globalThis.fetch}
 */
export function watched(fetch, exchanges, { sender = "client", stranger = false } = {}) {
  return async (input, init) => {
    const request = new Request(input, init);
    const sent = {
      method: request.method,
      url: new URL(request.url),
      headers: request.headers,
      body: await request.clone().text(),
    };
    refuse(exchanges.request(sent));
    const headers = new Headers(request.headers);
    headers.delete(OUTSIDE);
    const response = await fetch(input, { ...init, headers });
    if (stranger) return response;
    let body;
    try {
      body = await response.clone().text();
    } catch {
      // It broke off, so that nobody was answered; the caller sees the same.
      return response;
    }
    refuse(exchanges.response(sent, { status: response.status, headers: response.headers, body }, sender));
    return response;
  };
}

/** @param {string | undefined} violation */
function refuse(violation) {
  if (violation !== undefined) throw new ContractViolation(violation);
}
