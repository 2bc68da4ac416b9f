import { changesBetween } from "../config/changes.ts";
import { ChangeList } from "../config/change-list.tsx";
import { loadConfig, type ConfigSource } from "../config/source.ts";
import { useResource } from "../data/resource.ts";
import { Failure } from "../failures/failure.tsx";
import { ConfirmDialog, type ConfirmDialogProps } from "../ui/confirm-dialog.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

export interface ConfirmTrafficProps extends Pick<ConfirmDialogProps, "title" | "text" | "confirmLabel" | "onClose" | "onConfirm" | "done"> {
  agentId: string;
  /** What traffic changes to. */
  source: ConfigSource;
}

/** Asks before traffic changes, and shows what it changes to. */
export function ConfirmTraffic({ agentId, source, ...asked }: ConfirmTrafficProps) {
  const { data, error, reload } = useResource(
    async (atoms, { signal }) => {
      const [serving, next] = await Promise.all([loadConfig(atoms, agentId, "live", { signal }), loadConfig(atoms, agentId, source, { signal })]);
      return changesBetween(serving, next);
    },
    ["traffic", agentId, source],
  );
  return (
    <ConfirmDialog {...asked} wide testId="confirm-traffic" isReady={data !== undefined}>
      {error !== undefined ? (
        <Failure error={error} onRetry={reload} />
      ) : data === undefined ? (
        <Skeleton lines={5} label="Comparing with what serves" />
      ) : (
        <ChangeList changes={data} names={["Callers get now", "Callers will get"]} empty="The config is the same: callers will notice nothing." />
      )}
    </ConfirmDialog>
  );
}
