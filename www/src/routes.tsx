// Every page and its path. Pages behind the list load when they are first opened.
import type { ComponentChildren } from "preact";
import { AgentsPage } from "./agents/agents-page.tsx";
import { path } from "./navigation.ts";
import { lazily } from "./ui/lazily.tsx";

const ConnectPage = lazily(() => import("./connection/connect-page.tsx").then((module) => module.ConnectPage));
const AgentPage = lazily(() => import("./agent/agent-page.tsx").then((module) => module.AgentPage));
const EditorPage = lazily(() => import("./editor/editor-page.tsx").then((module) => module.EditorPage));
const ReleasePage = lazily(() => import("./release/release-page.tsx").then((module) => module.ReleasePage));
const ComparePage = lazily(() => import("./compare/compare-page.tsx").then((module) => module.ComparePage));
const CallsPage = lazily(() => import("./calls/calls-page.tsx").then((module) => module.CallsPage));
const NotFound = lazily(() => import("./ui/not-found.tsx").then((module) => module.NotFound));

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

const at = (pattern: string) => new RegExp(`^${pattern.replaceAll("*", "([^/]+)")}/?$`, "i");

/** A page for each path: what stands in the place of a `*` is what it is about. */
const PAGES: readonly [RegExp, (...about: string[]) => ComponentChildren][] = [
  [at("/"), () => <AgentsPage />],
  [at("/connect"), () => <ConnectPage />],
  [at("/agents/*"), (agentId) => <AgentPage key={agentId} agentId={agentId} />],
  [at("/agents/*/branches/*"), (agentId, branchId) => <AgentPage key={agentId} agentId={agentId} branchId={branchId} />],
  [at("/agents/*/edit/*"), (agentId, target) => <EditorPage key={agentId + target} agentId={agentId} target={target} />],
  [at("/agents/*/release/*"), (agentId, target) => <ReleasePage key={agentId + target} agentId={agentId} target={target} />],
  [at("/agents/*/compare"), (agentId) => <ComparePage key={agentId} agentId={agentId} />],
  [at("/agents/*/compare/*/*"), (agentId, before, after) => <ComparePage key={agentId} agentId={agentId} before={before} after={after} />],
  [at("/agents/*/calls"), (agentId) => <CallsPage key={agentId} agentId={agentId} />],
];

export function Routes() {
  for (const [pattern, page] of PAGES) {
    const found = pattern.exec(path.value);
    if (found !== null) return page(...found.slice(1).map(decodeURIComponent));
  }
  return <NotFound />;
}
