/** `rollback` and `promote`: something that was published before serves. */
import type { PromoteReport, RollbackReport } from "../types.js";
import { type Command } from "./arguments.js";
export declare const rollback: Command;
export declare const promote: Command;
export declare function rollbackLines({ outcome, generation, versionId, versionNumber, label }: RollbackReport): string[];
export declare function promoteLines({ outcome, versionId, branch, previousBranch }: PromoteReport): string[];
