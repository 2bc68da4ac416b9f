import { useEffect, useRef } from "preact/hooks";
import { CircleCheck } from "lucide";
import type { LifecycleReport } from "atoms-lifecycle";
import { explain } from "../failures/explain.ts";
import { Failure } from "../failures/failure.tsx";
import { href, paths } from "../routes.tsx";
import { Icon } from "../ui/icon.tsx";
import { duration } from "../ui/when.tsx";
import { canResume, cancel, forget, resume, type Run } from "./runs.ts";
import { Stepper } from "./stepper.tsx";
import { stepName } from "./steps.ts";

/** One release: live while it runs, with a way on however it ended. */
export function RunView({ run }: { run: Run }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const hasEnded = run.state === "done" || run.state === "failed";
  useEffect(() => {
    heading.current?.focus();
  }, [hasEnded]);
  const { agentId, target } = run;
  return (
    <section class="card" aria-labelledby="run" data-testid="run" data-state={run.state}>
      <div class="card-head">
        <h2 id="run" ref={heading} tabIndex={-1}>{titleOf(run)}</h2>
        <span class="muted">{run.requests > 0 && `${run.requests} requests`}</span>
      </div>
      <p class="visually-hidden" role="status">{spoken(run)}</p>
      {run.state === "done" && <Done report={run.report} />}
      {run.state === "failed" && (
        <div class="pad">
          {canResume(run.error) && run.checkpoint !== undefined ? (
            <Failure error={run.error} onRetry={() => resume(run)} retryLabel="Resume the release" />
          ) : (
            <Failure error={run.error}>
              <a class="button primary small" href={href(paths.edit(agentId, target))} onClick={() => forget(run)}>Edit again</a>
              <button type="button" class="button small" onClick={() => forget(run)}>
                {explain(run.error).kind === "conflict" ? "Look again" : "Back to the release"}
              </button>
            </Failure>
          )}
        </div>
      )}
      {run.state === "interrupted" && (
        <p class="pad">
          The page was left while this release was under way. Resuming looks first what really happened, and does nothing twice.
        </p>
      )}
      <Stepper run={run} />
      <div class="actions card-foot">
        {(run.state === "running" || run.state === "cancelling") && (
          <button type="button" class="button" disabled={run.state === "cancelling"} onClick={() => cancel(run)} data-testid="cancel">
            {run.state === "cancelling" ? "Cancelling…" : "Cancel"}
          </button>
        )}
        {run.state === "interrupted" && (
          <>
            <button type="button" class="button" onClick={() => forget(run)}>Forget it</button>
            <button type="button" class="button primary" onClick={() => resume(run)} data-testid="resume">Resume</button>
          </>
        )}
        {run.state === "failed" && <button type="button" class="button" onClick={() => forget(run)} data-testid="close-run">Close</button>}
        {run.state === "done" && (
          <a class="button primary" href={href(paths.agent(agentId))} onClick={() => forget(run)} data-testid="done">
            Back to the agent
          </a>
        )}
      </div>
    </section>
  );
}

function titleOf({ state, targetName }: Run): string {
  switch (state) {
    case "running":
      return `Releasing ${targetName}`;
    case "cancelling":
      return `Cancelling ${targetName}`;
    case "done":
      return `Released ${targetName}`;
    case "failed":
      return `Not released: ${targetName}`;
    case "interrupted":
      return `The release of ${targetName} was interrupted`;
  }
}

/** One sentence for each step: not the time, which would never stop speaking. */
function spoken(run: Run): string {
  const current = run.steps.find(({ state }) => state === "running");
  return run.state === "running" && current !== undefined ? stepName(current.step).name : titleOf(run);
}

function Done({ report }: { report: LifecycleReport | undefined }) {
  const outcome = report !== undefined && "outcome" in report ? report.outcome : undefined;
  const text =
    outcome === "unchanged"
      ? "Nothing was released: what serves has these values already."
      : outcome === "staged"
        ? "It is the head of its branch, and passed the check. It takes no calls before the branch is made live."
        : outcome === "stopped"
          ? "It is published, and passed the check. It takes no calls before it is made live."
          : "New calls get it. It was seen serving.";
  return (
    <p class="pad with-icon success" data-testid="outcome">
      <Icon of={CircleCheck} />
      <span>
        {text}
        {report !== undefined && <span class="muted"> It took {duration(report.elapsedMs)}.</span>}
      </span>
    </p>
  );
}
