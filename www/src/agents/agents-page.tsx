import { useEffect, useState } from "preact/hooks";
import { Bot, Plus, Search } from "lucide";
import type { AgentSummary } from "atoms-lifecycle";
import { useResource } from "../data/resource.ts";
import { href, paths } from "../routes.tsx";
import { Badge } from "../ui/badge.tsx";
import { Icon } from "../ui/icon.tsx";
import { lazily, Nothing } from "../ui/lazily.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { When } from "../ui/when.tsx";

const Failure = lazily(() => import("../failures/failure.tsx").then((module) => module.Failure), Nothing);
const NewAgentDialog = lazily(() => import("./new-agent-dialog.tsx").then((module) => module.NewAgentDialog), Nothing);

const PAGE_SIZE = 20;
const TYPING_PAUSE_MS = 250;

export function AgentsPage() {
  const [search, setSearch] = useState("");
  const [archived, setArchived] = useState(false);
  const [page, setPage] = useState(1);
  const [creating, setCreating] = useState(false);
  const wanted = useSettled(search.trim());
  const { data, error, loading, reload } = useResource(
    (atoms, { signal }) => atoms.listAgents({ page, pageSize: PAGE_SIZE, archived, sortField: "updatedAt", ...(wanted !== "" && { search: wanted }) }, { signal }),
    ["agents", page, archived, wanted],
  );
  const total = data?.totalCount ?? data?.total ?? data?.agents.length ?? 0;
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  return (
    <div class="page">
      <div class="page-head">
        <PageTitle title="Agents" />
        <button type="button" class="button primary" onClick={() => setCreating(true)}>
          <Icon of={Plus} />
          New agent
        </button>
      </div>
      <div class="toolbar">
        <label class="search">
          <Icon of={Search} />
          <span class="visually-hidden">Search agents</span>
          <input type="search" placeholder="Search agents" value={search} data-testid="agent-search"
            onInput={(event) => { setSearch(event.currentTarget.value); setPage(1); }} />
        </label>
        <div class="segmented" role="group" aria-label="Which agents">
          <label>
            <input type="radio" name="archived" checked={!archived} onChange={() => { setArchived(false); setPage(1); }} />
            <span>Active</span>
          </label>
          <label>
            <input type="radio" name="archived" checked={archived} onChange={() => { setArchived(true); setPage(1); }} />
            <span>Archived</span>
          </label>
        </div>
      </div>
      {error !== undefined && <Failure error={error} onRetry={reload} />}
      {data === undefined ? (
        error === undefined && <ListSkeleton />
      ) : data.agents.length === 0 ? (
        <NoAgents searched={wanted} archived={archived} onCreate={() => setCreating(true)} />
      ) : (
        <ul class="agent-list card" aria-busy={loading} data-testid="agent-list">
          {data.agents.map((agent) => <AgentRow key={agent._id} agent={agent} />)}
        </ul>
      )}
      {pages > 1 && (
        <nav class="pager" aria-label="Pages of agents">
          <button type="button" class="button small" disabled={page === 1} onClick={() => setPage(page - 1)}>Previous</button>
          <span>Page {page} of {pages}</span>
          <button type="button" class="button small" disabled={page >= pages} onClick={() => setPage(page + 1)}>Next</button>
        </nav>
      )}
      {creating && <NewAgentDialog onClose={() => setCreating(false)} />}
    </div>
  );
}

function AgentRow({ agent }: { agent: AgentSummary }) {
  return (
    <li>
      <a class="agent-row" href={href(paths.agent(agent._id))}>
        <span class="avatar" aria-hidden="true">{agent.name.slice(0, 1).toUpperCase()}</span>
        <span class="agent-row-text">
          <strong>{agent.name}</strong>
          <span class="muted">{agent.description || "No description"}</span>
        </span>
        {agent.archived === true && <Badge>archived</Badge>}
        <span class="muted agent-row-when">changed <When at={agent.updatedAt} /></span>
      </a>
    </li>
  );
}

function NoAgents({ searched, archived, onCreate }: { searched: string; archived: boolean; onCreate: () => void }) {
  return (
    <div class="empty card" data-testid="no-agents">
      <Icon of={Bot} />
      <h2>{searched !== "" ? `No agent matches “${searched}”` : archived ? "Nothing is archived" : "No agents yet"}</h2>
      <p>{searched !== "" ? "Look for another word, or among the archived ones." : archived ? "Archived agents take no calls, and can be brought back from here." : "An agent serves its first version as soon as it is created."}</p>
      {searched === "" && !archived && <button type="button" class="button primary" onClick={onCreate}>New agent</button>}
    </div>
  );
}

/** As high as the list that comes. */
function ListSkeleton() {
  return (
    <div class="agent-list card" role="status" aria-label="Loading the agents" data-testid="agents-loading">
      {Array.from({ length: 7 }, (_, index) => (
        <div key={index} class="agent-row skeleton">
          <span class="avatar" />
          <span class="agent-row-text">
            <span class="skeleton-line" style={{ width: `${38 - ((index * 7) % 16)}%` }} />
            <span class="skeleton-line thin" style={{ width: `${60 - ((index * 11) % 24)}%` }} />
          </span>
        </div>
      ))}
    </div>
  );
}

/** The text once typing has paused: one search, not one for each letter. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
