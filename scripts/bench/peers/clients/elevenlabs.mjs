// @ts-check
// @ts-expect-error: it is installed for the benchmark alone.
import { ElevenLabsClient } from "@elevenlabs/elevenlabs-js";
import { generic, json } from "./generic.mjs";

/** @type {import("../../clients.mjs").Open} */
export async function open({ baseUrl, apiKey, fetch }) {
  const client = new ElevenLabsClient({ baseUrl, apiKey, fetch });
  return generic(async (ask) => (await client.fetch(`${baseUrl}${ask.path}`, json(ask))).json());
}
