import { LoaderCircle, RotateCw, TriangleAlert } from "lucide";
import { useEffect } from "preact/hooks";
import { connection } from "../connection/connection.ts";
import { href, paths } from "../routes.tsx";
import { Icon } from "../ui/icon.tsx";
import { findInterrupted, isShown, resume, type Run } from "./runs.ts";
import { runs } from "./runs-state.ts";
import { stepName } from "./steps.ts";
import "../style/release.css";

/** Releases that need a look, on every page but their own. */
export function RunBanner() {
  const { id } = connection.value;
  useEffect(() => void findInterrupted(id), [id]);
  const shown = [...runs.value.values()].filter(
    (run) => run.connectionId === id && run.state !== "done" && !isShown(run.agentId),
  );
  return (
    <>
      {shown.map((run) => <Banner key={run.agentId} run={run} />)}
    </>
  );
}

function Banner({ run }: { run: Run }) {
  const current = run.steps.find(({ state }) => state === "running");
  const isBusy = run.state === "running" || run.state === "cancelling";
  const icon = isBusy ? LoaderCircle : run.state === "failed" ? TriangleAlert : RotateCw;
  return (
    <div class={isBusy ? "banner" : "banner warn"} role="status" data-testid="run-banner" data-state={run.state}>
      <Icon of={icon} class={isBusy ? "spin" : undefined} />
      <p>
        <strong>{run.agentName}:</strong>{" "}
        {isBusy ? `releasing, ${current === undefined ? "starting" : stepName(current.step).name.toLowerCase()}` : run.state === "failed" ? "the release stopped" : "a release was interrupted"}
      </p>
      {run.state === "interrupted" && (
        <a class="button primary small" href={href(paths.release(run.agentId, run.target))} onClick={() => resume(run)}>Resume</a>
      )}
      <a class="button small" href={href(paths.release(run.agentId, run.target))}>Show</a>
    </div>
  );
}
