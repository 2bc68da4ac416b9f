import { useEffect, useState } from "preact/hooks";
import { Check, Circle, LoaderCircle, Minus, X } from "lucide";
import { ReleaseError, type Step } from "atoms-lifecycle";
import { Icon } from "../ui/icon.tsx";
import { duration } from "../ui/when.tsx";
import { stepName, stepsOf, type StepName } from "./steps.ts";
import type { StepView } from "./kept-runs.ts";
import type { Run } from "./runs.ts";

type Look = "waiting" | "running" | "done" | "failed" | "skipped";

const ICONS = { waiting: Circle, running: LoaderCircle, done: Check, failed: X, skipped: Minus };
const SPOKEN: Record<Look, string> = { waiting: "to come", running: "under way", done: "done", failed: "stopped here", skipped: "not needed" };

/** A check takes about this long. */
const USUAL_CHECK_MS = 6_000;

export function Stepper({ run }: { run: Run }) {
  const known = stepsOf(run.checkpoint?.generation);
  const extra = run.steps.filter(({ step }) => !known.some((other) => other.step === step));
  const rows: StepName[] = [...known, ...extra.map(({ step }) => stepName(step))];
  const furthest = Math.max(-1, ...run.steps.map(({ step }) => known.findIndex((row) => row.step === step)));
  return (
    <ol class="stepper" data-testid="stepper">
      {rows.map((row, index) => {
        const view = run.steps.find(({ step }) => step === row.step);
        const look = lookOf(run, row.step, view, index < furthest);
        return (
          <li key={row.step} class={`step ${look}`} data-step={row.step} data-state={look} aria-current={look === "running" ? "step" : undefined}>
            <Icon of={ICONS[look]} />
            <div>
              <strong>{row.name}</strong> <span class="muted">{row.about}</span>
              <span class="visually-hidden">, {SPOKEN[look]}</span>
              {row.step === "check" && look === "running" && <CheckProgress run={run} startedAt={view?.startedAt ?? Date.now()} />}
            </div>
            <span class="step-time muted">
              {view !== undefined && look === "running" ? <Elapsed since={view.startedAt} /> : view !== undefined && duration(view.elapsedMs)}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function lookOf(run: Run, step: Step, view: StepView | undefined, isPast: boolean): Look {
  if (run.state === "failed" && run.error instanceof ReleaseError && run.error.step === step) return "failed";
  if (view?.state === "done") return "done";
  if (view !== undefined) return run.state === "failed" ? "failed" : run.state === "interrupted" ? "waiting" : "running";
  return run.state === "done" || isPast ? "skipped" : "waiting";
}

function CheckProgress({ run, startedAt }: { run: Run; startedAt: number }) {
  const elapsed = useElapsed(startedAt);
  return (
    <div class="check-progress">
      <progress max={1} value={Math.min(0.96, elapsed / USUAL_CHECK_MS)} aria-label="Security check" />
      <span class="muted" data-testid="check-status">
        {run.check?.status ?? "asked for"}
        {elapsed > USUAL_CHECK_MS * 1.5 && ", longer than usual"}
      </span>
    </div>
  );
}

function Elapsed({ since }: { since: number }) {
  return <>{duration(useElapsed(since))}</>;
}

function useElapsed(since: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 100);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, now - since);
}
