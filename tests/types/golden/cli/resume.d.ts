/** `resume` goes on with a call that stopped, `wait` with a check that somebody began. */
import { type Command } from "./arguments.js";
export declare const resume: Command;
export declare const wait: Command;
