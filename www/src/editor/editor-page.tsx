import { useRef, useState } from "preact/hooks";
import { AgentHead } from "../agent/agent-head.tsx";
import { ChangeList } from "../config/change-list.tsx";
import { patchOf, removalsIn } from "../config/patch.ts";
import { draftSource } from "../config/source.ts";
import { useAction } from "../data/action.ts";
import { useResource } from "../data/resource.ts";
import { explain } from "../failures/explain.ts";
import { FailurePage } from "../failures/failure-page.tsx";
import { Failure } from "../failures/failure.tsx";
import { navigate } from "../navigation.ts";
import { paths } from "../routes.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { notify } from "../ui/notices.tsx";
import { PageSkeleton } from "../ui/skeleton.tsx";
import { TextDialog } from "../ui/text-dialog.tsx";
import { ConfigForm } from "./config-form.tsx";
import { ConfigJson } from "./config-json.tsx";
import { LeaveDialog } from "./leave-dialog.tsx";
import { DraftForker, saveDraft } from "./save.ts";
import { loadEditable, type Editable } from "./target.ts";
import { TheirChanges } from "./their-changes.tsx";
import { useWorkingCopy } from "./working-copy.ts";
import "../style/editor.css";

export function EditorPage({ agentId, target }: { agentId: string; target: string }) {
  const { data, error, reload } = useResource((atoms, loading) => loadEditable(atoms, agentId, target, loading), ["edit", agentId, target]);
  if (data !== undefined) return <Editor agentId={agentId} editable={data} reload={reload} readError={error} />;
  return error === undefined ? <PageSkeleton /> : <FailurePage error={error} onRetry={reload} />;
}

interface EditorProps {
  agentId: string;
  editable: Editable;
  reload: () => void;
  /** Why the latest read failed, while an earlier one is shown. */
  readError: unknown;
}

function Editor({ agentId, editable, reload, readError }: EditorProps) {
  const copy = useWorkingCopy(agentId, editable);
  const [view, setView] = useState<"form" | "json">(copy.brokenJson === undefined ? "form" : "json");
  const [open, setOpen] = useState<"review" | "name">();
  const action = useAction();
  const forker = useRef(new DraftForker());
  const { agent, target, branch, draft, sourceVersionId } = editable;
  const count = copy.changes.length;
  const dirty = count > 0 || copy.brokenJson !== undefined;
  const removals = removalsIn(copy.changes);
  const patch = patchOf(copy.changes);
  const isNew = branch === undefined && draft === undefined;
  const release = paths.release(agentId, target);
  const differs = count > 0 || draft !== undefined || branch?.hasOpenDraft === true;
  const save = async () => {
    if (isNew) return setOpen("name");
    if (!(await action.run((atoms) => saveDraft(atoms, editable, patch, copy.draftRevision)))) return;
    copy.saved();
    notify("The draft is saved. What serves has not changed.");
  };
  const isConflict = action.error !== undefined && explain(action.error).kind === "conflict";
  return (
    <div class="page">
      <AgentHead agent={agent} tab="edit" title="Edit" />
      <div class="page-head">
        <h2 class="capital" data-testid="target-name">{editable.name}</h2>
        <div class="segmented" role="group" aria-label="How to edit">
          <label>
            <input type="radio" name="view" checked={view === "form"} disabled={copy.brokenJson !== undefined} onChange={() => setView("form")} />
            <span>Form</span>
          </label>
          <label>
            <input type="radio" name="view" checked={view === "json"} onChange={() => setView("json")} />
            <span>JSON</span>
          </label>
        </div>
      </div>
      {readError !== undefined && <Failure error={readError} onRetry={reload} />}
      {copy.theirs.length > 0 && <TheirChanges copy={copy} onDecided={() => setView("form")} />}
      {action.error !== undefined && !(isConflict && copy.theirs.length > 0) && (
        <Failure error={action.error} onRetry={isConflict ? reload : save} retryLabel={isConflict ? "Look again" : "Save again"} />
      )}
      {view === "form" ? <ConfigForm copy={copy} /> : <ConfigJson copy={copy} />}
      <div class="save-bar" data-testid="save-bar">
        <p role="status">
          {copy.brokenJson !== undefined ? "The JSON can't be read yet" : count === 0 ? "No unsaved changes" : count === 1 ? "1 unsaved change" : `${count} unsaved changes`}
        </p>
        <div class="actions">
          {dirty && <button type="button" class="button" onClick={() => { copy.drop(); setView("form"); }}>Discard</button>}
          {count > 0 && <button type="button" class="button" onClick={() => setOpen("review")}>Review</button>}
          <button type="button" class="button" disabled={count === 0 || action.busy || copy.brokenJson !== undefined} onClick={save} data-testid="save">
            {action.busy ? "Saving…" : isNew ? "Save as a draft" : "Save draft"}
          </button>
          <button type="button" class="button primary" disabled={!differs || copy.brokenJson !== undefined} onClick={() => navigate(release)} data-testid="to-release">
            Release…
          </button>
        </div>
      </div>
      {open === "review" && (
        <Dialog title="Unsaved changes" wide onClose={() => setOpen(undefined)} testId="review">
          <div class="stack">
            {removals.length > 0 && <p class="problem">Taken out of the JSON, and staying on the platform: {removals.join(", ")}.</p>}
            <ChangeList changes={copy.changes} names={["Saved", "Yours"]} />
          </div>
        </Dialog>
      )}
      {open === "name" && sourceVersionId !== undefined && (
        <TextDialog
          title="Save as a draft"
          label="Name of the draft"
          value={`Edit of ${new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" }).format(new Date())}`}
          hint="A draft serves nobody before it is released."
          onClose={() => setOpen(undefined)}
          onSave={(name) => async (atoms) => {
            const draftId = await forker.current.fork(atoms, agentId, sourceVersionId, name, patch);
            copy.drop();
            navigate(paths.edit(agentId, draftSource(draftId)), { replace: true, unguarded: true });
          }}
          done={(name) => `The draft ${name} is saved. What serves has not changed.`}
        />
      )}
      <LeaveDialog active={dirty} allowed={(to) => to === release || to === paths.edit(agentId, target)} onDiscard={copy.drop} />
    </div>
  );
}
