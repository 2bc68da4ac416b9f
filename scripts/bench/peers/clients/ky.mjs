// @ts-check
// @ts-expect-error: it is installed for the benchmark alone.
import ky from "ky";
import { generic } from "./generic.mjs";

/** @type {import("../../clients.mjs").Open} */
export async function open({ baseUrl, apiKey, fetch }) {
  const client = ky.create({ timeout: false, headers: { authorization: `Bearer ${apiKey}` }, fetch });
  return generic(({ method, path, body }) => client(baseUrl + path, { method, json: body }).json());
}
