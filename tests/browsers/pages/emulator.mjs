// @ts-check
import * as atoms from "../../../pkg/index.js";
import { emulate } from "../../../pkg/emulator.js";
import { lifecycle } from "../../runtimes/lifecycle.mjs";
import { leave, settled } from "./outcome.mjs";

/**
 * @typedef {object} Exchange
 * @property {{ method: string, url: string, headers: [string, string][], body: string }} asked
 * @property {{ status: number, headers: [string, string][], body: string }} answered
 */

/** @type {Exchange[]} */
const exchanges = [];

leave(settled(inside()));

async function inside() {
  return { done: await Promise.all([released("versions"), released("branches")]), exchanges };
}

/** @param {"versions" | "branches"} generation */
async function released(generation) {
  const emulator = await emulate({ checkDurationMs: 500, generation });
  /** @type {typeof fetch} */
  const noted = async (input, init) => {
    const request = new Request(input, init);
    const response = await emulator.fetch(input, init);
    exchanges.push({
      asked: { method: request.method, url: request.url, headers: [...request.headers], body: await request.text() },
      answered: { status: response.status, headers: [...response.headers], body: await response.clone().text() },
    });
    return response;
  };
  // Only the emulator's `fetch` itself is known to need no pace.
  const connect = () => atoms.connect({ fetch: noted, maxRequestsPerSecond: Infinity });
  return lifecycle({ ...atoms, connect }, { apiKey: "", baseUrl: "" });
}
