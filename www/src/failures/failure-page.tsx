import { ChevronLeft } from "lucide";
import { href, paths } from "../routes.tsx";
import { Icon } from "../ui/icon.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { explain } from "./explain.ts";
import { Failure } from "./failure.tsx";
import "../style/agent.css";

/** A page that could not be read. */
export function FailurePage({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div class="page">
      <div class="agent-head">
        <a class="back" href={href(paths.agents())}>
          <Icon of={ChevronLeft} />
          Agents
        </a>
        <PageTitle title={explain(error).title}>This page could not be read</PageTitle>
      </div>
      <Failure error={error} onRetry={onRetry} />
    </div>
  );
}
