/** Documents as bytes, as the client module reads and writes them: `src/core/json/wire.rs`. */

import * as tag from "./tag.js";
import { refusal } from "./thrown.js";

/** One level more than the client module reads: it refuses what lies deeper, and need not see it. */
export const DEEPEST = 128;
/** The client module has memory for some of that size. */
const LARGEST = 1 << 28;
/** A buffer above it is not kept for the next document. */
const LARGEST_KEPT = 1 << 20;
/** Texts up to here are quicker to write and read by hand. */
const SHORT = 32;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Stands for something that cannot be written as JSON. */
export class Unwritable {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

/** What is being written. Nothing of a caller's runs meanwhile: that could write as well, or throw. */
let written = new Uint8Array(1024);
let view = new DataView(written.buffer);
let length = 0;

/** Values as bytes, one after the other, until the next ones are encoded. */
export function encode(...values: unknown[]): Uint8Array {
  try {
    for (const value of values) write(value, 1);
    return written.subarray(0, length);
  } finally {
    // Whatever came of it: a text may be too large.
    length = 0;
    if (written.length > LARGEST_KEPT) resize(1024);
  }
}

/** What `JSON.parse` gave, or a part of it; what no JSON can hold becomes a number that is none. */
function write(value: unknown, depth: number): void {
  switch (typeof value) {
    case "string":
      return writeText(tag.TEXT, value);
    case "boolean":
      return writeTag(value ? tag.TRUE : tag.FALSE);
    case "undefined":
      return writeTag(tag.NULL);
    case "object":
      if (value === null || depth > DEEPEST) return writeTag(tag.NULL);
      if (value instanceof Unwritable) return writeText(tag.UNWRITABLE, value.why);
      if (Array.isArray(value)) {
        writeCount(tag.LIST, value.length);
        for (const item of value) write(item, depth + 1);
      } else {
        const names = Object.keys(value);
        writeCount(tag.OBJECT, names.length);
        for (const name of names) {
          writeText(tag.TEXT, name);
          write((value as Record<string, unknown>)[name], depth + 1);
        }
      }
      return;
    default:
      writeTag(tag.NUMBER);
      makeRoom(8);
      view.setFloat64(length, typeof value === "number" ? value : Number.NaN, true);
      length += 8;
  }
}

function writeTag(type: number): void {
  makeRoom(1);
  written[length++] = type;
}

function writeCount(type: number, count: number): void {
  writeTag(type);
  makeRoom(4);
  view.setUint32(length, count, true);
  length += 4;
}

function writeText(type: number, text: string): void {
  // A character takes up to three bytes.
  makeRoom(5 + 3 * text.length);
  const start = length + 5;
  const bytes = writeAscii(text, start) ?? encoder.encodeInto(text, written.subarray(start)).written;
  // Half a character is written as U+FFFD, which begins with 0xef.
  const isBroken = type === tag.TEXT && bytes > text.length && written.subarray(start, start + bytes).includes(0xef) && /\p{Surrogate}/u.test(text);
  writeCount(isBroken ? tag.BROKEN_TEXT : type, bytes);
  length += bytes;
}

/** How many bytes a short text of plain characters took. */
function writeAscii(text: string, start: number): number | undefined {
  if (text.length > SHORT) return undefined;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) return undefined;
    written[start + index] = code;
  }
  return text.length;
}

function makeRoom(bytes: number): void {
  const needed = length + bytes;
  if (needed > LARGEST) throw refusal("what was given is too large");
  if (needed > written.length) resize(Math.max(needed, 2 * written.length));
}

function resize(size: number): void {
  const bytes = new Uint8Array(size);
  bytes.set(written.subarray(0, length));
  written = bytes;
  view = new DataView(bytes.buffer);
}

/** The memory of the module that wrote last. It is another one when it has grown. */
let memoryBytes = new Uint8Array(0);
let memoryView = new DataView(memoryBytes.buffer);

/** The memory as bytes. */
export function bytesOf({ buffer }: WebAssembly.Memory): Uint8Array {
  if (memoryBytes.buffer !== buffer) {
    memoryBytes = new Uint8Array(buffer);
    memoryView = new DataView(buffer);
  }
  return memoryBytes;
}

/** The value that the module wrote at that place. */
export function decode(memory: WebAssembly.Memory, place: number): any {
  const bytes = bytesOf(memory);
  let at = place;

  const read = (): unknown => {
    switch (bytes[at++]) {
      case tag.FALSE:
        return false;
      case tag.TRUE:
        return true;
      case tag.NUMBER:
        at += 8;
        return memoryView.getFloat64(at - 8, true);
      case tag.TEXT:
        return readText(readCount());
      case tag.LIST:
        return readAll(readCount(), read);
      case tag.OBJECT:
        // Unlike setting them, it makes `__proto__` a name like any other.
        return Object.fromEntries(readAll(readCount(), () => [read(), read()] as const));
      default:
        return null;
    }
  };

  const readCount = () => {
    at += 4;
    return memoryView.getUint32(at - 4, true);
  };

  const readText = (length: number) => {
    const start = at;
    at += length;
    if (length <= SHORT) {
      let text = "";
      let index = start;
      for (; index < at; index++) {
        const code = bytes[index] as number;
        if (code > 0x7f) break;
        text += String.fromCharCode(code);
      }
      if (index === at) return text;
    }
    return decoder.decode(bytes.subarray(start, at));
  };

  return read();
}

function readAll<T>(length: number, read: () => T): T[] {
  const all = [];
  for (let index = 0; index < length; index++) all.push(read());
  return all;
}
