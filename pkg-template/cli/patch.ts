/** The config patch that `--patch` and `--set` make up. */

import { readFileSync } from "node:fs";
import type { ConfigPatch } from "../types.js";
import { UsageError } from "./arguments.js";

type Fields = Record<string, unknown>;

/** `file` is a path, `-` for stdin; each of `sets` is `path=value` and goes over the file's. */
export function patchOf(file: string | undefined, sets: readonly string[]): ConfigPatch {
  const patch = file === undefined ? {} : readPatch(file);
  for (const set of sets) {
    const at = set.indexOf("=");
    if (at < 1) {
      throw new UsageError(`--set needs a path and a value, as in --set synthesizer.speed=1.1`);
    }
    put(patch, set.slice(0, at), valueOf(set.slice(at + 1)));
  }
  if (Object.keys(patch).length === 0) {
    throw new UsageError("nothing to release: --set a field, or name a file with --patch");
  }
  return patch;
}

/** The paths of all values: what a patch changes, in a few words. */
export function pathsOf(patch: Fields, above = ""): string[] {
  return Object.entries(patch).flatMap(([name, value]) =>
    isFields(value) && Object.keys(value).length > 0 ? pathsOf(value, `${above}${name}.`) : [above + name],
  );
}

function readPatch(file: string): Fields {
  const place = file === "-" ? "stdin" : file;
  let patch: unknown;
  try {
    patch = JSON.parse(readFileSync(file === "-" ? 0 : file, "utf8"));
  } catch (error) {
    throw new UsageError(`--patch: ${place} can't be read as JSON: ${(error as Error).message}`);
  }
  if (!isFields(patch)) {
    throw new UsageError(`--patch: ${place} must hold a JSON object of config fields`);
  }
  return patch;
}

function put(patch: Fields, path: string, value: unknown): void {
  const names = path.split(".");
  if (names.some((name) => name === "" || name === "__proto__")) {
    throw new UsageError(`--set ${path}: no such path`);
  }
  let place = patch;
  for (const name of names.slice(0, -1)) {
    const inner = Object.hasOwn(place, name) ? place[name] : (place[name] = {});
    if (!isFields(inner)) {
      throw new UsageError(`--set ${path}: ${name} is no object; arrays and values are set whole`);
    }
    place = inner;
  }
  place[names.at(-1) as string] = value;
}

/** JSON where it is JSON, else the text itself. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
