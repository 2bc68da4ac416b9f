import type { CheckSubject, Verdict } from "atoms-lifecycle/emulator";
import { settings } from "./settings.ts";

/** A config that promises this fails its security check, so that a failure can be made by typing. */
export const FORBIDDEN = "guaranteed approval";

export function verdict({ config }: CheckSubject): Verdict {
  if (settings.value.failChecks) return { status: "failed", reason: "the emulator is set to fail every check" };
  if (JSON.stringify(config).toLowerCase().includes(FORBIDDEN)) {
    return { status: "failed", reason: `the prompt promises "${FORBIDDEN}", which no agent may do` };
  }
  return { status: "passed" };
}
