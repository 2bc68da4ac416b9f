import { useEffect, useState } from "preact/hooks";
import { guardLeaving, navigate } from "../navigation.ts";
import { Dialog } from "../ui/dialog.tsx";

export interface LeaveDialogProps {
  /** Whether there is anything to lose. */
  active: boolean;
  /** Paths that take the edits along. */
  allowed: (to: string) => boolean;
  onDiscard: () => void;
}

/** Asks before the page is left with unsaved edits. */
export function LeaveDialog({ active, allowed, onDiscard }: LeaveDialogProps) {
  const [to, setTo] = useState<string>();
  useEffect(() => {
    if (!active) return;
    const unguard = guardLeaving((next) => {
      if (allowed(next)) return true;
      setTo(next);
      return false;
    });
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => {
      unguard();
      removeEventListener("beforeunload", warn);
    };
  }, [active]);
  if (to === undefined) return null;
  const stay = () => setTo(undefined);
  const leave = () => {
    stay();
    navigate(to, { unguarded: true });
  };
  return (
    <Dialog
      title="Leave with unsaved changes?"
      onClose={stay}
      testId="leave"
      actions={
        <>
          <button type="button" class="button danger" onClick={() => { onDiscard(); leave(); }}>Discard and leave</button>
          <button type="button" class="button" onClick={leave}>Keep and leave</button>
          <button type="button" class="button primary" onClick={stay}>Stay</button>
        </>
      }
    >
      <p>Kept changes wait here until this tab is closed. Nothing is on the platform yet.</p>
    </Dialog>
  );
}
