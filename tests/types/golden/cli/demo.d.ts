/** `demo`: a short tour against an emulator in this process. */
import { type Command } from "./arguments.js";
export declare const demo: Command;
