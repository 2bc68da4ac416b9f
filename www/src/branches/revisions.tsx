import { useState } from "preact/hooks";
import { GitCompareArrows, RotateCcw } from "lucide";
import type { Agent, BranchSummary, Revision } from "atoms-lifecycle";
import { ConfirmTraffic } from "../agent/confirm-traffic.tsx";
import { hasPassed, revisionName } from "../agent/history.ts";
import { versionSource } from "../config/source.ts";
import { useResource } from "../data/resource.ts";
import { Failure } from "../failures/failure.tsx";
import { href, paths } from "../routes.tsx";
import { Badge, CheckBadge } from "../ui/badge.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { When } from "../ui/when.tsx";

const REVISIONS_SHOWN = 100;

/** A branch's revisions as a timeline. */
export function Revisions({ agent, shown }: { agent: Agent; shown: BranchSummary }) {
  const { branch } = shown;
  const { data, error, reload } = useResource(
    (atoms, { signal }) => atoms.listRevisions(agent._id, branch._id, { limit: REVISIONS_SHOWN }, { signal }),
    ["revisions", agent._id, branch._id],
  );
  return (
    <section class="card" aria-labelledby="history">
      <div class="card-head">
        <h2 id="history">Revisions of {branch.name}</h2>
        <span class="muted">{shown.revisionsCount}</span>
      </div>
      {error !== undefined && <div class="pad"><Failure error={error} onRetry={reload} /></div>}
      {data === undefined && error === undefined && <div class="pad"><Skeleton lines={6} label="Loading the revisions" /></div>}
      {data?.revisions.length === 0 && (
        <p class="muted pad">Nothing was published on this branch yet: it begins where it was forked.</p>
      )}
      {data !== undefined && data.revisions.length > 0 && (
        <ol class="timeline" data-testid="timeline">
          {data.revisions.map((revision) => (
            <RevisionEntry key={revision._id} agent={agent} shown={shown} revision={revision} />
          ))}
        </ol>
      )}
    </section>
  );
}

function RevisionEntry({ agent, shown, revision }: { agent: Agent; shown: BranchSummary; revision: Revision }) {
  const [asking, ask] = useState(false);
  const { branch, isLive } = shown;
  const name = revisionName(revision);
  const isHead = revision._id === branch.headRevisionId;
  const close = () => ask(false);
  return (
    <li class={isHead ? "entry current" : "entry"} data-testid="revision">
      <div class="entry-head">
        <h3>{name}</h3>
        {isHead && (isLive ? <Badge tone="accent">serves</Badge> : <Badge>head</Badge>)}
        {!hasPassed(revision) && <CheckBadge check={revision.securityCheck} />}
      </div>
      {revision.description && <p>{revision.description}</p>}
      {revision.restoredFromLabel && <p class="muted">restored from “{revision.restoredFromLabel}”</p>}
      {!hasPassed(revision) && revision.securityCheck?.reason && <p class="problem">{revision.securityCheck.reason}</p>}
      <p class="muted entry-meta">
        published <When at={revision.publishedAt} />
        {revision.publishedByName && <> by {revision.publishedByName}</>}
      </p>
      {!isHead && (
        <div class="actions start">
          {hasPassed(revision) && (
            <button type="button" class="button small" onClick={() => ask(true)}>
              <Icon of={RotateCcw} />
              {isLive ? "Roll back" : "Restore"}<span class="visually-hidden"> {name}</span>
            </button>
          )}
          {branch.headRevisionId && (
            <a class="button small" href={href(paths.compare(agent._id, versionSource(branch.headRevisionId), versionSource(revision._id)))}>
              <Icon of={GitCompareArrows} />
              Compare<span class="visually-hidden"> {name} with the head</span>
            </a>
          )}
        </div>
      )}
      {asking && isLive && (
        <ConfirmTraffic
          agentId={agent._id}
          title={`Roll back to ${name}?`}
          text={`Its config is published again as the head of ${branch.name}, and new calls get it at once. Nothing of the history is lost.`}
          source={versionSource(revision._id)}
          confirmLabel="Roll back"
          onClose={close}
          onConfirm={(atoms) => atoms.rollback(agent._id, { to: revision._id })}
          done={`The config of ${name} serves now.`}
        />
      )}
      {asking && !isLive && (
        <ConfirmDialog
          title={`Restore ${name}?`}
          text={`Its config becomes the new head of ${branch.name}. The branch does not serve, so callers notice nothing.`}
          confirmLabel="Restore"
          onClose={close}
          onConfirm={(atoms) => atoms.restoreRevision(agent._id, branch._id, revision._id)}
          done={`${name} was restored.`}
        />
      )}
    </li>
  );
}
