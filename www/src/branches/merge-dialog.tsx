import { useState } from "preact/hooks";
import type { BranchSummary } from "atoms-lifecycle";
import { useAction } from "../data/action.ts";
import { useResource } from "../data/resource.ts";
import { Failure } from "../failures/failure.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { notify } from "../ui/notices.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

export interface MergeDialogProps {
  agentId: string;
  from: BranchSummary;
  branches: readonly BranchSummary[];
  onClose: () => void;
}

/** Brings a branch's changes into another one's draft, after a look at what that does. */
export function MergeDialog({ agentId, from, branches, onClose }: MergeDialogProps) {
  const others = branches.filter(({ branch }) => branch._id !== from.branch._id);
  const [into, setInto] = useState((others.find(({ branch }) => branch._id === from.branch.sourceBranchId) ?? others[0])?.branch._id ?? "");
  const action = useAction();
  const preview = useResource(
    (atoms, { signal }) => atoms.mergeBranch(agentId, from.branch._id, into, { preview: true, signal }),
    ["merge", agentId, from.branch._id, into],
  );
  const name = others.find(({ branch }) => branch._id === into)?.branch.name ?? "";
  const { changes = [], clashes = [] } = preview.data ?? {};
  const merge = async () => {
    if (!(await action.run((atoms) => atoms.mergeBranch(agentId, from.branch._id, into)))) return;
    notify(`The draft of ${name} has the changes of ${from.branch.name}. Nothing is published yet.`);
    onClose();
  };
  return (
    <Dialog
      title={`Merge ${from.branch.name}`}
      onClose={onClose}
      wide
      testId="merge"
      actions={
        <>
          <button type="button" class="button" onClick={onClose}>Cancel</button>
          <button type="button" class="button primary" onClick={merge}
            disabled={action.busy || preview.data === undefined || changes.length === 0 || clashes.length > 0}>
            Put into the draft
          </button>
        </>
      }
    >
      <div class="stack">
        {action.error !== undefined && <Failure error={action.error} onRetry={merge} />}
        <label class="field">
          <span>Into</span>
          <select value={into} onChange={(event) => setInto(event.currentTarget.value)}>
            {others.map(({ branch }) => <option key={branch._id} value={branch._id}>{branch.name}</option>)}
          </select>
        </label>
        {preview.error !== undefined && <Failure error={preview.error} onRetry={preview.reload} />}
        {preview.data === undefined && preview.error === undefined && <Skeleton lines={3} label="Comparing the branches" />}
        {preview.data !== undefined && changes.length === 0 && clashes.length === 0 && <p class="muted">{name} has these changes already.</p>}
        {changes.length > 0 && <Paths title={`Goes into the draft of ${name}`} paths={changes.map(({ path }) => path)} />}
        {clashes.length > 0 && (
          <>
            <Paths title="Changed on both branches" paths={clashes.map(({ path }) => path)} />
            <p class="problem">Make these the same on both branches first, then merge.</p>
          </>
        )}
      </div>
    </Dialog>
  );
}

function Paths({ title, paths }: { title: string; paths: readonly string[] }) {
  return (
    <section class="stack">
      <h3>{title}</h3>
      <ul class="tags">
        {paths.map((path) => <li key={path}><code>{path}</code></li>)}
      </ul>
    </section>
  );
}
