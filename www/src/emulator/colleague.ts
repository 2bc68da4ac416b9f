// Somebody else who works on the same agent: makes every kind of conflict reachable.
// A connection of its own, so that its requests are not in the log.
import { connect, MigrationRequiredError } from "atoms-lifecycle";
import { hasPassed } from "../agent/history.ts";
import { pageEmulator } from "./page-emulator.ts";

/** Changes what serves on versions; edits the live branch's draft where branches serve. Says what it did. */
export async function interfere(agentId: string): Promise<string> {
  const emulator = await pageEmulator();
  const atoms = await connect({ fetch: emulator.fetch, baseUrl: emulator.baseUrl, maxRequestsPerSecond: Infinity });
  // To the millisecond: the same text again would be no change.
  const firstMessage = `Hello from a colleague, at ${new Date().toISOString().slice(11, 23)}!`;
  try {
    const { versions } = await atoms.listVersions(agentId);
    const other = versions.find((version) => !version.isActive && hasPassed(version));
    if (other === undefined) return "There is no other version that could be activated.";
    await atoms.activateVersion(agentId, other._id);
    return `A colleague has activated version ${other.versionNumber ?? ""}.`;
  } catch (error) {
    if (!(error instanceof MigrationRequiredError)) throw error;
  }
  const { branches } = await atoms.listBranches(agentId);
  const live = branches.find(({ isLive }) => isLive);
  if (live === undefined) return "No branch is live.";
  await atoms.updateBranchDraft(agentId, live.branch._id, { firstMessage });
  return `A colleague has edited the draft of ${live.branch.name}: another first message.`;
}
