/** A connection for a command, from its options and the environment, until it ends. */
import { AtomsError } from "../errors.js";
import type { Atoms, CallOptions } from "../types.js";
import { type Output } from "./output.js";
export interface Session {
    readonly atoms: Atoms;
    readonly output: Output;
    /** What every call of the connection takes last. */
    readonly call: CallOptions & {
        readonly signal: AbortSignal;
    };
    /** `--base-url`, where it was given. */
    readonly baseUrl: string | undefined;
    /** `--deadline`, where it was given. */
    readonly deadlineMs: number | undefined;
    /** Whether a program reads the output: it is asked nothing. */
    readonly json: boolean;
    /** What to do at once when a second signal comes. */
    atOnce: () => void;
}
export interface SessionOptions {
    readonly "base-url"?: string | undefined;
    readonly json?: boolean | undefined;
    readonly deadline?: string | undefined;
}
/** A failure of a call, and the file that its checkpoint was left in. */
export declare class LeftOver extends Error {
    /** What to do next, for people. */
    readonly advice: string;
    readonly file: string | undefined;
    constructor(cause: AtomsError, advice: string, file?: string);
}
export declare function withSession(options: SessionOptions, work: (session: Session) => Promise<void>): Promise<void>;
