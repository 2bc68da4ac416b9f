// @ts-check
// @ts-expect-error: it is installed for the benchmark alone.
import OpenAI from "openai";
import { generic } from "./generic.mjs";

/** @type {import("../../clients.mjs").Open} */
export async function open({ baseUrl, apiKey, fetch }) {
  const client = new OpenAI({ baseURL: baseUrl, apiKey, fetch, dangerouslyAllowBrowser: true });
  return generic(({ method, path, body }) => (method === "GET" ? client.get(path) : client.patch(path, { body })));
}
