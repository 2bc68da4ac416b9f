import { useState } from "preact/hooks";
import type { ReleaseOptions } from "atoms-lifecycle";
import { ChangeList } from "../config/change-list.tsx";
import { changesBetween } from "../config/changes.ts";
import { patchOf, removalsIn } from "../config/patch.ts";
import { connection } from "../connection/connection.ts";
import { keepEdits, readEdits, theirChanges } from "../editor/kept-edits.ts";
import type { Editable } from "../editor/target.ts";
import { href, paths } from "../routes.tsx";
import { release } from "./runs.ts";

type OnConflict = NonNullable<ReleaseOptions["onConflict"]>;

/** What a release would change, and how it is to be made. */
export function ReleaseForm({ editable }: { editable: Editable }) {
  const { agent, target, branch, draft, draftRevision, reference, referenceName } = editable;
  const edits = readEdits(connection.value.id, agent._id, target);
  const [label, setLabel] = useState("");
  const [description, setDescription] = useState("");
  // Of a branch that does not serve: staging is the harmless choice.
  const [goLive, setGoLive] = useState(branch?.isLive ?? true);
  const [onConflict, setOnConflict] = useState<OnConflict>("refuse");
  const [waitOutFreeze, setWaitOutFreeze] = useState(false);
  const wanted = edits?.edited ?? editable.base;
  const changes = changesBetween(reference, wanted);
  const removals = removalsIn(changes);
  const isStale = edits !== undefined && theirChanges(edits, editable.base).length > 0;
  const edit = paths.edit(agent._id, target);
  const start = (event: Event) => {
    event.preventDefault();
    // A release that stops may discard the branch's draft: what was saved in it is edits again then.
    if (branch !== undefined) {
      keepEdits(connection.value.id, agent._id, target, { base: reference, edited: wanted, ...(draftRevision !== undefined && { draftRevision }) });
    }
    release(
      { agentId: agent._id, agentName: agent.name, target, targetName: editable.name, ...(draft !== undefined && { draftId: draft.draftId }) },
      patchOf(changes),
      {
        ...(label.trim() !== "" && { label: label.trim() }),
        ...(branch === undefined && description.trim() !== "" && { description: description.trim() }),
        ...(branch === undefined && !goLive && { stopAfter: "check" as const }),
        ...(branch !== undefined && { branch: branch.branch._id, goLive, openDraft: branch.hasOpenDraft ? "include" : "refuse", onConflict, waitOutFreeze }),
      },
    );
  };
  return (
    <div class="editor-columns">
      <section class="card" aria-labelledby="what">
        <div class="card-head">
          <h2 id="what">What changes</h2>
          <a href={href(edit)}>Edit</a>
        </div>
        <div class="pad stack">
          {isStale && (
            <p class="problem" role="alert">
              Somebody else has changed this since you began. <a href={href(edit)}>Decide in the editor</a> what to keep, then release.
            </p>
          )}
          {removals.length > 0 && <p class="problem">Taken out of the JSON, and staying as they are: {removals.join(", ")}.</p>}
          <ChangeList changes={changes} names={[referenceName, editable.name]} empty="Nothing: it is the same as what serves. Edit it first." />
        </div>
      </section>
      <form class="card pad stack" onSubmit={start} data-testid="release-form">
        <h2>How</h2>
        <label class="field">
          <span>Label</span>
          <input value={label} maxLength={200} autoComplete="off" placeholder="For people, such as: Saturday hours" onInput={(event) => setLabel(event.currentTarget.value)} />
        </label>
        {branch === undefined && (
          <label class="field">
            <span>Description</span>
            <textarea rows={3} maxLength={2_000} value={description} onInput={(event) => setDescription(event.currentTarget.value)} />
          </label>
        )}
        {branch?.isLive !== true && (
          <label class="check">
            <input type="checkbox" checked={goLive} onChange={(event) => setGoLive(event.currentTarget.checked)} />
            <span>Make {branch === undefined ? "it" : branch.branch.name} live after the check</span>
          </label>
        )}
        {branch !== undefined && (
          <>
            <label class="field">
              <span>If somebody edits this draft meanwhile</span>
              <select value={onConflict} onChange={(event) => setOnConflict(event.currentTarget.value as OnConflict)}>
                <option value="refuse">stop and tell me</option>
                <option value="merge">keep both, stop where they clash</option>
                <option value="overwrite">put mine over theirs</option>
              </select>
            </label>
            <label class="check">
              <input type="checkbox" checked={waitOutFreeze} onChange={(event) => setWaitOutFreeze(event.currentTarget.checked)} />
              <span>Wait while config is frozen</span>
            </label>
          </>
        )}
        <p class="hint">{consequence(editable, goLive)}</p>
        <div class="actions">
          <button type="submit" class="button primary" disabled={changes.length === 0 || isStale || edits?.brokenJson !== undefined} data-testid="start-release">
            {goLive ? "Release" : "Publish"}
          </button>
        </div>
      </form>
    </div>
  );
}

function consequence({ branch, draft }: Editable, goLive: boolean): string {
  if (branch === undefined) {
    const after = draft === undefined ? "" : " The draft is discarded then: its config is in the version.";
    return goLive
      ? `A new version is published, checked and made live. If the check fails, nothing changes for callers.${after}`
      : `A new version is published and checked. Callers notice nothing before it is made live.${after}`;
  }
  if (branch.isLive) return `${branch.branch.name} is live: callers get the new revision as soon as the check has passed.`;
  return goLive ? `${branch.branch.name} takes over all new calls once the check has passed.` : "Callers notice nothing: the branch does not serve.";
}
