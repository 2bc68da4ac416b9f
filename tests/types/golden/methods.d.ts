/** The methods of `Atoms` that only pass on what they are called with. Their types and comments are in `atoms.ts`. */
import type { Atoms } from "./atoms.js";
import { type Session } from "./driver/index.js";
import { Holdings } from "./receiver.js";
/** What each connection stands for. */
export declare const sessions: Holdings<Session>;
/** Gives the class's prototype what the tables name. */
export declare function defineMethods(prototype: Atoms): void;
