/** `rollback` and `promote`: something that was published before serves. */

import type { PromoteReport, RollbackReport } from "../types.js";
import { CONNECTION, CONNECTION_USAGE, read, type Command } from "./arguments.js";
import { CONFIRM, CONFIRM_USAGE, confirm } from "./confirm.js";
import { LIFECYCLE, LIFECYCLE_USAGE, drive } from "./lifecycle.js";
import { REFERENCE_USAGE, idOf } from "./references.js";
import { withSession } from "./session.js";

const OPTIONS = { ...CONNECTION, ...LIFECYCLE, ...CONFIRM, "wait-out-freeze": { type: "boolean" } } as const;

const OPTIONS_USAGE = `  --wait-out-freeze       on branches: wait for the end of a config freeze, up to the deadline
${LIFECYCLE_USAGE}
${CONFIRM_USAGE}
${CONNECTION_USAGE}`;

export const rollback: Command = {
  summary: "back to what served before, or to a version",
  usage: `atoms-lifecycle rollback AGENT [--to VERSION] [options]
  Makes an older version serve again. On branches it is restored as the live branch's new head, and
  a rollback after a rollback goes further back; on versions it goes there and back.
  ${REFERENCE_USAGE}

  --to VERSION            the version to go back to (default: the one before)
${OPTIONS_USAGE}`,
  run: runRollback,
};

export const promote: Command = {
  summary: "on branches: put a staged branch live",
  usage: `atoms-lifecycle promote AGENT BRANCH [options]
  Makes the head of a branch, by name or id, serve all traffic.

${OPTIONS_USAGE}`,
  run: runPromote,
};

async function runRollback(args: string[]): Promise<void> {
  const { values, operands } = read(args, { ...OPTIONS, to: { type: "string" } }, ["AGENT"]);
  const [agentId] = operands;
  await withSession(values, async (session) => {
    const { atoms, call, output } = session;
    const to = values.to === undefined ? undefined : await idOf(session, agentId, values.to);
    await confirm(session, values.yes, async () => {
      const { name, activeVersionId } = await atoms.getAgent(agentId, undefined, call);
      return `roll ${name} (${agentId}) back from ${activeVersionId} to ${to ?? "what served before"}?`;
    });
    const report = await drive(session, { call: "rollback", agentId, ...values }, (options) =>
      atoms.rollback(agentId, {
        ...options,
        ...(to !== undefined && { to }),
        ...(values["wait-out-freeze"] && { waitOutFreeze: true }),
      }),
    );
    output.report({ command: "rollback", ...report }, rollbackLines(report));
  });
}

async function runPromote(args: string[]): Promise<void> {
  const { values, operands } = read(args, OPTIONS, ["AGENT", "BRANCH"]);
  const [agentId, branch = ""] = operands;
  await withSession(values, async (session) => {
    const { atoms, call, output } = session;
    await confirm(session, values.yes, async () => {
      const { name } = await atoms.getAgent(agentId, undefined, call);
      return `put branch ${branch} of ${name} (${agentId}) live?`;
    });
    const report = await drive(session, { call: "promote", agentId, ...values }, (options) =>
      atoms.promote(agentId, branch, { ...options, ...(values["wait-out-freeze"] && { waitOutFreeze: true }) }),
    );
    output.report({ command: "promote", ...report }, promoteLines(report));
  });
}

export function rollbackLines({ outcome, generation, versionId, versionNumber, label }: RollbackReport): string[] {
  const what = generation === "branches" ? "revision" : "version";
  const named = versionNumber === undefined ? versionId : `${versionNumber} (${versionId})`;
  const served = `${what} ${named}${label === undefined ? "" : ` "${label}"`} serves`;
  return [outcome === "unchanged" ? `unchanged: ${served} already` : `rolled back: ${served}`];
}

export function promoteLines({ outcome, versionId, branch, previousBranch }: PromoteReport): string[] {
  return outcome === "unchanged"
    ? [`unchanged: branch ${branch} is live already, with revision ${versionId}`]
    : [`promoted: branch ${branch} is live instead of ${previousBranch}, with revision ${versionId}`];
}
