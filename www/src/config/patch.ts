// Changes of the flat config as the patch that makes them: some fields have another name there.
import type { ConfigPatch } from "atoms-lifecycle";
import type { ConfigChange } from "./changes.ts";

const NAMES: Record<string, readonly string[]> = {
  prompt: ["singlePromptConfig", "prompt"],
  tools: ["singlePromptConfig", "tools"],
  modelName: ["slmModel"],
  defaultLanguage: ["language", "default"],
  supportedLanguages: ["language", "supported"],
  languageSwitching: ["language", "switching"],
};

export function patchOf(changes: readonly ConfigChange[]): ConfigPatch {
  const patch: Record<string, unknown> = {};
  for (const { path, after } of changes) {
    const [field = "", ...rest] = path;
    if (after !== undefined) put(patch, [...(NAMES[field] ?? [field]), ...rest], after);
  }
  return patch;
}

/** A patch merges: what was taken out of the JSON stays on the platform. */
export function removalsIn(changes: readonly ConfigChange[]): string[] {
  return changes.filter(({ after }) => after === undefined).map(({ path }) => path.join("."));
}

function put(target: Record<string, unknown>, [key = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const inner = (target[key] ??= {}) as Record<string, unknown>;
  put(inner, rest, value);
}
