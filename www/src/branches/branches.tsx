import { useState } from "preact/hooks";
import { GitBranch, Plus } from "lucide";
import type { Agent, BranchSummary } from "atoms-lifecycle";
import { Badge } from "../ui/badge.tsx";
import { href, paths } from "../routes.tsx";
import { Icon } from "../ui/icon.tsx";
import { BranchActions } from "./branch-actions.tsx";
import { DraftState } from "./draft-state.tsx";
import { NewBranchDialog } from "./new-branch-dialog.tsx";

export interface BranchesProps {
  agent: Agent;
  branches: readonly BranchSummary[];
  /** The one whose revisions are beside the list. */
  shown: BranchSummary | undefined;
}

export function Branches({ agent, branches, shown }: BranchesProps) {
  const [creating, setCreating] = useState(false);
  return (
    <section class="card" aria-labelledby="branches">
      <div class="card-head">
        <h2 id="branches">Branches</h2>
        <button type="button" class="button small" onClick={() => setCreating(true)}>
          <Icon of={Plus} />
          New branch
        </button>
      </div>
      <ul class="rows" data-testid="branches">
        {branches.map((summary) => {
          const { branch, isLive, hasOpenDraft, headRevisionNumber } = summary;
          const current = branch._id === shown?.branch._id;
          return (
            <li key={branch._id} class={current ? "selected" : undefined} data-testid="branch">
              <div class="entry-head">
                <Icon of={GitBranch} />
                <h3>
                  <a href={href(paths.branch(agent._id, branch._id))} aria-current={current ? "true" : undefined}>{branch.name}</a>
                </h3>
                {isLive && <Badge tone="accent">live</Badge>}
                {hasOpenDraft && <Badge tone="busy">open draft</Badge>}
              </div>
              <p class="muted entry-meta">
                {typeof headRevisionNumber === "number" ? `head r${headRevisionNumber}` : "nothing published yet"}
              </p>
              {hasOpenDraft && <DraftState agentId={agent._id} summary={summary} />}
              <BranchActions agent={agent} summary={summary} branches={branches} />
            </li>
          );
        })}
      </ul>
      {creating && <NewBranchDialog agentId={agent._id} branches={branches} onClose={() => setCreating(false)} />}
    </section>
  );
}
