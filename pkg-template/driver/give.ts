/** Arguments as the client module reads them. */

import { describe } from "./thrown.js";
import { DEEPEST, Unwritable } from "./wire.js";

/** Arguments of a call. */
export interface Given {
  plain: readonly unknown[];
  /** The text of the last one, where it is a document. */
  text?: string | undefined;
  /** The same arguments, but of a long document no more than the names of its fields. */
  outline?: readonly unknown[];
}

/** A document of so many characters is better not shown to the client module, unless it must see it. */
const LONG = 1000;

/** Documents become what they are as JSON; what they cannot become, the client module refuses by the argument's name. */
export function give(values: readonly unknown[]): Given {
  const plain: unknown[] = [];
  const given: Given = { plain };
  for (const value of values) {
    let document: unknown = value;
    if (typeof value === "object" && value !== null) {
      try {
        const copied = copy(value, 1);
        const text = JSON.stringify(copied ?? value) as string | undefined;
        document = copied ?? (text === undefined ? new Unwritable("") : JSON.parse(text));
        given.text = text;
        if (copied !== undefined && isLong(text as string)) given.outline = [...plain, outlineOf(copied)];
      } catch (thrown) {
        document = new Unwritable(describe(thrown));
      }
    }
    plain.push(document);
  }
  return given;
}

/** Of well-formed text: JSON writes half a character as an escape. */
function isLong(text: string): boolean {
  return text.length > LONG && !text.includes("\\ud");
}

/** Null counts as missing. */
function outlineOf(document: unknown): unknown {
  if (Array.isArray(document)) return [];
  return Object.fromEntries(Object.entries(document as object).map(([name, value]) => [name, value === null ? null : true]));
}

/** What JSON makes of plain data, sooner: long texts are not read again. Undefined where JSON makes something else of it, or nothing. */
function copy(value: unknown, depth: number): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)) return value;
  if (typeof value !== "object" || depth >= DEEPEST || "toJSON" in value) return undefined;
  if (Array.isArray(value)) {
    const items = [];
    for (let index = 0; index < value.length; index++) {
      const item = copy(value[index], depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return items;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return undefined;
  const object: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const field = (value as Record<string, unknown>)[name];
    if (field === undefined) continue;
    const copied = copy(field, depth + 1);
    if (copied === undefined || name === "__proto__") return undefined;
    object[name] = copied;
  }
  return object;
}
