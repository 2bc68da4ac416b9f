// @ts-check
// @ts-expect-error: it is installed for the benchmark alone.
import Retell from "retell-sdk";
import { generic } from "./generic.mjs";

/** @type {import("../../clients.mjs").Open} */
export async function open({ baseUrl, apiKey, fetch }) {
  const client = new Retell({ baseURL: baseUrl, apiKey, fetch });
  return generic(({ method, path, body }) => (method === "GET" ? client.get(path) : client.patch(path, { body })));
}
