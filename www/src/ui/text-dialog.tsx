import { useState } from "preact/hooks";
import type { Atoms } from "atoms-lifecycle";
import { useAction } from "../data/action.ts";
import { Failure } from "../failures/failure.tsx";
import { Dialog } from "./dialog.tsx";
import { notify } from "./notices.tsx";

export interface TextDialogProps {
  title: string;
  label: string;
  value: string;
  maxLength?: number;
  hint?: string;
  saveLabel?: string;
  onClose: () => void;
  /** The call that writes the text. */
  onSave: (text: string) => (atoms: Atoms) => Promise<unknown>;
  /** What to say when it is done. */
  done: (text: string) => string;
}

/** Asks for one line of text and writes it; what was typed stays when the write fails. */
export function TextDialog({ title, label, value, maxLength = 100, hint, saveLabel = "Save", onClose, onSave, done }: TextDialogProps) {
  const [text, setText] = useState(value);
  const action = useAction();
  const save = async (event: Event) => {
    event.preventDefault();
    const wanted = text.trim();
    if (!(await action.run(onSave(wanted)))) return;
    notify(done(wanted));
    onClose();
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      testId="text-dialog"
      actions={
        <>
          <button type="button" class="button" onClick={onClose}>Cancel</button>
          <button type="submit" form="text-dialog-form" class="button primary" disabled={action.busy}>{saveLabel}</button>
        </>
      }
    >
      <form id="text-dialog-form" class="stack" onSubmit={save}>
        {action.error !== undefined && <Failure error={action.error} />}
        <label class="field">
          <span>{label}</span>
          <input value={text} required maxLength={maxLength} autoComplete="off" onInput={(event) => setText(event.currentTarget.value)} />
        </label>
        {hint !== undefined && <p class="hint">{hint}</p>}
      </form>
    </Dialog>
  );
}
