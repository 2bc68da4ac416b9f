/** `release`, with `--plan` too. */

import type { Change, ConfigPatch, Plan, ReleaseOptions, ReleaseReport } from "../types.js";
import { CONNECTION, CONNECTION_USAGE, oneOf, read, type Command } from "./arguments.js";
import { CONFIRM, CONFIRM_USAGE, confirm } from "./confirm.js";
import { LIFECYCLE, LIFECYCLE_USAGE, drive, told } from "./lifecycle.js";
import { seconds, shown } from "./output.js";
import { patchOf, pathsOf } from "./patch.js";
import { withSession, type Session } from "./session.js";

const OPEN_DRAFT = ["refuse", "include", "replace"] as const;
const ON_CONFLICT = ["refuse", "merge", "overwrite"] as const;

export const release: Command = {
  summary: "change what serves: edit, publish, check, activate, verify",
  usage: `atoms-lifecycle release AGENT [--set PATH=VALUE]... [--patch FILE] [options]
  Changes fields of the config that serves, and ends when they were seen serving. Changes nothing
  when they serve already.

  --set PATH=VALUE        a field by its dotted path, such as firstMessage=Hello or synthesizer.speed=1.1;
                          JSON where it is JSON ('"1"' is a text), else a text; may be repeated
  --patch FILE            a JSON file of fields, - for stdin; --set goes over it
  --label TEXT            the new version's label
  --description TEXT      what changed in it
  --plan                  only say what would change; everything about how to release is ignored
  --branch NAME           on branches: release on this one (default: the live one)
  --create-branch         on branches: make it when there is none of that name
  --stage-only            on branches: don't put it live
  --open-draft HOW        on branches: ${OPEN_DRAFT.join(", ")} somebody's open draft (default refuse)
  --on-conflict HOW       on branches: ${ON_CONFLICT.join(", ")} when somebody edits meanwhile (default refuse)
  --wait-out-freeze       on branches: wait for the end of a config freeze, up to the deadline
${LIFECYCLE_USAGE}
${CONFIRM_USAGE}
${CONNECTION_USAGE}`,
  run: runRelease,
};

async function runRelease(args: string[]): Promise<void> {
  const { values, operands } = read(
    args,
    {
      ...CONNECTION,
      ...LIFECYCLE,
      ...CONFIRM,
      set: { type: "string", multiple: true, default: [] },
      patch: { type: "string" },
      label: { type: "string" },
      description: { type: "string" },
      plan: { type: "boolean" },
      branch: { type: "string" },
      "create-branch": { type: "boolean" },
      "stage-only": { type: "boolean" },
      "open-draft": { type: "string" },
      "on-conflict": { type: "string" },
      "wait-out-freeze": { type: "boolean" },
    },
    ["AGENT"],
  );
  const [agentId] = operands;
  const openDraft = oneOf("--open-draft", values["open-draft"], OPEN_DRAFT);
  const onConflict = oneOf("--on-conflict", values["on-conflict"], ON_CONFLICT);
  const patch = patchOf(values.patch, values.set);
  const where = {
    ...(values.branch !== undefined && { branch: values.branch }),
    ...(values["wait-out-freeze"] && { waitOutFreeze: true }),
  };
  const how: ReleaseOptions = {
    ...where,
    ...(values.label !== undefined && { label: values.label }),
    ...(values.description !== undefined && { description: values.description }),
    ...(values["create-branch"] && { createBranch: true }),
    ...(values["stage-only"] && { goLive: false }),
    ...(openDraft !== undefined && { openDraft }),
    ...(onConflict !== undefined && { onConflict }),
  };
  await withSession(values, async (session) => {
    const { atoms, output } = session;
    if (values.plan) {
      const plan = await atoms.plan(agentId, patch, { ...told(session), ...where });
      output.report({ command: "plan", ...plan }, planLines(plan));
      return;
    }
    await confirm(session, values.yes, () => question(session, agentId, patch, how));
    const report = await drive(session, { call: "release", agentId, ...values }, (options) =>
      atoms.release(agentId, patch, { ...options, ...how }),
    );
    output.report({ command: "release", ...report }, releaseLines(report, values.branch));
  });
}

async function question({ atoms, call }: Session, agentId: string, patch: ConfigPatch, how: ReleaseOptions): Promise<string> {
  const { name } = await atoms.getAgent(agentId, undefined, call);
  const where = how.branch === undefined ? "" : ` on branch ${how.branch}`;
  return `${how.goLive === false ? "stage" : "release"} ${pathsOf(patch).join(", ")} of ${name} (${agentId})${where}?`;
}

export function planLines({ hasChanges, activeVersionId, changes }: Plan): string[] {
  return hasChanges
    ? [`a release would change, against ${activeVersionId}:`, ...changesOf(changes)]
    : [`a release would change nothing: ${activeVersionId} has these values`];
}

export function releaseLines(report: ReleaseReport, branch?: string): string[] {
  const { outcome, ids, versionId, versionNumber, changes, elapsedMs, requests } = report;
  const what = report.generation === "branches" ? "revision" : "version";
  const named = versionNumber === undefined ? versionId : `${versionNumber} (${versionId})`;
  switch (outcome) {
    case "unchanged":
      return [`unchanged: ${what} ${named} has these values already`];
    case "staged": {
      const place = branch ?? ids.branchId;
      const next = `put it live with: atoms-lifecycle promote ${ids.agentId} ${place}`;
      return [`staged: ${what} ${named} is the head of ${place}; ${next}`, ...changesOf(changes)];
    }
    default: {
      const took = `after ${seconds(elapsedMs)} and ${requests} requests`;
      return [`${outcome}: ${what} ${named} serves, ${took}`, ...changesOf(changes)];
    }
  }
}

function changesOf(changes: readonly Change[]): string[] {
  return changes.map(({ path, oldValue, newValue }) => `  ${path}: ${shown(oldValue)} -> ${shown(newValue)}`);
}
