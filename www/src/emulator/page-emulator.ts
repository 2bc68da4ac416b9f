// The emulator inside this page. Its state is kept for this tab, so that a
// reload in the middle of a release finds the platform as it was.
import { emulate, type Emulator } from "atoms-lifecycle/emulator";
import { seededSnapshot } from "./seed.ts";
import { set, settings } from "./settings.ts";
import { verdict } from "./verdict.ts";

const KEY = "atoms:emulator-state";
const SAVE_AFTER_MS = 250;

let running: Promise<Emulator> | undefined;
let current: Emulator | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Starts it on the first call; a start that failed is tried again on the next one. */
export function pageEmulator(): Promise<Emulator> {
  running ??= start().catch((error: unknown) => {
    running = undefined;
    throw error;
  });
  return running;
}

async function start(): Promise<Emulator> {
  const { generation, checkDurationMs, frozen } = settings.value;
  const snapshot = sessionStorage.getItem(KEY) ?? (await seededSnapshot(generation));
  const emulator = await emulate({ snapshot, checkDurationMs, verdict });
  if (frozen) emulator.setFreeze(true);
  current = emulator;
  save();
  return emulator;
}

/** To be called after every write. */
export function stateChanged(): void {
  clearTimeout(timer);
  timer = setTimeout(save, SAVE_AFTER_MS);
}

function save(): void {
  if (current === undefined) return;
  try {
    sessionStorage.setItem(KEY, current.snapshot());
  } catch {
    // The storage is full: this tab goes on, and a reload finds what was saved last.
  }
}

// The last moment before a reload: whatever the timer has not saved yet.
addEventListener("pagehide", save);

/** Starts over: with fresh agents, or with the same state under new settings. */
export async function restart(keep: "state" | "nothing"): Promise<void> {
  clearTimeout(timer);
  if (keep === "state") save();
  else sessionStorage.removeItem(KEY);
  current?.close();
  current = undefined;
  running = undefined;
  await pageEmulator();
}

/** Turns versions into branches in place, as production did. */
export async function migrate(): Promise<void> {
  (await pageEmulator()).migrate();
  set({ generation: "branches" });
  save();
}

export async function freeze(on: boolean): Promise<void> {
  (await pageEmulator()).setFreeze(on);
  set({ frozen: on });
  save();
}
