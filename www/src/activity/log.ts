// Every HTTP request of this tab, the newest first.
import { signal } from "@preact/signals";

export interface Entry {
  id: number;
  method: string;
  /** Path and query below the base URL. */
  path: string;
  /** The JSON that was sent. */
  body: string | undefined;
  /** Undefined while it is under way, and when no reply came. */
  status: number | undefined;
  /** Why no reply came. */
  failure: string | undefined;
  startedAt: number;
  elapsedMs: number | undefined;
  requestId: string | undefined;
}

const KEPT = 200;

export const log = signal<readonly Entry[]>([]);
let last = 0;

export function begin(method: string, path: string, body: string | undefined): number {
  const id = ++last;
  const entry: Entry = {
    id, method, path, body,
    status: undefined, failure: undefined, startedAt: Date.now(), elapsedMs: undefined, requestId: undefined,
  };
  log.value = [entry, ...log.value].slice(0, KEPT);
  return id;
}

export function finish(id: number, outcome: Pick<Entry, "elapsedMs"> & Partial<Entry>): void {
  log.value = log.value.map((entry) => (entry.id === id ? { ...entry, ...outcome } : entry));
}

export function clearLog(): void {
  log.value = [];
}
