/** The config patch that `--patch` and `--set` make up. */
import type { ConfigPatch } from "../types.js";
type Fields = Record<string, unknown>;
/** `file` is a path, `-` for stdin; each of `sets` is `path=value` and goes over the file's. */
export declare function patchOf(file: string | undefined, sets: readonly string[]): ConfigPatch;
/** The paths of all values: what a patch changes, in a few words. */
export declare function pathsOf(patch: Fields, above?: string): string[];
export {};
