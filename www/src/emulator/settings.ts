// How the emulator in this page behaves; kept for this tab.
import { signal } from "@preact/signals";
import type { Generation } from "atoms-lifecycle";

export interface EmulatorSettings {
  /** What the next fresh start has; an emulator that runs can only be migrated. */
  generation: Generation;
  checkDurationMs: number;
  /** Every check fails while this is on. */
  failChecks: boolean;
  frozen: boolean;
}

const KEY = "atoms:emulator-settings";
const DEFAULTS: EmulatorSettings = { generation: "versions", checkDurationMs: 6_000, failChecks: false, frozen: false };

export const settings = signal<EmulatorSettings>(remembered());

function remembered(): EmulatorSettings {
  return { ...DEFAULTS, ...(JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Partial<EmulatorSettings>) };
}

export function set(change: Partial<EmulatorSettings>): void {
  settings.value = { ...settings.value, ...change };
  sessionStorage.setItem(KEY, JSON.stringify(settings.value));
}
