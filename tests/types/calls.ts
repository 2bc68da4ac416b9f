// What a strict program may write against the package, and what it may not.
import {
  AtomsError,
  ReleaseError,
  connect,
  type Atoms,
  type ConnectOptions,
  type Plan,
  type Progress,
  type ReleaseReport,
  type RollbackReport,
  type SecurityCheckReport,
  type Step,
  type Version,
} from "atoms-lifecycle";
import { emulate, type Emulator } from "atoms-lifecycle/emulator";

declare const atoms: Atoms;

// --- allowed
export const options: ConnectOptions = { auth: async () => "token", credentials: "include", retry: { maxAttempts: 2 } };
export const connected: Promise<Atoms> = connect(options);
export const emulator: Promise<Emulator> = emulate({ clock: "manual" });
export const created: Promise<string> = atoms.createAgent({ name: "a" });
export const published: Promise<Version> = atoms.publishDraft("a", "d");
export const checked: Promise<SecurityCheckReport> = atoms.waitForSecurityCheck("a", "v", { deadlineMs: 1 });
export const released: Promise<ReleaseReport> = atoms.release("a", { firstMessage: "x" }, {
  label: "v2",
  signal: AbortSignal.timeout(1),
  onProgress: (event: Progress) => event.check?.status,
});
export const planned: Promise<Plan> = atoms.plan("a", { firstMessage: "x" });
export const back: Promise<RollbackReport> = atoms.rollback("a", { to: "v" });
export const discarded: Promise<void> = atoms.discardDraft("a", "d");

export async function iterate(): Promise<string[]> {
  const ids: string[] = [];
  for await (const version of atoms.iterateVersions("a", { isPinned: true })) ids.push(version._id);
  return ids;
}

export function explain(error: unknown): string {
  if (error instanceof ReleaseError) {
    const step: Step = error.step;
    return `${step} ${error.ids.draftId ?? ""} ${error.draftDiscarded}`;
  }
  return error instanceof AtomsError ? `${error.code} ${error.status} ${error.requestId}` : "";
}

// --- refused
// @ts-expect-error a fork needs a source
void atoms.forkDraft("a", {});
// @ts-expect-error publish has no activate
void atoms.publishDraft("a", "d", { activate: true });
// @ts-expect-error language needs switching
void atoms.createAgent({ name: "a", language: { default: "en" } });
// @ts-expect-error telephony needs a number
void atoms.testCallVersion("a", "v", { mode: "telephony" });
// @ts-expect-error an agent has a name
void atoms.createAgent({});
// @ts-expect-error a patch is not optional
void atoms.release("a");
// @ts-expect-error there is no legacy write
void atoms.updateWorkflow;
// @ts-expect-error a connection is made by connect
void new (await import("atoms-lifecycle")).Atoms();
