// @ts-check
// A fetch that lets nothing pass that the contract does not describe.

/** @typedef {import("./contract.mjs").Contract} Contract */

/**
 * A request with this header is outside of the contract on purpose; the value
 * says why. It is not sent on. What answers it is checked all the same.
 */
export const OUTSIDE = "x-outside-contract";

/** A request or a response that is not as described. */
export class ContractViolation extends Error {}

/**
 * @param {typeof globalThis.fetch} fetch
 * @param {Contract} contract
 * @param {string[]} violations every one is also written down here, since what
 * a fetch throws may be caught
 * @returns {typeof globalThis.fetch}
 */
export function watched(fetch, contract, violations) {
  return async (input, init) => {
    const request = new Request(input, init);
    const headers = new Headers(request.headers);
    const mark = headers.get(OUTSIDE);
    headers.delete(OUTSIDE);
    const sent = { method: request.method, url: new URL(request.url), headers, body: await request.clone().text() };
    const named = `${sent.method} ${sent.url.pathname}${sent.url.search}`;

    /**
     * @param {string} what
     * @param {string[]} problems
     * @param {string} body
     */
    const refuse = (what, problems, body) => {
      if (problems.length === 0) return;
      const violation = `${what} ${named} is outside of the contract:\n  ${problems.join("\n  ")}\n  body: ${body.slice(0, 2000)}`;
      violations.push(violation);
      throw new ContractViolation(violation);
    };

    const problems = contract.problemsOfRequest(sent);
    if (mark === null) refuse("the request", problems, sent.body);
    else if (problems.length === 0) refuse("the mark on", [`it is inside (${mark}): remove ${OUTSIDE}`], sent.body);

    const response = await fetch(input, { ...init, headers });
    let body;
    try {
      body = await response.clone().text();
    } catch {
      // It broke off, so that nobody was answered; the caller sees the same.
      return response;
    }
    const answered = { status: response.status, headers: response.headers, body };
    refuse(`the ${response.status} to`, contract.problemsOfResponse(sent, answered), body);
    return response;
  };
}
