import type { Atoms } from "atoms-lifecycle";
import type { ComponentChildren } from "preact";
import { useAction } from "../data/action.ts";
import { Failure } from "../failures/failure.tsx";
import { Dialog } from "./dialog.tsx";
import { notify } from "./notices.tsx";

export interface ConfirmDialogProps {
  title: string;
  text: string;
  confirmLabel: string;
  onClose: () => void;
  onConfirm: (atoms: Atoms) => Promise<unknown>;
  /** What to say when it is done. */
  done: string;
  /** What to see before deciding, below the text. */
  children?: ComponentChildren;
  /** Whether that is there to be seen. Default true. */
  isReady?: boolean;
  wide?: boolean;
  testId?: string;
}

/** Asks once more before a write that can't be taken back as easily. */
export function ConfirmDialog({ title, text, confirmLabel, onClose, onConfirm, done, children, isReady = true, wide = false, testId = "confirm-dialog" }: ConfirmDialogProps) {
  const action = useAction();
  const confirm = async () => {
    if (!(await action.run(onConfirm))) return;
    notify(done);
    onClose();
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      wide={wide}
      testId={testId}
      actions={
        <>
          <button type="button" class="button" onClick={onClose}>Cancel</button>
          <button type="button" class="button primary" disabled={action.busy || !isReady} onClick={confirm} data-testid="confirm">
            {action.busy ? "Working…" : confirmLabel}
          </button>
        </>
      }
    >
      <div class="stack">
        {action.error !== undefined && <Failure error={action.error} onRetry={confirm} />}
        <p>{text}</p>
        {children}
      </div>
    </Dialog>
  );
}
