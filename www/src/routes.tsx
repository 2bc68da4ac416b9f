// Every page and its path. Pages behind the list load when they are first opened.
import { Route, Switch } from "wouter-preact";
import { AgentsPage } from "./agents/agents-page.tsx";
import { lazily } from "./ui/lazily.tsx";
import { NotFound } from "./ui/not-found.tsx";

const ConnectPage = lazily(() => import("./connection/connect-page.tsx").then((module) => module.ConnectPage));
const AgentPage = lazily(() => import("./agent/agent-page.tsx").then((module) => module.AgentPage));
const EditorPage = lazily(() => import("./editor/editor-page.tsx").then((module) => module.EditorPage));
const ReleasePage = lazily(() => import("./release/release-page.tsx").then((module) => module.ReleasePage));
const ComparePage = lazily(() => import("./compare/compare-page.tsx").then((module) => module.ComparePage));
const CallsPage = lazily(() => import("./calls/calls-page.tsx").then((module) => module.CallsPage));

/** The paths, made in one place. A target is `live`, `draft-ID`, `version-ID` or `branch-ID`. */
export const paths = {
  agents: () => "/",
  connect: () => "/connect",
  agent: (agentId: string) => `/agents/${agentId}`,
  branch: (agentId: string, branchId: string) => `/agents/${agentId}/branches/${branchId}`,
  edit: (agentId: string, target = "live") => `/agents/${agentId}/edit/${encodeURIComponent(target)}`,
  release: (agentId: string, target = "live") => `/agents/${agentId}/release/${encodeURIComponent(target)}`,
  compare: (agentId: string, before?: string, after?: string) =>
    before === undefined || after === undefined
      ? `/agents/${agentId}/compare`
      : `/agents/${agentId}/compare/${encodeURIComponent(before)}/${encodeURIComponent(after)}`,
  calls: (agentId: string) => `/agents/${agentId}/calls`,
};

/** A path as a link's `href`. */
export const href = (to: string): string => `#${to}`;

export function Routes() {
  return (
    <Switch>
      <Route path="/" component={AgentsPage} />
      <Route path="/connect">{() => <ConnectPage />}</Route>
      <Route path="/agents/:agentId">
        {({ agentId }) => <AgentPage key={agentId} agentId={agentId} />}
      </Route>
      <Route path="/agents/:agentId/branches/:branchId">
        {({ agentId, branchId }) => <AgentPage key={agentId} agentId={agentId} branchId={branchId} />}
      </Route>
      <Route path="/agents/:agentId/edit/:target">
        {({ agentId, target }) => <EditorPage key={agentId + target} agentId={agentId} target={decodeURIComponent(target)} />}
      </Route>
      <Route path="/agents/:agentId/release/:target">
        {({ agentId, target }) => <ReleasePage key={agentId + target} agentId={agentId} target={decodeURIComponent(target)} />}
      </Route>
      <Route path="/agents/:agentId/compare">{({ agentId }) => <ComparePage key={agentId} agentId={agentId} />}</Route>
      <Route path="/agents/:agentId/compare/:before/:after">
        {({ agentId, before, after }) => <ComparePage key={agentId} agentId={agentId} before={before} after={after} />}
      </Route>
      <Route path="/agents/:agentId/calls">{({ agentId }) => <CallsPage key={agentId} agentId={agentId} />}</Route>
      <Route component={NotFound} />
    </Switch>
  );
}
