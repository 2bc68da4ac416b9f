import { signal } from "@preact/signals";
import type { Run } from "./runs.ts";

/** The releases of this tab: one for each agent of each connection. */
export const runs = signal<ReadonlyMap<string, Run>>(new Map());
