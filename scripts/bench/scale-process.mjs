// @ts-check
// One releaseMany in a process of its own: `node scale-process.mjs BASE_URL
// COUNT` makes so many agents, releases to all, and prints what it took.
import { connect } from "../../pkg/node.js";
import { apiKey } from "./platform.mjs";

const CONCURRENCY = 64;

const [, , baseUrl = "", count = ""] = process.argv;
const atoms = await connect({ baseUrl, apiKey });
/** @type {string[]} */
const agentIds = [];
const total = Number(count);
await Promise.all(
  Array.from({ length: CONCURRENCY }, async () => {
    for (let made = 0; made < Math.ceil(total / CONCURRENCY); made += 1) agentIds.push(await atoms.createAgent({ name: "one of many" }));
  }),
);
agentIds.length = total;

const report = await atoms.releaseMany(targets(), { concurrency: CONCURRENCY });
if (report.released !== total) throw new Error(`${report.released} of ${total} were released to`, { cause: report.firstErrors[0]?.error });
const peakKilobytes = process.resourceUsage().maxRSS;
console.log(JSON.stringify({ elapsedMs: report.elapsedMs, requests: report.requests, peakKilobytes }));

function* targets() {
  for (const agentId of agentIds) yield { agentId, patch: { firstMessage: "Hello, everybody!" } };
}
