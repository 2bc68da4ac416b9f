/** `emulate`: the platform in memory, over HTTP, until it is stopped. */
import { type Command } from "./arguments.js";
export declare const GENERATIONS: readonly ["versions", "branches"];
export declare const emulate: Command;
