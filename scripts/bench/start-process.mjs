// @ts-check
// One start in a process of its own: `node start-process.mjs FILE BASE_URL
// AGENT_ID` prints how long a client took to its first request, and a second
// one, when everything is loaded.
const [, , file = "", baseUrl = "", agentId = ""] = process.argv;

console.log(JSON.stringify([await firstRequest(), await firstRequest()]));

/** @returns {Promise<number>} milliseconds from the import to the request */
async function firstRequest() {
  let sentAt = Number.NaN;
  /** @type {typeof globalThis.fetch} */
  const watched = (...args) => {
    sentAt = performance.now();
    return fetch(...args);
  };
  const began = performance.now();
  const { open } = await import(file);
  const client = await open({ baseUrl, apiKey: "sk_bench", fetch: watched });
  await client.getAgent(agentId);
  return sentAt - began;
}
