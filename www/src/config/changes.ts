// What differs between two configs, path by path.
import type { ResolvedConfig } from "atoms-lifecycle";
import { sectionOf } from "./sections.ts";

export interface ConfigChange {
  section: string;
  /** Keys from the flat config down; arrays are one value. */
  path: readonly string[];
  before: unknown;
  after: unknown;
}

export function changesBetween(before: ResolvedConfig, after: ResolvedConfig): ConfigChange[] {
  const changes: ConfigChange[] = [];
  compare(before, after, [], changes);
  return changes;
}

function compare(before: unknown, after: unknown, path: readonly string[], changes: ConfigChange[]): void {
  if (isObject(before) && isObject(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      compare(before[key], after[key], [...path, key], changes);
    }
  } else if (!isSame(before, after)) {
    changes.push({ section: sectionOf(path[0] ?? ""), path, before, after });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

/** JSON that is the same whatever the order of keys. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}
