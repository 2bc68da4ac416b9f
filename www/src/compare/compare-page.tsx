import { ArrowLeftRight } from "lucide";
import type { Agent } from "atoms-lifecycle";
import { AgentHead } from "../agent/agent-head.tsx";
import { ChangeList } from "../config/change-list.tsx";
import { changesBetween } from "../config/changes.ts";
import { loadChoices, type ConfigChoice } from "../config/choices.ts";
import { ChoiceSelect } from "../config/choice-select.tsx";
import { loadConfig } from "../config/source.ts";
import { useResource } from "../data/resource.ts";
import { FailurePage } from "../failures/failure-page.tsx";
import { Failure } from "../failures/failure.tsx";
import { navigate } from "../navigation.ts";
import { paths } from "../routes.tsx";
import { Icon } from "../ui/icon.tsx";
import { PageSkeleton, Skeleton } from "../ui/skeleton.tsx";
import "../style/compare.css";

export interface ComparePageProps {
  agentId: string;
  before?: string;
  after?: string;
}

export function ComparePage({ agentId, before, after }: ComparePageProps) {
  const { data, error, reload } = useResource(
    async (atoms, loading) => {
      const [agent, choices] = await Promise.all([atoms.getAgent(agentId, {}, { signal: loading.signal }), loadChoices(atoms, agentId, loading)]);
      return { agent, choices };
    },
    ["choices", agentId],
  );
  if (data === undefined) return error === undefined ? <PageSkeleton /> : <FailurePage error={error} onRetry={reload} />;
  return <Comparison agent={data.agent} choices={data.choices} before={before} after={after} />;
}

interface ComparisonProps {
  agent: Agent;
  choices: readonly ConfigChoice[];
  before: string | undefined;
  after: string | undefined;
}

function Comparison({ agent, choices, before, after }: ComparisonProps) {
  const serving = choices.find(({ serves }) => serves) ?? choices[0];
  // `live` and whatever is gone by now stand for what serves.
  const known = (source: string | undefined) => choices.find((choice) => choice.source === source);
  const a = known(before) ?? serving;
  const b = known(after) ?? choices.find((choice) => choice !== a) ?? a;
  if (a === undefined || b === undefined) {
    return (
      <div class="page">
        <AgentHead agent={agent} tab="compare" title="Compare" />
        <div class="empty card"><h2>Nothing to compare yet</h2><p>Publish a version or begin a draft first.</p></div>
      </div>
    );
  }
  const go = (left: string, right: string) => navigate(paths.compare(agent._id, left, right), { replace: true });
  return (
    <div class="page">
      <AgentHead agent={agent} tab="compare" title="Compare" />
      <div class="compare-bar">
        <ChoiceSelect label="Before" choices={choices} value={a.source} onChange={(source) => go(source, b.source)} testId="compare-before" />
        <button type="button" class="icon-button" aria-label="Swap the sides" title="Swap the sides" onClick={() => go(b.source, a.source)} data-testid="swap">
          <Icon of={ArrowLeftRight} />
        </button>
        <ChoiceSelect label="After" choices={choices} value={b.source} onChange={(source) => go(a.source, source)} testId="compare-after" />
      </div>
      <Differences agentId={agent._id} before={a} after={b} />
    </div>
  );
}

function Differences({ agentId, before, after }: { agentId: string; before: ConfigChoice; after: ConfigChoice }) {
  const { data, error, reload } = useResource(
    async (atoms, { signal }) => {
      const [a, b] = await Promise.all([loadConfig(atoms, agentId, before.source, { signal }), loadConfig(atoms, agentId, after.source, { signal })]);
      return changesBetween(a, b);
    },
    ["compare", agentId, before.source, after.source],
  );
  return (
    <section class="card pad compare-result" aria-labelledby="differences">
      <h2 id="differences" class="visually-hidden">Differences</h2>
      {error !== undefined ? (
        <Failure error={error} onRetry={reload} />
      ) : data === undefined ? (
        <Skeleton lines={8} label="Comparing" />
      ) : (
        <div class="stack">
          <p class="muted" role="status">
            {data.length === 0 ? "" : data.length === 1 ? "1 field differs" : `${data.length} fields differ`}
          </p>
          <ChangeList changes={data} names={[before.name, after.name]} empty="No differences: these two say the same." />
        </div>
      )}
    </section>
  );
}
