import { useEffect } from "preact/hooks";
import { AgentHead } from "../agent/agent-head.tsx";
import { useResource } from "../data/resource.ts";
import { loadEditable } from "../editor/target.ts";
import { FailurePage } from "../failures/failure-page.tsx";
import { Failure } from "../failures/failure.tsx";
import { PageSkeleton } from "../ui/skeleton.tsx";
import { ReleaseForm } from "./release-form.tsx";
import { RunView } from "./run-view.tsx";
import { forget, runOf } from "./runs.ts";
import "../style/editor.css";
import "../style/release.css";

export function ReleasePage({ agentId, target }: { agentId: string; target: string }) {
  const { data, error, reload } = useResource((atoms, loading) => loadEditable(atoms, agentId, target, loading), ["edit", agentId, target]);
  const run = runOf(agentId);
  // Once it was seen, the next release begins with a fresh form.
  useEffect(() => () => {
    const seen = runOf(agentId);
    if (seen?.state === "done") forget(seen);
  }, [agentId]);
  if (data === undefined && run === undefined) {
    return error === undefined ? <PageSkeleton /> : <FailurePage error={error} onRetry={reload} />;
  }
  return (
    <div class="page">
      {data !== undefined && <AgentHead agent={data.agent} tab="edit" title="Release" />}
      {run !== undefined ? (
        <RunView run={run} />
      ) : (
        data !== undefined && (
          <>
            <h2 data-testid="target-name">Release {data.name}</h2>
            {error !== undefined && <Failure error={error} onRetry={reload} />}
            <ReleaseForm key={data.draftRevision ?? data.agent.activeVersionId} editable={data} />
          </>
        )
      )}
    </div>
  );
}
