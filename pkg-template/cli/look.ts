/** `status`, `versions` and `diff`: they change nothing. */

import type { BranchSummary, DiffSide, Revision, SectionDiff, Version } from "../types.js";
import { CONNECTION, CONNECTION_USAGE, UsageError, read, wholeNumber, type Command } from "./arguments.js";
import { shown, table } from "./output.js";
import { NoSuchError, branchNamed, branchesOf, idOf, liveOf, REFERENCE_USAGE } from "./references.js";
import { withSession, type Session } from "./session.js";

/** So many of the latest are in a status. */
const LATEST = 5;

export const status: Command = {
  summary: "what serves, open drafts or branches, the latest versions",
  usage: `atoms-lifecycle status AGENT [options]
  Says what serves, which drafts are open or which branches there are, and the latest versions.

${CONNECTION_USAGE}`,
  run: runStatus,
};

export const versions: Command = {
  summary: "an agent's versions, or a branch's revisions",
  usage: `atoms-lifecycle versions AGENT [options]
  Lists versions, on branches the revisions of a branch, newest first.

  --branch NAME           on branches: whose revisions, by name or id (default: the live one's)
  --limit N               how many, 1 to 100 (default 20)
${CONNECTION_USAGE}`,
  run: runVersions,
};

export const diff: Command = {
  summary: "what two versions, or two branches, differ in",
  usage: `atoms-lifecycle diff AGENT A B [options]
  Says what changes from A to B.
  ${REFERENCE_USAGE}
  On branches also a branch's name, for its head, or NAME:draft, for its open draft.

${CONNECTION_USAGE}`,
  run: runDiff,
};

async function runStatus(args: string[]): Promise<void> {
  const { values, operands } = read(args, CONNECTION, ["AGENT"]);
  const [agentId] = operands;
  await withSession(values, async (session) => {
    const { atoms, call, output } = session;
    const { name, activeVersionId } = await atoms.getAgent(agentId, undefined, call);
    const branches = await branchesOf(session, agentId);
    const drafts = branches === undefined ? await atoms.listDrafts(agentId, call) : undefined;
    const latest = await latestOf(session, agentId, branches && liveOf(branches), LATEST);
    const generation = branches === undefined ? "versions" : "branches";
    output.report(
      { command: "status", agentId, name, generation, activeVersionId, ...(drafts && { drafts }), ...(branches && { branches }), latest },
      [
        `${name} (${agentId}), with ${generation}`,
        `serves ${activeVersionId}`,
        ...(drafts === undefined ? [] : drafts.length === 0 ? ["no open drafts"] : ["open drafts"]),
        ...table((drafts ?? []).map((draft) => [draft.draftId, draft.draftName ?? "", draft.updatedAt ?? ""])),
        ...(branches === undefined ? [] : ["branches", ...table(branches.map(branchRow))]),
        branches === undefined ? "latest versions" : `latest revisions of ${liveOf(branches).branch.name}`,
        ...table(latest.map((row) => versionRow(row, activeVersionId))),
      ],
    );
  });
}

async function runVersions(args: string[]): Promise<void> {
  const options = { ...CONNECTION, branch: { type: "string" }, limit: { type: "string", default: "20" } } as const;
  const { values, operands } = read(args, options, ["AGENT"]);
  const [agentId] = operands;
  const limit = wholeNumber("--limit", values.limit, 100, 1);
  await withSession(values, async (session) => {
    const { activeVersionId } = await session.atoms.getAgent(agentId, undefined, session.call);
    const branches = await branchesOf(session, agentId);
    if (branches === undefined && values.branch !== undefined) {
      throw new UsageError("--branch needs an organisation with branches; this one has versions");
    }
    const branch = branches && (values.branch === undefined ? liveOf(branches) : branchNamed(branches, values.branch));
    const rows = await latestOf(session, agentId, branch, limit);
    session.output.report(
      { command: "versions", agentId, activeVersionId, ...(branch && { branch: branch.branch.name }), versions: rows },
      table(rows.map((row) => versionRow(row, activeVersionId))),
    );
  });
}

async function runDiff(args: string[]): Promise<void> {
  const { values, operands } = read(args, CONNECTION, ["AGENT", "A", "B"]);
  const [agentId, a = "", b = ""] = operands;
  await withSession(values, async (session) => {
    const { atoms, call, output } = session;
    const branches = await branchesOf(session, agentId);
    const found =
      branches === undefined
        ? await atoms.diffVersions(agentId, await idOf(session, agentId, a), await idOf(session, agentId, b), call)
        : await atoms.diff(agentId, await side(session, agentId, branches, a), await side(session, agentId, branches, b), call);
    const lines = found.diffs.flatMap(diffLines);
    output.report({ command: "diff", agentId, ...found }, lines.length === 0 ? ["no difference"] : lines);
  });
}

async function side(session: Session, agentId: string, branches: BranchSummary[], text: string): Promise<DiffSide> {
  if (text.endsWith(":draft")) {
    return { branchId: branchNamed(branches, text.slice(0, -":draft".length)).branch._id, draft: true };
  }
  const named = branches.find(({ branch }) => branch.name === text);
  if (named !== undefined && !named.branch.headRevisionId) {
    throw new NoSuchError(`branch ${text} has no revision yet`);
  }
  return { revisionId: named?.branch.headRevisionId ?? (await idOf(session, agentId, text)) };
}

async function latestOf(
  { atoms, call }: Session,
  agentId: string,
  branch: BranchSummary | undefined,
  limit: number,
): Promise<(Version | Revision)[]> {
  return branch === undefined
    ? (await atoms.listVersions(agentId, { limit }, call)).versions
    : (await atoms.listRevisions(agentId, branch.branch._id, { limit }, call)).revisions;
}

function branchRow({ branch, isLive, hasOpenDraft, headRevisionNumber }: BranchSummary): string[] {
  const head = headRevisionNumber ? `revision ${headRevisionNumber}` : "no revision";
  return [branch.name, isLive ? "live" : "", head, branch.headRevisionId ?? "", hasOpenDraft ? "open draft" : ""];
}

function versionRow(row: Version | Revision, activeVersionId: string): string[] {
  const { _id, label, publishedAt, securityCheck } = row;
  const number = (row as Revision).revisionNumber ?? row.versionNumber;
  const serves = _id === activeVersionId ? "serves" : "";
  return [String(number ?? ""), _id, serves, securityCheck?.status ?? "", publishedAt ?? "", label ?? ""];
}

function diffLines({ section, changes }: SectionDiff): string[] {
  return changes.map(({ path, oldValue, newValue }) => `${section} ${path}: ${shown(oldValue)} -> ${shown(newValue)}`);
}
