import { useState } from "preact/hooks";
import { useAction } from "../data/action.ts";
import { Failure } from "../failures/failure.tsx";
import { navigate } from "../navigation.ts";
import { paths } from "../routes.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { notify } from "../ui/notices.tsx";

export function NewAgentDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [firstMessage, setFirstMessage] = useState("");
  const action = useAction();
  const create = async (event: Event) => {
    event.preventDefault();
    let agentId = "";
    const done = await action.run(async (atoms) => {
      agentId = await atoms.createAgent({
        name: name.trim(),
        ...(description.trim() !== "" && { description: description.trim() }),
        ...(firstMessage.trim() !== "" && { firstMessage: firstMessage.trim() }),
      });
    });
    if (!done) return;
    notify(`${name.trim()} was created. It serves its first version.`);
    onClose();
    navigate(paths.agent(agentId));
  };
  return (
    <Dialog
      title="New agent"
      onClose={onClose}
      testId="new-agent"
      actions={
        <>
          <button type="button" class="button" onClick={onClose}>Cancel</button>
          <button type="submit" form="new-agent-form" class="button primary" disabled={action.busy}>{action.busy ? "Creating…" : "Create"}</button>
        </>
      }
    >
      <form id="new-agent-form" class="stack" onSubmit={create}>
        {action.error !== undefined && <Failure error={action.error} />}
        <label class="field">
          <span>Name</span>
          <input value={name} required maxLength={100} autoComplete="off" onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <label class="field">
          <span>What it is for</span>
          <input value={description} autoComplete="off" onInput={(event) => setDescription(event.currentTarget.value)} />
        </label>
        <label class="field">
          <span>First message</span>
          <textarea rows={2} maxLength={500} value={firstMessage} onInput={(event) => setFirstMessage(event.currentTarget.value)} />
        </label>
      </form>
    </Dialog>
  );
}
