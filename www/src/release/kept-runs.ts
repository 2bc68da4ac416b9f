// Releases that have not ended, with the checkpoint to go on from. What is
// kept holds the patch and ids, never a key.
import type { Checkpoint, Step } from "atoms-lifecycle";
import { isOfThisTab } from "../connection/place.ts";

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
const storageOf = (connectionId: string): Storage => (isOfThisTab(connectionId) ? sessionStorage : localStorage);

export function keepRun(connectionId: string, run: KeptRun): void {
  storageOf(connectionId).setItem(keyOf(connectionId, run.agentId), JSON.stringify(run));
}

export function dropRun(connectionId: string, agentId: string): void {
  storageOf(connectionId).removeItem(keyOf(connectionId, agentId));
}

const keysOf = (connectionId: string) => Object.keys(storageOf(connectionId)).filter((key) => key.startsWith(keyOf(connectionId, "")));

export const hasKeptRuns = (connectionId: string): boolean => keysOf(connectionId).length > 0;

export function keptRuns(connectionId: string): KeptRun[] {
  return keysOf(connectionId).flatMap((key) => JSON.parse(storageOf(connectionId).getItem(key) ?? "[]") as KeptRun);
}
