/** What a command says on stdout: to somebody at a terminal, into a log, or to a program. */
import type { Progress } from "../types.js";
export interface Output {
    /** Tells a step of a call. */
    progress(event: Progress): void;
    /** Tells the end: `document` to a program, `lines` to people. */
    report(document: object, lines: readonly string[]): void;
    /** Tells a program of a failure; people read it on stderr. */
    failure(document: object): void;
    /** Leaves the terminal in order. */
    end(): void;
}
export declare function openOutput(json: boolean): Output;
export declare function seconds(milliseconds: number): string;
/** Rows in columns. */
export declare function table(rows: readonly (readonly string[])[]): string[];
/** A value in a line of text. */
export declare function shown(value: unknown): string;
