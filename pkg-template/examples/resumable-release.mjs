// A release that may be killed at any moment: run it again until it says what serves. What the platform refused is
// over: the next run begins anew, with the patch that it is given.
//
//   SMALLEST_API_KEY=sk_... node resumable-release.mjs AGENT_ID '{"firstMessage":"Hello!"}' checkpoint.json

import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { ReleaseError, SecurityCheckFailedError, ValidationError, connect } from "atoms-lifecycle";

const [agentId, patch, file] = process.argv.slice(2);
if (!agentId || !patch || !file) {
  console.error("usage: node resumable-release.mjs AGENT_ID PATCH CHECKPOINT_FILE");
  process.exit(2);
}
const { SMALLEST_API_KEY: apiKey, ATOMS_BASE_URL: baseUrl } = process.env;
const atoms = await connect({ ...(apiKey && { apiKey }), ...(baseUrl && { baseUrl }) });

/** Whole or not at all: a checkpoint that is half written would be worse than an older one. */
async function save(checkpoint) {
  await writeFile(`${file}.new`, JSON.stringify(checkpoint));
  await rename(`${file}.new`, file);
}

const options = {
  // The next request is sent when this is done: what it is about to do is on disk before.
  onProgress: async ({ step, state, checkpoint }) => {
    await save(checkpoint);
    if (state === "started") console.log(step);
  },
};

const saved = await readFile(file, "utf8").catch((error) => {
  if (error.code === "ENOENT") return undefined;
  throw error;
});

try {
  const report = saved
    ? await atoms.resume(JSON.parse(saved), options)
    : await atoms.release(agentId, JSON.parse(patch), options);
  await rm(file, { force: true });
  console.log(`${report.versionId} serves`);
} catch (error) {
  if (!(error instanceof ReleaseError)) throw error;
  console.error(error.message);
  if (error.cause instanceof SecurityCheckFailedError || error.cause instanceof ValidationError) {
    // The same patch is refused again, and resuming never takes another one.
    await rm(file, { force: true });
  } else {
    await save(error.checkpoint);
    console.error(`run this again to go on; delete ${file} first to begin anew`);
  }
  process.exit(1);
}
