/** How far a call came, in a file that `resume` goes on with. */
import type { Checkpoint } from "../types.js";
/** Where a call that stopped leaves its checkpoint when nobody names a file. */
export declare function defaultPath(call: string, agentId: string): string;
/** @throws Error when there is no checkpoint in the file. */
export declare function readCheckpoint(path: string): Checkpoint;
/**
 * Makes sure that a checkpoint can be written there later.
 *
 * @throws Error when it can't, or when what is there is something else.
 */
export declare function prepare(path: string): void;
/** Whole or not at all: one that is half written would be worse than an older one. */
export declare function writeCheckpoint(path: string, checkpoint: Checkpoint): void;
export declare function removeCheckpoint(path: string): void;
