// Releases that have not ended, with the checkpoint to go on from. What is
// kept holds the patch and ids, never a key.
import type { Checkpoint, Step } from "atoms-lifecycle";

export interface StepView {
  step: Step;
  state: "running" | "done";
  /** By this page's clock, so that time can be shown between two events. */
  startedAt: number;
  elapsedMs: number;
}

export interface KeptRun {
  agentId: string;
  agentName: string;
  /** The path's target, and its name for people. */
  target: string;
  targetName: string;
  startedAt: number;
  checkpoint: Checkpoint;
  /** What was done before, for the eye: the checkpoint alone decides how it goes on. */
  steps: readonly StepView[];
  /** On versions: the saved draft that the release was made of. */
  draftId?: string;
}

const PREFIX = "atoms:run:";

const keyOf = (connectionId: string, agentId: string) => `${PREFIX}${connectionId}:${agentId}`;

/** The emulator in this page lives in this tab; every other platform outlives it. */
const storageOf = (connectionId: string): Storage => (connectionId === "page" ? sessionStorage : localStorage);

export function keepRun(connectionId: string, run: KeptRun): void {
  storageOf(connectionId).setItem(keyOf(connectionId, run.agentId), JSON.stringify(run));
}

export function dropRun(connectionId: string, agentId: string): void {
  storageOf(connectionId).removeItem(keyOf(connectionId, agentId));
}

export function keptRuns(connectionId: string): KeptRun[] {
  const storage = storageOf(connectionId);
  const keys = Object.keys(storage).filter((key) => key.startsWith(`${PREFIX}${connectionId}:`));
  return keys.flatMap((key) => JSON.parse(storage.getItem(key) ?? "[]") as KeptRun);
}

const lockOf = (connectionId: string, agentId: string) => `${PREFIX}${connectionId}:${agentId}`;

/**
 * Holds a lock while a release runs, so that other tabs don't take it for a dead one.
 * Resolves to false, with nothing done, when another tab holds it.
 */
export async function whileLocked(connectionId: string, agentId: string, work: () => Promise<void>): Promise<boolean> {
  if (navigator.locks === undefined) {
    await work();
    return true;
  }
  return navigator.locks.request(lockOf(connectionId, agentId), { ifAvailable: true }, async (lock) => {
    if (lock === null) return false;
    await work();
    return true;
  });
}

/** Whether another tab is at it. Without locks (plain HTTP) that can't be known. */
export async function isRunningElsewhere(connectionId: string, agentId: string): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.some(({ name }) => name === lockOf(connectionId, agentId));
}
