import { useState } from "preact/hooks";
import { FilePen } from "lucide";
import type { Agent, Draft } from "atoms-lifecycle";
import { draftSource, versionSource } from "../config/source.ts";
import { href, paths } from "../routes.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { TextDialog } from "../ui/text-dialog.tsx";
import { When } from "../ui/when.tsx";

export function Drafts({ agent, drafts }: { agent: Agent; drafts: readonly Draft[] }) {
  return (
    <section class="card" aria-labelledby="drafts">
      <div class="card-head">
        <h2 id="drafts">Drafts</h2>
        <span class="muted">{drafts.length}</span>
      </div>
      {drafts.length === 0 ? (
        <p class="muted pad">No draft is open. <a href={href(paths.edit(agent._id))}>Edit the agent</a> to begin one.</p>
      ) : (
        <ul class="rows" data-testid="drafts">
          {drafts.map((draft) => <DraftRow key={draft.draftId} agent={agent} draft={draft} />)}
        </ul>
      )}
    </section>
  );
}

function DraftRow({ agent, draft }: { agent: Agent; draft: Draft }) {
  const [open, setOpen] = useState<"rename" | "discard">();
  const name = draft.draftName || "Unnamed draft";
  const source = draftSource(draft.draftId);
  const close = () => setOpen(undefined);
  return (
    <li data-testid="draft">
      <div class="entry-head">
        <Icon of={FilePen} />
        <h3>{name}</h3>
      </div>
      <p class="muted entry-meta">
        edited <When at={draft.updatedAt} />
        {draft.lastEditorName && <> by {draft.lastEditorName}</>}
      </p>
      <div class="actions start">
        <a class="button small" href={href(paths.edit(agent._id, source))}>Edit<span class="visually-hidden"> {name}</span></a>
        <a class="button small" href={href(paths.release(agent._id, source))}>Release…<span class="visually-hidden"> {name}</span></a>
        <a class="button small" href={href(paths.compare(agent._id, versionSource(agent.activeVersionId), source))}>
          Compare<span class="visually-hidden"> {name} with what serves</span>
        </a>
        <button type="button" class="button small" onClick={() => setOpen("rename")}>Rename<span class="visually-hidden"> {name}</span></button>
        <button type="button" class="button small danger" onClick={() => setOpen("discard")}>Discard<span class="visually-hidden"> {name}</span></button>
      </div>
      {open === "rename" && (
        <TextDialog
          title="Rename the draft"
          label="Name"
          value={draft.draftName ?? ""}
          onClose={close}
          onSave={(text) => (atoms) => atoms.renameDraft(agent._id, draft.draftId, text)}
          done={(text) => `The draft is called ${text} now.`}
        />
      )}
      {open === "discard" && (
        <ConfirmDialog
          title={`Discard ${name}?`}
          text="Its edits are lost for everybody. What serves does not change."
          confirmLabel="Discard"
          onClose={close}
          onConfirm={(atoms) => atoms.discardDraft(agent._id, draft.draftId)}
          done={`${name} was discarded.`}
        />
      )}
    </li>
  );
}
