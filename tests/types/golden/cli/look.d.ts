/** `status`, `versions` and `diff`: they change nothing. */
import { type Command } from "./arguments.js";
export declare const status: Command;
export declare const versions: Command;
export declare const diff: Command;
