import { useState } from "preact/hooks";
import type { BranchSummary } from "atoms-lifecycle";
import { useResource } from "../data/resource.ts";
import { usePolling } from "../data/polling.ts";
import { CheckBadge } from "../ui/badge.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { When } from "../ui/when.tsx";
import { isChecking } from "../agent/history.ts";

/** An open draft: who edited it last, and the check of its publish, where there was one. */
export function DraftState({ agentId, summary: { branch } }: { agentId: string; summary: BranchSummary }) {
  const [asking, ask] = useState(false);
  const { data, reload } = useResource(
    (atoms, { signal }) => atoms.getBranchDraft(agentId, branch._id, { signal }),
    ["draft", agentId, branch._id],
  );
  const isScanning = data?.latest.pendingPublish?.state === "active" && isChecking(data.latest);
  usePolling(isScanning, reload);
  // A draft that could not be read is told of by the page: the list has it from the same platform.
  if (data === undefined) return <p class="muted entry-meta">reading the draft…</p>;
  const { latest, editCount } = data;
  const check = latest.securityCheck;
  return (
    <>
      <p class="muted entry-meta">
        draft edited <When at={latest.updatedAt} />, {editCount === 1 ? "1 edit" : `${editCount} edits`} <CheckBadge check={check} />
      </p>
      {check?.reason && <p class="problem">{check.reason}</p>}
      {isScanning && (
        <div class="actions start">
          <button type="button" class="button small" onClick={() => ask(true)}>
            Cancel the publish<span class="visually-hidden"> of {branch.name}</span>
          </button>
        </div>
      )}
      {asking && (
        <ConfirmDialog
          title={`Cancel the publish of ${branch.name}?`}
          text="The draft stays as it is, and the branch keeps its head."
          confirmLabel="Cancel the publish"
          onClose={() => ask(false)}
          onConfirm={(atoms) => atoms.cancelPublish(agentId, branch._id)}
          done="The publish was cancelled."
        />
      )}
    </>
  );
}
