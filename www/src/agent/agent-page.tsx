import type { BranchSummary } from "atoms-lifecycle";
import { Branches } from "../branches/branches.tsx";
import { Revisions } from "../branches/revisions.tsx";
import { usePolling } from "../data/polling.ts";
import { useResource } from "../data/resource.ts";
import { FailurePage } from "../failures/failure-page.tsx";
import { Failure } from "../failures/failure.tsx";
import { PageSkeleton } from "../ui/skeleton.tsx";
import { When } from "../ui/when.tsx";
import { AgentHead } from "./agent-head.tsx";
import { Drafts } from "./drafts.tsx";
import { isChecking, loadAgent, versionName } from "./history.ts";
import { Serving } from "./serving.tsx";
import { VersionsTimeline } from "./versions-timeline.tsx";

export function AgentPage({ agentId, branchId }: { agentId: string; branchId?: string }) {
  const { data, error, reload } = useResource((atoms, loading) => loadAgent(atoms, agentId, loading), ["agent", agentId]);
  usePolling(data?.history.generation === "versions" && data.history.versions.some(isChecking), reload);
  if (data === undefined) {
    return error === undefined ? <PageSkeleton /> : <FailurePage error={error} onRetry={reload} />;
  }
  const { agent, history } = data;
  if (history.generation === "versions") {
    const active = history.versions.find(({ isActive }) => isActive);
    return (
      <div class="page">
        <AgentHead agent={agent} tab="overview" />
        {error !== undefined && <Failure error={error} onRetry={reload} />}
        <Serving
          agent={agent}
          name={active === undefined ? "a version" : versionName(active)}
          since={active?.activatedAt && <span class="muted">since <When at={active.activatedAt} /></span>}
        />
        <div class="two-columns">
          <VersionsTimeline agent={agent} versions={history.versions} />
          <Drafts agent={agent} drafts={history.drafts} />
        </div>
      </div>
    );
  }
  const live = history.branches.find(({ isLive }) => isLive);
  const shown = history.branches.find(({ branch }) => branch._id === branchId) ?? live ?? history.branches[0];
  return (
    <div class="page">
      <AgentHead agent={agent} tab="overview" />
      {error !== undefined && <Failure error={error} onRetry={reload} />}
      <Serving agent={agent} name={live === undefined ? "no branch" : liveName(live)} />
      <div class="two-columns">
        {shown !== undefined && <Revisions key={shown.branch._id} agent={agent} shown={shown} />}
        <Branches agent={agent} branches={history.branches} shown={shown} />
      </div>
    </div>
  );
}

function liveName({ branch, headRevisionNumber }: BranchSummary): string {
  return typeof headRevisionNumber === "number" ? `${branch.name}, r${headRevisionNumber}` : branch.name;
}
