// @ts-check
// The whole lifecycle of an agent, on whichever generation the platform has:
// what every runtime, browser and bundle runs. Nothing of any host is in it.

/** @typedef {typeof import("atoms-lifecycle")} Entry */
/** @typedef {import("atoms-lifecycle").Atoms} Atoms */
/** @typedef {import("atoms-lifecycle").Step} Step */

/** Polls that suit a check of a fraction of a second. */
const polling = { minIntervalMs: 20, maxIntervalMs: 100 };

/** The steps that a release takes on either generation. */
const STEPS = /** @type {const} */ (["read", "edit", "confirm", "diff", "publish", "check", "verify"]);

const NOBODY = "000000000000000000000000";

/**
 * @param {Pick<Entry, "connect" | "AbortError" | "AtomsError" | "InputError" | "NotFoundError" | "ReleaseError">} entry
 *   the package's exports
 * @param {object} platform
 * @param {string} platform.baseUrl an emulator's, with quick checks
 * @param {string} platform.apiKey
 * @returns {Promise<string>} what was done, in a line
 * @throws {Error} at the first thing that is not as it should be
 */
export async function lifecycle({ connect, ...errors }, { baseUrl, apiKey }) {
  const atoms = await connect({ apiKey, baseUrl });
  const agentId = await atoms.createAgent({ name: "support" });

  /** @type {Step[]} */
  const steps = [];
  const first = await atoms.release(agentId, { firstMessage: "first" }, {
    label: "first",
    polling,
    onProgress: ({ step }) => void steps.push(step),
  });
  same("the first release", first.outcome, "released");
  for (const step of STEPS) same(`progress of ${step}`, steps.includes(step), true);
  await serves(atoms, agentId, "first", first.versionId);

  const second = await atoms.release(agentId, { firstMessage: "second" }, { label: "second", polling });
  same("the second release", second.outcome, "released");
  await serves(atoms, agentId, "second", second.versionId);

  const back = await atoms.rollback(agentId, { polling });
  same("the rollback", back.outcome, "rolledBack");
  await serves(atoms, agentId, "first", back.versionId);

  const controller = new AbortController();
  const stopped = await failure(
    atoms.release(agentId, { firstMessage: "third" }, {
      label: "third",
      polling,
      signal: controller.signal,
      onProgress: ({ step }) => {
        // Before it is sent: a published revision may go live before it can be stopped.
        if (step === "publish") controller.abort();
      },
    }),
  );
  if (!(stopped instanceof errors.ReleaseError)) throw stopped;
  same("the aborted release's code", stopped.code, "aborted");
  same("its cause is an AbortError", stopped.cause instanceof errors.AbortError, true);
  await serves(atoms, agentId, "first", back.versionId);
  // As another process would read it.
  const checkpoint = JSON.parse(JSON.stringify(stopped.checkpoint));
  const resumed = /** @type {import("atoms-lifecycle").ReleaseReport} */ (await atoms.resume(checkpoint, { polling }));
  same("the resumed release", resumed.outcome, "released");
  await serves(atoms, agentId, "third", resumed.versionId);

  const missing = await failure(atoms.getAgent(NOBODY));
  if (!(missing instanceof errors.NotFoundError && missing instanceof errors.AtomsError)) throw missing;
  const refused = await failure(atoms.getAgent("../x"));
  if (!(refused instanceof errors.InputError)) throw refused;

  const listed = [];
  for await (const agent of atoms.iterateAgents()) listed.push(agent._id);
  same("the agent is listed", listed.includes(agentId), true);
  return `${first.generation}: released, released, rolled back, aborted and resumed`;
}

/**
 * @param {Atoms} atoms
 * @param {string} agentId
 * @param {string} message
 * @param {string} versionId
 */
async function serves(atoms, agentId, message, versionId) {
  const { activeVersionId, _resolvedConfig } = await atoms.getAgent(agentId);
  same("the version that serves", activeVersionId, versionId);
  same("the message that serves", _resolvedConfig?.["firstMessage"], message);
}

/**
 * @param {Promise<unknown>} call
 * @returns {Promise<unknown>} what it rejected with
 */
function failure(call) {
  return call.then(
    () => new Error("a call succeeded that should have failed"),
    (/** @type {unknown} */ error) => error,
  );
}

/**
 * @param {string} what
 * @param {unknown} actual
 * @param {unknown} expected
 */
function same(what, actual, expected) {
  if (actual !== expected) throw new Error(`${what}: ${String(actual)}, not ${String(expected)}`);
}
