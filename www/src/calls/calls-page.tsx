import type { Agent } from "atoms-lifecycle";
import { AgentHead } from "../agent/agent-head.tsx";
import { loadChoices, type ConfigChoice } from "../config/choices.ts";
import { useResource } from "../data/resource.ts";
import { FailurePage } from "../failures/failure-page.tsx";
import { PageSkeleton } from "../ui/skeleton.tsx";
import { OutboundCallForm } from "./outbound-call-form.tsx";
import { TestCallForm } from "./test-call-form.tsx";
import "../style/calls.css";

export interface CallFormProps {
  agent: Agent;
  choices: readonly ConfigChoice[];
}

export function CallsPage({ agentId }: { agentId: string }) {
  const { data, error, reload } = useResource(
    async (atoms, loading) => {
      const [agent, choices] = await Promise.all([atoms.getAgent(agentId, {}, { signal: loading.signal }), loadChoices(atoms, agentId, loading)]);
      return { agent, choices };
    },
    ["calls", agentId],
  );
  if (data === undefined) return error === undefined ? <PageSkeleton /> : <FailurePage error={error} onRetry={reload} />;
  return (
    <div class="page">
      <AgentHead agent={data.agent} tab="calls" title="Calls" />
      <div class="two-columns even">
        <TestCallForm {...data} />
        <OutboundCallForm {...data} />
      </div>
    </div>
  );
}
