/** Options as a caller passed them: what JavaScript alone can read of them. */

import { property, refusal } from "./thrown.js";
import { signalOf } from "./watch.js";

/** Options that were read. */
export interface Options {
  /** For the client module, which checks what is in them. */
  plain: object | undefined;
  signal: AbortSignal | undefined;
  /** Of the call's requests, by names in lower case. */
  headers: Record<string, string> | undefined;
  onProgress: ((event: any) => unknown) | undefined;
}

/** Of a call without options. */
const NONE: Options = { plain: undefined, signal: undefined, headers: undefined, onProgress: undefined };

/**
 * Reads options, null or undefined as none.
 *
 * @throws InputError
 */
export function readOptions(name: string, options: unknown): Options {
  if (options === undefined || options === null) return NONE;
  const fields = fieldsOf(name, options);
  const signal = signalOf(fields.get("signal"));
  const headers = headersOf(fields.get("headers"));
  return { plain: plainOf(fields), signal, headers, onProgress: functionOf("onProgress", fields.get("onProgress")) };
}

/**
 * Names and values. Those that it inherits are there as well.
 *
 * @throws InputError for what is no object, or cannot be read.
 */
export function fieldsOf(name: string, object: unknown): Map<string, unknown> {
  if (typeof object !== "object" || object === null) throw refusal(`${name} must be an object`);
  const fields = new Map<string, unknown>();
  try {
    for (const field of Reflect.ownKeys(object)) if (typeof field === "string") fields.set(field, undefined);
    for (const field in object) fields.set(field, undefined);
  } catch {
    throw refusal(`${name} cannot be read`);
  }
  for (const field of fields.keys()) {
    try {
      fields.set(field, (object as Record<string, unknown>)[field]);
    } catch {
      throw refusal(`${name} cannot be read: its ${field} throws`);
    }
  }
  return fields;
}

/**
 * The fields as the client module reads them, and theirs: no option lies
 * deeper. A signal is none of its business.
 *
 * @throws InputError for what cannot be read.
 */
export function plainOf(fields: ReadonlyMap<string, unknown>): object {
  return Object.fromEntries([...fields].map(([field, value]) => [field, field === "signal" ? undefined : copyOf(field, value)]));
}

/** What is written, after functions of the caller's have run: a list stands for what no option is. */
function copyOf(name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isIterable(value)) return [];
  const fields = [...fieldsOf(name, value)];
  return Object.fromEntries(fields.map(([field, value]) => [field, typeof value === "object" && value !== null ? [] : value]));
}

/** @throws InputError */
export function functionOf(name: string, value: unknown): ((...args: any[]) => unknown) | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "function") throw refusal(`${name} must be a function`);
  return value as (...args: any[]) => unknown;
}

/**
 * Names in another case are the same name. What names and values may hold, the
 * client module checks.
 *
 * @throws InputError
 */
export function headersOf(value: unknown): Record<string, string> | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "object" || isIterable(value)) {
    throw refusal("headers must be a plain object of names and values");
  }
  const headers: Record<string, string> = {};
  for (const [name, text] of fieldsOf("headers", value)) headers[name.toLowerCase()] = text as string;
  return headers;
}

/** A `Headers` or a `Map` has no entries of its own and would be lost in silence. */
function isIterable(value: object): boolean {
  return typeof property(value, Symbol.iterator) === "function";
}
