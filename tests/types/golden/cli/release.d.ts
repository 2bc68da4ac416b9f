/** `release`, with `--plan` too. */
import type { Plan, ReleaseReport } from "../types.js";
import { type Command } from "./arguments.js";
export declare const release: Command;
export declare function planLines({ hasChanges, activeVersionId, changes }: Plan): string[];
export declare function releaseLines(report: ReleaseReport, branch?: string): string[];
