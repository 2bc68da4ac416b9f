/** The emulator's options by their names, and the refusal of all others. */

import type { EmulateOptions } from "./emulation.js";

/** The names of all options. The compiler sees to it that none is missing. */
export const OPTIONS: object = {
  clock: 0,
  startAt: 0,
  verdict: 0,
  snapshot: 0,
  seed: 0,
  checkDurationMs: 0,
  failChecksContaining: 0,
  apiKeys: 0,
  cookieSessions: 0,
  earlyActivationStatus: 0,
  draftDiffBody: 0,
  agentListBody: 0,
  requestsPerSecond: 0,
  rateLimitBody: 0,
  readLagMs: 0,
  generation: 0,
  defaultBranchName: 0,
  publishSynchronously: 0,
  restoreScansAgain: 0,
  listScanningRevisions: 0,
  failedScanLeaves: 0,
  republishAfterFailure: 0,
  draftConflictBody: 0,
  archivedLive: 0,
} satisfies Record<keyof EmulateOptions, 0>;

/** The longest part of an unknown name that a message shows, as `connect` does. */
const SHOWN = 60;

/**
 * Refuses an option that does not exist, by the names of those that do.
 *
 * Here and not in the module, which knows neither the clock's options nor a
 * server's. The list is too long for one line.
 */
export function checkNames(options: object, known: object): void {
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(known, name)) {
      const text = `options knows no ${name.slice(0, SHOWN)}; it may hold ${Object.keys(known).join(", ")}`;
      throw new Error(text.replace(/(?=.{101})(.{1,100},) /g, "$1\n"));
    }
  }
}
