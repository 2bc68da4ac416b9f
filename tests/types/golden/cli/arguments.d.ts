/** What the words after a command's name mean, by Node's own parser. */
import { parseArgs, type ParseArgsConfig } from "node:util";
/** A mistake in how the command was called. */
export declare class UsageError extends Error {
}
export interface Command {
    /** What it does, in a few words. */
    readonly summary: string;
    /** Its first line is how to call it, the rest explains. */
    readonly usage: string;
    run(args: string[]): Promise<void>;
}
type Options = NonNullable<ParseArgsConfig["options"]>;
type Parsed<T extends Options> = ReturnType<typeof parseArgs<{
    args: string[];
    options: T;
    strict: true;
    allowPositionals: true;
}>>;
export interface Call<T extends Options> {
    readonly values: Parsed<T>["values"];
    /** As many as were asked for. */
    readonly operands: [string, ...string[]];
}
/** Options of every command that talks to the platform. */
export declare const CONNECTION: {
    readonly "base-url": {
        readonly type: "string";
    };
    readonly json: {
        readonly type: "boolean";
    };
};
export declare const CONNECTION_USAGE = "  --base-url URL          where the platform is (default: ATOMS_BASE_URL, else https://api.smallest.ai/atoms/v1)\n  --json                  one JSON document a line: every event, then the report or the error\n\n  The key is read from SMALLEST_API_KEY.";
/** Reads options, and as many operands as there are names. */
export declare function read<const T extends Options>(args: string[], options: T, names?: readonly string[]): Call<T>;
export declare function oneOf<T extends string>(flag: string, text: string | undefined, words: readonly T[]): T | undefined;
export declare function wholeNumber(flag: string, text: string, most: number, least?: number): number;
/** Such as `90s` or `5m`, in milliseconds. */
export declare function duration(flag: string, text: string): number;
/** Everybody on a machine can read the arguments of its processes, and a shell keeps them. */
export declare function refuseKeys(args: readonly string[]): void;
export {};
