import type { Atoms } from "atoms-lifecycle";
import { changesBetween } from "../config/changes.ts";
import { ChangeList } from "../config/change-list.tsx";
import { loadConfig, type ConfigSource } from "../config/source.ts";
import { useAction } from "../data/action.ts";
import { useResource } from "../data/resource.ts";
import { Failure } from "../failures/failure.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { notify } from "../ui/notices.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

export interface ConfirmTrafficProps {
  agentId: string;
  title: string;
  text: string;
  /** What traffic changes to. */
  source: ConfigSource;
  confirmLabel: string;
  onClose: () => void;
  onConfirm: (atoms: Atoms) => Promise<unknown>;
  done: string;
}

/** Asks before traffic changes, and shows what it changes to. */
export function ConfirmTraffic({ agentId, title, text, source, confirmLabel, onClose, onConfirm, done }: ConfirmTrafficProps) {
  const action = useAction();
  const { data, error, reload } = useResource(
    async (atoms, { signal }) => {
      const [serving, next] = await Promise.all([loadConfig(atoms, agentId, "live", { signal }), loadConfig(atoms, agentId, source, { signal })]);
      return changesBetween(serving, next);
    },
    ["traffic", agentId, source],
  );
  const confirm = async () => {
    if (!(await action.run(onConfirm))) return;
    notify(done);
    onClose();
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      wide
      testId="confirm-traffic"
      actions={
        <>
          <button type="button" class="button" onClick={onClose}>Cancel</button>
          <button type="button" class="button primary" disabled={action.busy || data === undefined} onClick={confirm} data-testid="confirm">
            {action.busy ? "Working…" : confirmLabel}
          </button>
        </>
      }
    >
      <div class="stack">
        {action.error !== undefined && <Failure error={action.error} onRetry={confirm} />}
        <p>{text}</p>
        {error !== undefined ? (
          <Failure error={error} onRetry={reload} />
        ) : data === undefined ? (
          <Skeleton lines={5} label="Comparing with what serves" />
        ) : (
          <ChangeList changes={data} names={["Callers get now", "Callers will get"]} empty="The config is the same: callers will notice nothing." />
        )}
      </div>
    </Dialog>
  );
}
