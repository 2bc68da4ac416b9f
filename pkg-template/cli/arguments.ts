/** What the words after a command's name mean, by Node's own parser. */

import { parseArgs, type ParseArgsConfig } from "node:util";
import { nearest } from "./nearest.js";

/** A mistake in how the command was called. */
export class UsageError extends Error {}

export interface Command {
  /** What it does, in a few words. */
  readonly summary: string;
  /** Its first line is how to call it, the rest explains. */
  readonly usage: string;
  run(args: string[]): Promise<void>;
}

type Options = NonNullable<ParseArgsConfig["options"]>;

type Parsed<T extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T; strict: true; allowPositionals: true }>
>;

export interface Call<T extends Options> {
  readonly values: Parsed<T>["values"];
  /** As many as were asked for. */
  readonly operands: [string, ...string[]];
}

/** Options of every command that talks to the platform. */
export const CONNECTION = { "base-url": { type: "string" }, json: { type: "boolean" } } as const;

export const CONNECTION_USAGE = `  --base-url URL          where the platform is (default: ATOMS_BASE_URL, else https://api.smallest.ai/atoms/v1)
  --json                  one JSON document a line: every event, then the report or the error

  The key is read from SMALLEST_API_KEY.`;

/** Reads options, and as many operands as there are names. */
export function read<const T extends Options>(args: string[], options: T, names: readonly string[] = []): Call<T> {
  const { values, positionals } = parse(args, options);
  const missing = names[positionals.length];
  if (missing !== undefined) {
    throw new UsageError(`${missing} is missing`);
  }
  if (positionals.length > names.length) {
    throw new UsageError(`unexpected argument '${positionals[names.length]}'`);
  }
  return { values, operands: positionals as [string, ...string[]] };
}

function parse<const T extends Options>(args: string[], options: T): Parsed<T> {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: true });
  } catch (error) {
    // Its first sentence says what is wrong, the rest how to get around it.
    const [message = ""] = (error as Error).message.split(/[.\n]/);
    const unknown = /^Unknown option '--([^']*)'/.exec(message)?.[1];
    const meant = unknown === undefined ? undefined : nearest(unknown, Object.keys(options));
    const hint = meant === undefined ? "" : `; did you mean --${meant}?`;
    throw new UsageError(message.charAt(0).toLowerCase() + message.slice(1) + hint);
  }
}

export function oneOf<T extends string>(flag: string, text: string | undefined, words: readonly T[]): T | undefined {
  const word = words.find((it) => it === text);
  if (word === undefined && text !== undefined) {
    throw new UsageError(`${flag} must be ${words.slice(0, -1).join(", ")} or ${words.at(-1)}`);
  }
  return word;
}

export function wholeNumber(flag: string, text: string, most: number, least = 0): number {
  const number = /^[0-9]+$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= least && number <= most)) {
    throw new UsageError(`${flag} must be a whole number from ${least} to ${most}`);
  }
  return number;
}

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Such as `90s` or `5m`, in milliseconds. */
export function duration(flag: string, text: string): number {
  const [, count, unit] = /^([0-9]+)(ms|s|m|h)$/.exec(text) ?? [];
  const milliseconds = Number(count) * UNITS[unit as keyof typeof UNITS];
  if (!(milliseconds > 0 && milliseconds <= 24 * UNITS.h)) {
    throw new UsageError(`${flag} must be a time such as 500ms, 90s, 5m or 1h, at most 24h`);
  }
  return milliseconds;
}

/** Everybody on a machine can read the arguments of its processes, and a shell keeps them. */
export function refuseKeys(args: readonly string[]): void {
  if (args.some((arg) => /^(--?(api-?)?key(=|$)|sk_)/i.test(arg))) {
    throw new UsageError(
      "no key is taken as an argument: process lists and the shell's history show it; set SMALLEST_API_KEY",
    );
  }
}
