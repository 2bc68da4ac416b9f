import { useState } from "preact/hooks";
import type { Agent, BranchSummary } from "atoms-lifecycle";
import { ConfirmTraffic } from "../agent/confirm-traffic.tsx";
import { draftSource, versionSource } from "../config/source.ts";
import { href, paths } from "../routes.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { TextDialog } from "../ui/text-dialog.tsx";
import { MergeDialog } from "./merge-dialog.tsx";

type Open = "live" | "rename" | "archive" | "discard" | "merge";

/** What can be done with one branch. */
export function BranchActions({ agent, summary, branches }: { agent: Agent; summary: BranchSummary; branches: readonly BranchSummary[] }) {
  const [open, setOpen] = useState<Open>();
  const { branch, isLive, hasOpenDraft } = summary;
  const target = `branch-${branch._id}`;
  const close = () => setOpen(undefined);
  const live = branches.find((other) => other.isLive);
  const of = <span class="visually-hidden"> {branch.name}</span>;
  return (
    <div class="actions start">
      {!isLive && branch.headRevisionId && (
        <button type="button" class="button small" onClick={() => setOpen("live")}>Make live{of}</button>
      )}
      <a class="button small" href={href(paths.edit(agent._id, target))}>{hasOpenDraft ? "Edit draft" : "Edit"}{of}</a>
      {hasOpenDraft && <a class="button small" href={href(paths.release(agent._id, target))}>Release…{of}</a>}
      {hasOpenDraft && branch.openDraftId && branch.headRevisionId && (
        <a class="button small" href={href(paths.compare(agent._id, versionSource(branch.headRevisionId), draftSource(branch.openDraftId)))}>
          Compare draft{of}
        </a>
      )}
      {!isLive && branch.headRevisionId && agent.activeVersionId && (
        <a class="button small" href={href(paths.compare(agent._id, "live", versionSource(branch.headRevisionId)))}>Compare{of}</a>
      )}
      {!branch.isDefault && branches.length > 1 && (
        <button type="button" class="button small" onClick={() => setOpen("merge")}>Merge…{of}</button>
      )}
      {hasOpenDraft && <button type="button" class="button small danger" onClick={() => setOpen("discard")}>Discard draft{of}</button>}
      {!branch.isDefault && <button type="button" class="button small" onClick={() => setOpen("rename")}>Rename{of}</button>}
      {!branch.isDefault && !isLive && (
        <button type="button" class="button small danger" onClick={() => setOpen("archive")}>Archive{of}</button>
      )}
      {open === "live" && branch.headRevisionId && (
        <ConfirmTraffic
          agentId={agent._id}
          title={`Make ${branch.name} live?`}
          text={`New calls get the head of ${branch.name} at once instead of ${live?.branch.name ?? "what serves"}. Calls under way are not cut off.`}
          source={versionSource(branch.headRevisionId)}
          confirmLabel="Make live"
          onClose={close}
          onConfirm={(atoms) => atoms.promote(agent._id, branch._id)}
          done={`${branch.name} serves now.`}
        />
      )}
      {open === "rename" && (
        <TextDialog
          title={`Rename ${branch.name}`}
          label="Name"
          value={branch.name}
          onClose={close}
          onSave={(name) => (atoms) => atoms.renameBranch(agent._id, branch._id, name)}
          done={(name) => `The branch is called ${name} now.`}
        />
      )}
      {open === "archive" && (
        <ConfirmDialog
          title={`Archive ${branch.name}?`}
          text="It is no longer listed and takes no drafts. Its revisions can still be read by their ids."
          confirmLabel="Archive"
          onClose={close}
          onConfirm={(atoms) => atoms.archiveBranch(agent._id, branch._id)}
          done={`${branch.name} was archived.`}
        />
      )}
      {open === "discard" && (
        <ConfirmDialog
          title={`Discard the draft of ${branch.name}?`}
          text="Everybody edits this one draft: edits of others are lost too. The branch's head stays as it is."
          confirmLabel="Discard"
          onClose={close}
          onConfirm={(atoms) => atoms.discardBranchDraft(agent._id, branch._id)}
          done={`The draft of ${branch.name} was discarded.`}
        />
      )}
      {open === "merge" && <MergeDialog agentId={agent._id} from={summary} branches={branches} onClose={close} />}
    </div>
  );
}
