import { useCallback, useLayoutEffect, useMemo, useState } from "preact/hooks";
import type { ResolvedConfig } from "atoms-lifecycle";
import { connection } from "../connection/connection.ts";
import { changesBetween, type ConfigChange } from "../config/changes.ts";
import { dropEdits, keepEdits, readEdits, theirChanges, type KeptEdits } from "./kept-edits.ts";
import type { Editable } from "./target.ts";

export interface WorkingCopy {
  edited: ResolvedConfig;
  /** What the user has changed since the last save. */
  changes: readonly ConfigChange[];
  /** What somebody else has changed since the edits began; empty when nobody did. */
  theirs: readonly ConfigChange[];
  brokenJson: string | undefined;
  /** The draft revision that the edits are based on. */
  draftRevision: number | undefined;
  setField: (path: readonly string[], value: unknown) => void;
  replace: (config: ResolvedConfig) => void;
  breakJson: (text: string) => void;
  /** Puts the user's edits over what is on the platform now. */
  rebase: () => void;
  /** They are on the platform now: shows them until it is read again. */
  saved: () => void;
  /** Forgets the edits. */
  drop: () => void;
}

/** The edits of one target, kept in the tab with every change. */
export function useWorkingCopy(agentId: string, editable: Editable): WorkingCopy {
  const { id } = connection.value;
  const { base, target, draftRevision } = editable;
  const [kept, setKept] = useState<InMemory | undefined>(() => readEdits(id, agentId, target));
  const wasRead = kept?.savedOver !== undefined && kept.savedOver !== base;
  const theirs = useMemo(() => (kept === undefined || kept.savedOver !== undefined ? [] : theirChanges(kept, base)), [kept, base]);
  const copy = useMemo<InMemory>(() => {
    if (kept === undefined) return startingFrom(base, draftRevision);
    const staysAsIs = kept.savedOver === undefined ? theirs.length > 0 : !wasRead;
    return staysAsIs ? kept : { ...rebased(kept, base, draftRevision), ...(kept.brokenJson !== undefined && { brokenJson: kept.brokenJson }) };
  }, [kept, base]);
  const store = useCallback(
    (next: InMemory) => {
      const untouched =
        next.savedOver === undefined && next.brokenJson === undefined && changesBetween(next.base, next.edited).length === 0;
      if (untouched) dropEdits(id, agentId, target);
      else keepEdits(id, agentId, target, next);
      setKept(untouched ? undefined : next);
    },
    [id, agentId, target],
  );
  // What was read after a save is what further edits are based on: a later change of it is somebody else's.
  // Before the next letter can be typed.
  useLayoutEffect(() => {
    if (wasRead) store(copy);
  }, [wasRead]);
  const changes = useMemo(() => changesBetween(copy.base, copy.edited), [copy.base, copy.edited]);
  return {
    edited: copy.edited,
    changes,
    theirs,
    brokenJson: copy.brokenJson,
    draftRevision: copy.draftRevision,
    setField: (path, value) => store({ ...readable(copy), edited: withField(copy.edited, path, value) }),
    replace: (edited) => store({ ...readable(copy), edited }),
    breakJson: (brokenJson) => store({ ...copy, brokenJson }),
    rebase: () => store(rebased(copy, base, draftRevision)),
    saved: () => {
      dropEdits(id, agentId, target);
      setKept({ ...startingFrom(copy.edited, copy.draftRevision), savedOver: base });
    },
    drop: () => {
      dropEdits(id, agentId, target);
      setKept(undefined);
    },
  };
}

/** Edits with what was shown when they were saved, until that is read again. */
interface InMemory extends KeptEdits {
  savedOver?: ResolvedConfig;
}

function rebased({ base: old, edited }: KeptEdits, base: ResolvedConfig, draftRevision: number | undefined): KeptEdits {
  const next = changesBetween(old, edited).reduce((config, { path, after }) => withField(config, path, after), base);
  return { ...startingFrom(base, draftRevision), edited: next };
}

function startingFrom(base: ResolvedConfig, draftRevision: number | undefined): KeptEdits {
  return { base, edited: base, ...(draftRevision !== undefined && { draftRevision }) };
}

function readable({ brokenJson: _, ...rest }: InMemory): InMemory {
  return rest;
}

/** A copy with one value set, deep down; undefined takes it away. */
function withField(config: ResolvedConfig, path: readonly string[], value: unknown): ResolvedConfig {
  return setIn(config, path, value) as ResolvedConfig;
}

function setIn(target: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const { [key]: inner, ...others } = (target ?? {}) as Record<string, unknown>;
  const next = setIn(inner, rest, value);
  if (next === undefined) return others;
  // In its place, so that the JSON keeps its order.
  return inner === undefined ? { ...others, [key]: next } : { ...(target as object), [key]: next };
}
