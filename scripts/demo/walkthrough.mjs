// @ts-check
// The whole lifecycle through the built package: against an emulator over
// HTTP, or with --live against the platform itself.
import { parseArgs } from "node:util";
import { AtomsError, NotFoundError, connect } from "../../pkg/node.js";
import { serve } from "../../pkg/server.js";
import { walkBranches } from "./branches.mjs";
import { narrate } from "./narrator.mjs";
import { walkVersions } from "./versions.mjs";

/** Nobody has it: numbers from 555-0100 to 555-0199 are for fiction. */
const FICTIONAL_NUMBER = "+14155550123";

const USAGE = `usage: npm run demo [-- --generation branches --check-duration 100 | --live [--call +14155550123]]
  --generation   what the emulator is: versions (as in the guide) or branches
  --check-duration   milliseconds that its security check takes instead of 6000
  --live   against the platform, with the key in SMALLEST_API_KEY
  --call   the number that a live run calls; without it, it calls nobody`;

/** Arguments that make no sense. */
class UsageError extends Error {}

/** @typedef {"versions" | "branches"} Generation */

/** @returns {{ live: boolean, call: string | undefined, generation: Generation, checkDurationMs: number }} */
function readArguments() {
  const { values } = parseArgs({
    options: {
      live: { type: "boolean" },
      call: { type: "string" },
      generation: { type: "string" },
      "check-duration": { type: "string" },
    },
  });
  const { live = false, call, generation = "versions", "check-duration": checkDuration = "6000" } = values;
  if (generation !== "versions" && generation !== "branches") throw new UsageError(`there is no generation ${generation}`);
  if (!/^\d+$/.test(checkDuration)) throw new UsageError(`a check can't take ${checkDuration} milliseconds`);
  return { live, call, generation, checkDurationMs: Number(checkDuration) };
}

/** @param {ReturnType<typeof readArguments>} options */
async function main({ live, call, generation, checkDurationMs }) {
  const server = live ? undefined : await serve({ generation, checkDurationMs });
  const apiKey = live ? process.env.SMALLEST_API_KEY : "sk_demo";
  const atoms = await connect(server ? { apiKey, baseUrl: server.baseUrl } : { apiKey });
  console.log(`against ${server?.baseUrl ?? "the platform"}\n`);
  try {
    await walk(atoms, live ? call : FICTIONAL_NUMBER);
  } finally {
    await server?.close();
  }
}

/**
 * @param {import("../../pkg/index.js").Atoms} atoms
 * @param {string | undefined} phoneNumber
 */
async function walk(atoms, phoneNumber) {
  const agentId = await narrate("create the agent", "agent", () =>
    atoms.createAgent({ name: "lifecycle-demo", language: { switching: { isEnabled: false } } }),
  );
  const generation = await narrate("find out which API it has", "generation", () =>
    atoms.listBranches(agentId).then(
      () => "branches",
      (error) => {
        if (error instanceof NotFoundError) return "versions";
        throw error;
      },
    ),
  );
  const continueWalk = generation === "branches" ? walkBranches : walkVersions;
  await continueWalk(atoms, agentId, phoneNumber);
}

try {
  await main(readArguments());
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const isUsage = error instanceof UsageError || /^ERR_PARSE_ARGS/.test(Object(error).code ?? "");
  console.error(isUsage ? `error: ${message}\n${USAGE}` : `error: ${message}`);
  if (error instanceof AtomsError && error.requestId) console.error(`request id: ${error.requestId}`);
  process.exitCode = isUsage ? 2 : 1;
}
