// A config that an agent has somewhere: what serves, a version or revision, a draft.
import type { Agent, Atoms, CallOptions, ResolvedConfig } from "atoms-lifecycle";

/** `live`, `version-ID` (of revisions too) or `draft-ID`. */
export type ConfigSource = string;

export const versionSource = (id: string): ConfigSource => `version-${id}`;
export const draftSource = (id: string): ConfigSource => `draft-${id}`;

/** Reads it flat, whichever it is: both generations preview all of them in the same way. */
export async function loadConfig(atoms: Atoms, agentId: string, source: ConfigSource, options: CallOptions = {}): Promise<ResolvedConfig> {
  const [, kind, id] = /^(version|draft)-(.+)$/.exec(source) ?? [];
  const preview = id === undefined ? {} : kind === "draft" ? { draftId: id } : { versionId: id };
  return configOf(await atoms.getAgent(agentId, preview, options));
}

/** An agent from before versions comes without a config. */
export function configOf(agent: Partial<Pick<Agent, "_resolvedConfig">>): ResolvedConfig {
  return agent._resolvedConfig ?? {};
}
