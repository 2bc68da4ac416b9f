import { useState } from "preact/hooks";
import type { BranchSummary } from "atoms-lifecycle";
import { useAction } from "../data/action.ts";
import { Failure } from "../failures/failure.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { notify } from "../ui/notices.tsx";

export function NewBranchDialog({ agentId, branches, onClose }: { agentId: string; branches: readonly BranchSummary[]; onClose: () => void }) {
  const forkable = branches.filter(({ branch }) => branch.headRevisionId);
  const [name, setName] = useState("");
  const [sourceBranchId, setSource] = useState((forkable.find(({ isLive }) => isLive) ?? forkable[0])?.branch._id ?? "");
  const action = useAction();
  const create = async (event: Event) => {
    event.preventDefault();
    if (!(await action.run((atoms) => atoms.createBranch(agentId, { name: name.trim(), sourceBranchId })))) return;
    notify(`The branch ${name.trim()} was created.`);
    onClose();
  };
  return (
    <Dialog
      title="New branch"
      onClose={onClose}
      testId="new-branch"
      actions={
        <>
          <button type="button" class="button" onClick={onClose}>Cancel</button>
          <button type="submit" form="new-branch-form" class="button primary" disabled={action.busy}>Create</button>
        </>
      }
    >
      <form id="new-branch-form" class="stack" onSubmit={create}>
        {action.error !== undefined && <Failure error={action.error} />}
        <label class="field">
          <span>Name</span>
          <input value={name} required maxLength={100} autoComplete="off" onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <label class="field">
          <span>Fork it from</span>
          <select value={sourceBranchId} onChange={(event) => setSource(event.currentTarget.value)}>
            {forkable.map(({ branch, isLive }) => (
              <option key={branch._id} value={branch._id}>{branch.name}{isLive ? " (live)" : ""}</option>
            ))}
          </select>
        </label>
        <p class="hint">It takes no calls before it is made live.</p>
      </form>
    </Dialog>
  );
}
