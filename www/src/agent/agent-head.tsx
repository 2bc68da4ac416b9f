import { useState } from "preact/hooks";
import { Archive, ArchiveRestore, ChevronLeft, Pencil } from "lucide";
import type { Agent } from "atoms-lifecycle";
import { useAction } from "../data/action.ts";
import { Failure } from "../failures/failure.tsx";
import { href, paths } from "../routes.tsx";
import { Badge } from "../ui/badge.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { notify } from "../ui/notices.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { TextDialog } from "../ui/text-dialog.tsx";
import "../style/agent.css";

export type Tab = "overview" | "edit" | "compare" | "calls";

/** The head of every page of one agent. `title` names the page where it isn't the overview. */
export function AgentHead({ agent, tab, title }: { agent: Agent; tab: Tab; title?: string }) {
  return (
    <div class="agent-head">
      <a class="back" href={href(paths.agents())}>
        <Icon of={ChevronLeft} />
        Agents
      </a>
      <div class="page-head">
        <div>
          <PageTitle title={title === undefined ? agent.name : `${title}: ${agent.name}`}>{agent.name}</PageTitle>
          <p class="muted">{agent.description || "No description"}</p>
        </div>
        {agent.archived === true && <Badge tone="busy">archived</Badge>}
        <AgentActions agent={agent} />
      </div>
      <nav class="tabs" aria-label="Agent">
        <TabLink to={paths.agent(agent._id)} name="Overview" current={tab === "overview"} />
        <TabLink to={paths.edit(agent._id)} name="Edit" current={tab === "edit"} />
        <TabLink to={paths.compare(agent._id)} name="Compare" current={tab === "compare"} />
        <TabLink to={paths.calls(agent._id)} name="Calls" current={tab === "calls"} />
      </nav>
    </div>
  );
}

function TabLink({ to, name, current }: { to: string; name: string; current: boolean }) {
  return (
    <a href={href(to)} aria-current={current ? "page" : undefined}>
      {name}
    </a>
  );
}

function AgentActions({ agent }: { agent: Agent }) {
  const [open, setOpen] = useState<"rename" | "archive">();
  const action = useAction();
  const close = () => setOpen(undefined);
  const unarchive = async () => {
    if (await action.run((atoms) => atoms.unarchiveAgent(agent._id))) notify(`${agent.name} takes calls again.`);
  };
  return (
    <div class="actions">
      <button type="button" class="button small" onClick={() => setOpen("rename")}>
        <Icon of={Pencil} />
        Rename
      </button>
      {agent.archived === true ? (
        <button type="button" class="button small" disabled={action.busy} onClick={unarchive}>
          <Icon of={ArchiveRestore} />
          Bring back
        </button>
      ) : (
        <button type="button" class="button small" onClick={() => setOpen("archive")}>
          <Icon of={Archive} />
          Archive
        </button>
      )}
      {open === undefined && action.error !== undefined && <Failure error={action.error} onRetry={action.clear} retryLabel="Dismiss" />}
      {open === "rename" && (
        <TextDialog
          title="Rename the agent"
          label="Name"
          value={agent.name}
          onClose={close}
          onSave={(name) => (atoms) => atoms.updateAgent(agent._id, { name })}
          done={(name) => `The agent is called ${name} now.`}
        />
      )}
      {open === "archive" && (
        <ConfirmDialog
          title={`Archive ${agent.name}?`}
          text="It takes no calls until it is brought back. Its history stays."
          confirmLabel="Archive"
          onClose={close}
          onConfirm={(atoms) => atoms.archiveAgent(agent._id)}
          done={`${agent.name} was archived.`}
        />
      )}
    </div>
  );
}
