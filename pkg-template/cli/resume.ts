/** `resume` goes on with a call that stopped, `wait` with a check that somebody began. */

import type { Checkpoint, LifecycleReport, MergeReport, Plan, PromoteReport, ReleaseReport, RollbackReport } from "../types.js";
import { CONNECTION, CONNECTION_USAGE, read, type Command } from "./arguments.js";
import { readCheckpoint } from "./checkpoint-file.js";
import { drive, told } from "./lifecycle.js";
import { seconds } from "./output.js";
import { REFERENCE_USAGE, idOf } from "./references.js";
import { planLines, releaseLines } from "./release.js";
import { withSession } from "./session.js";
import { promoteLines, rollbackLines } from "./switch.js";

const OPTIONS = { ...CONNECTION, deadline: { type: "string" } } as const;

export const resume: Command = {
  summary: "go on with what stopped, from its checkpoint file",
  usage: `atoms-lifecycle resume FILE [options]
  Goes on with a release, a rollback or a promotion that stopped or was killed. It looks first what
  really happened, and does nothing twice. FILE is kept up to date, and removed at the end. Nothing
  is asked.

  --deadline TIME         the limit for all of it, such as 90s or 5m (default 3m)
${CONNECTION_USAGE}`,
  run: runResume,
};

export const wait: Command = {
  summary: "on versions: wait for a version's security check",
  usage: `atoms-lifecycle wait AGENT VERSION [options]
  Ends with 0 when the version passed, with 4 when it did not. (On branches a publish has no id
  before it passed: there, release waits for it.)
  ${REFERENCE_USAGE}

  --deadline TIME         how long to wait, such as 90s or 5m (default 2m)
${CONNECTION_USAGE}`,
  run: runWait,
};

async function runResume(args: string[]): Promise<void> {
  const { values, operands } = read(args, OPTIONS, ["FILE"]);
  const [file] = operands;
  await withSession(values, async (session) => {
    const checkpoint = readCheckpoint(file);
    const { call } = checkpoint;
    const about = { call, agentId: checkpoint.ids.agentId, checkpoint: file, resumed: true };
    const report = await drive(session, about, (options) => session.atoms.resume(checkpoint, options));
    session.output.report({ command: call, ...report }, linesOf(checkpoint, report));
  });
}

/** The report is that of the call that the checkpoint is of. */
function linesOf({ call, arguments: given }: Checkpoint, report: LifecycleReport): string[] {
  switch (call) {
    case "release":
      return releaseLines(report as ReleaseReport, given?.["branch"] as string | undefined);
    case "rollback":
      return rollbackLines(report as RollbackReport);
    case "promote":
      return promoteLines(report as PromoteReport);
    case "plan":
      return planLines(report as Plan);
    case "mergeBranch":
      return [`${(report as MergeReport).outcome}, with ${(report as MergeReport).changes.length} changes`];
    case "waitForSecurityCheck":
      return ["passed"];
  }
}

async function runWait(args: string[]): Promise<void> {
  const { values, operands } = read(args, OPTIONS, ["AGENT", "VERSION"]);
  const [agentId, text = ""] = operands;
  await withSession(values, async (session) => {
    const { atoms, output } = session;
    const versionId = await idOf(session, agentId, text);
    const report = await atoms.waitForSecurityCheck(agentId, versionId, told(session));
    const lines = [`passed: version ${versionId}, after ${seconds(report.elapsedMs)} and ${report.polls} polls`];
    output.report({ command: "wait", versionId, ...report }, lines);
  });
}
