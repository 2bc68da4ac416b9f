// The releases of this tab: each goes on while the user looks at other pages.
import {
  ReleaseError, type Atoms, type CheckProgress, type Checkpoint, type ConfigPatch, type LifecycleReport, type Progress,
  type ReleaseOptions,
} from "atoms-lifecycle";
import { connection } from "../connection/connection.ts";
import { changed } from "../data/changes.ts";
import { dropEdits } from "../editor/kept-edits.ts";
import { explain } from "../failures/explain.ts";
import { path } from "../navigation.ts";
import { notify } from "../ui/notices.tsx";
import { dropRun, keepRun, keptRuns, type KeptRun, type StepView } from "./kept-runs.ts";
import { isRunningElsewhere, whileLocked } from "./run-lock.ts";
import { runs } from "./runs-state.ts";

export interface Run extends Omit<KeptRun, "checkpoint"> {
  connectionId: string;
  /** `interrupted`: left behind by a page that is gone. */
  state: "running" | "cancelling" | "done" | "failed" | "interrupted";
  check: CheckProgress | undefined;
  /** Undefined before the first step. */
  checkpoint: Checkpoint | undefined;
  requests: number;
  report: LifecycleReport | undefined;
  error: unknown;
}

/** Two emulators give the same ids. */
const keyOf = ({ connectionId, agentId }: Pick<Run, "connectionId" | "agentId">) => `${connectionId} ${agentId}`;

/** The release of an agent of the present connection. */
export function runOf(agentId: string): Run | undefined {
  return runs.value.get(keyOf({ connectionId: connection.value.id, agentId }));
}

const controllers = new Map<string, AbortController>();

type NewRun = Pick<Run, "agentId" | "agentName" | "target" | "targetName" | "draftId">;

export function release(run: NewRun, patch: ConfigPatch, options: ReleaseOptions): void {
  begin(run, [], (atoms, watch) => atoms.release(run.agentId, patch, { ...options, ...watch }));
}

/** Goes on with one that failed or was interrupted. It looks first what really happened. */
export function resume(run: Run): void {
  const { checkpoint } = run;
  if (checkpoint !== undefined) begin(run, run.steps.filter(({ state }) => state === "done"), (atoms, watch) => atoms.resume(checkpoint, watch));
}

export function cancel(run: Run): void {
  update(keyOf(run), { state: "cancelling" });
  controllers.get(keyOf(run))?.abort();
}

/** Takes it from the screen and from storage. What is on the platform stays. */
export function forget(run: Run): void {
  dropRun(run.connectionId, run.agentId);
  takeFromScreen(keyOf(run));
}

/** Those of a platform that starts over with other agents of the same ids. */
export function forgetAll(connectionId: string): void {
  for (const run of [...runs.value.values()]) {
    if (run.connectionId !== connectionId) continue;
    controllers.get(keyOf(run))?.abort();
    forget(run);
  }
}

/** Whether the release's own page is open. */
export function isShown(agentId: string): boolean {
  return path.value.startsWith(`/agents/${agentId}/release/`);
}

function takeFromScreen(key: string): void {
  const rest = new Map(runs.value);
  rest.delete(key);
  runs.value = rest;
}

/** Finds what a reload, a crash or a closed tab has left behind. */
export async function findInterrupted(connectionId: string): Promise<void> {
  for (const kept of keptRuns(connectionId)) {
    const isKnown = runs.value.has(keyOf({ connectionId, agentId: kept.agentId }));
    if (isKnown || (await isRunningElsewhere(connectionId, kept.agentId))) continue;
    set({
      ...kept, connectionId, state: "interrupted", check: undefined, requests: 0, report: undefined, error: undefined,
    });
  }
}

type Watch = Pick<ReleaseOptions, "signal" | "onProgress">;

function begin(run: NewRun & Partial<Run>, steps: readonly StepView[], call: (atoms: Atoms, watch: Watch) => Promise<LifecycleReport>): void {
  const { id: connectionId, atoms } = connection.value;
  const { agentId, agentName, target, targetName, draftId } = run;
  const key = keyOf({ connectionId, agentId });
  const controller = new AbortController();
  controllers.set(key, controller);
  const about = { agentId, agentName, target, targetName, ...(draftId !== undefined && { draftId }), startedAt: Date.now() };
  set({ ...about, connectionId, state: "running", steps, check: undefined, checkpoint: run.checkpoint, requests: 0, report: undefined, error: undefined });
  const onProgress = (event: Progress) => {
    show(key, event);
    // Before the request that it is about is sent: a crash after it can be resumed.
    keepRun(connectionId, { ...about, checkpoint: event.checkpoint, steps: runs.value.get(key)?.steps ?? [] });
  };
  const work = async () => {
    try {
      const report = await call(await atoms, { signal: controller.signal, onProgress });
      await tidyUp(await atoms, run, connectionId);
      update(key, { state: "done", report, check: undefined });
      if (!isShown(agentId)) {
        notify(`${agentName} was released.`);
        takeFromScreen(key);
      }
    } catch (error) {
      const checkpoint = error instanceof ReleaseError ? error.checkpoint : runs.value.get(key)?.checkpoint;
      update(key, { state: "failed", error, checkpoint, check: undefined });
      if (checkpoint === undefined || !canResume(error)) dropRun(connectionId, agentId);
      else keepRun(connectionId, { ...about, checkpoint, steps: runs.value.get(key)?.steps ?? [] });
    } finally {
      controllers.delete(key);
      changed();
    }
  };
  void whileLocked(connectionId, agentId, work).then((ran) => {
    if (ran) return;
    takeFromScreen(key);
    notify(`Another tab releases ${agentName} at the moment.`);
  });
}

/** Whether what stopped it may be out of the way later. */
export function canResume(error: unknown): boolean {
  return ["auth", "rate", "offline", "freeze", "server", "timeout", "unexpected"].includes(explain(error).kind);
}

/** What was edited is on the platform now: the edits and the draft they were in have done their work. */
async function tidyUp(atoms: Atoms, { agentId, target, draftId }: NewRun, connectionId: string): Promise<void> {
  dropRun(connectionId, agentId);
  dropEdits(connectionId, agentId, target);
  if (draftId === undefined) return;
  try {
    await atoms.discardDraft(agentId, draftId);
  } catch {
    // The release was made; a draft that is left over is in the list, and can be discarded there.
  }
}

function show(key: string, { step, state, stepElapsedMs, check, checkpoint, requests }: Progress): void {
  const run = runs.value.get(key);
  if (run === undefined) return;
  const startedAt = Date.now() - stepElapsedMs;
  const view: StepView = { step, state: state === "finished" ? "done" : "running", startedAt, elapsedMs: stepElapsedMs };
  const known = run.steps.some((other) => other.step === step);
  const steps = known ? run.steps.map((other) => (other.step === step ? view : other)) : [...run.steps, view];
  update(key, { steps, checkpoint, requests, check: check ?? (step === "check" ? run.check : undefined) });
}

function update(key: string, change: Partial<Run>): void {
  const run = runs.value.get(key);
  if (run !== undefined) set({ ...run, ...change });
}

function set(run: Run): void {
  runs.value = new Map(runs.value).set(keyOf(run), run);
}
