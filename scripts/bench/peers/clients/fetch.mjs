// @ts-check
// No client at all: what the others are measured by.
import { generic, json } from "./generic.mjs";

/** @type {import("../../clients.mjs").Open} */
export async function open({ baseUrl, apiKey, fetch = globalThis.fetch }) {
  return generic(async (ask) => {
    const { headers, ...init } = json(ask);
    const all = { ...headers, accept: "application/json", authorization: `Bearer ${apiKey}` };
    return (await fetch(baseUrl + ask.path, { ...init, headers: all })).json();
  });
}
