// Edits that are not saved yet. They are kept for this tab, so that a reload,
// a failure or a look at another page loses nothing that was typed.
import type { ResolvedConfig } from "atoms-lifecycle";
import { changesBetween, isSame, type ConfigChange } from "../config/changes.ts";

export interface KeptEdits {
  /** What the edits began with. */
  base: ResolvedConfig;
  edited: ResolvedConfig;
  draftRevision?: number;
  /** JSON that was typed and can't be read yet. */
  brokenJson?: string;
}

const PREFIX = "atoms:edits:";

const keyOf = (connectionId: string, agentId: string, target: string) => `${PREFIX}${connectionId}:${agentId}:${target}`;

export function readEdits(connectionId: string, agentId: string, target: string): KeptEdits | undefined {
  const kept = sessionStorage.getItem(keyOf(connectionId, agentId, target));
  return kept === null ? undefined : (JSON.parse(kept) as KeptEdits);
}

export function keepEdits(connectionId: string, agentId: string, target: string, edits: KeptEdits): void {
  sessionStorage.setItem(keyOf(connectionId, agentId, target), JSON.stringify(edits));
}

export function dropEdits(connectionId: string, agentId: string, target: string): void {
  sessionStorage.removeItem(keyOf(connectionId, agentId, target));
}

/**
 * What somebody else has changed since the edits began. A value that is the
 * user's own is no conflict: a release that stopped has left it in the draft.
 */
export function theirChanges({ base, edited }: KeptEdits, now: ResolvedConfig): ConfigChange[] {
  return changesBetween(base, now).filter(({ path, after }) => !isSame(after, valueAt(edited, path)));
}

function valueAt(config: unknown, path: readonly string[]): unknown {
  return path.reduce((inner, key) => (inner as Record<string, unknown> | null | undefined)?.[key], config);
}

/** All of one place, when its agents are gone. */
export function dropAllEdits(connectionId: string): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(`${PREFIX}${connectionId}:`)) sessionStorage.removeItem(key);
  }
}
