/** Documents as bytes, as the client module reads and writes them: `src/core/json/wire.rs`. */

/** What a value begins with. */
const NULL = 0;
const FALSE = 1;
const TRUE = 2;
const NUMBER = 3;
const TEXT = 4;
const LIST = 5;
const OBJECT = 6;
/** A text with half a character, which goes out replaced. */
const BROKEN_TEXT = 7;
/** Cannot be written as JSON; the text says why. */
const UNWRITABLE = 8;

/** One more than the module reads: it refuses what lies deeper, and need not see it. */
const DEEPEST = 128;
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
    // Whatever came of it: there may be no memory for a huge text.
    length = 0;
    if (written.length > LARGEST_KEPT) resize(1024);
  }
}

/** What `JSON.parse` gave, or a part of it; what no JSON can hold becomes a number that is none. */
function write(value: unknown, depth: number): void {
  switch (typeof value) {
    case "string":
      return writeText(TEXT, value);
    case "boolean":
      return writeTag(value ? TRUE : FALSE);
    case "undefined":
      return writeTag(NULL);
    case "object":
      if (value === null || depth > DEEPEST) return writeTag(NULL);
      if (value instanceof Unwritable) return writeText(UNWRITABLE, value.why);
      if (Array.isArray(value)) {
        writeCount(LIST, value.length);
        for (const item of value) write(item, depth + 1);
      } else {
        const names = Object.keys(value);
        writeCount(OBJECT, names.length);
        for (const name of names) {
          writeText(TEXT, name);
          write((value as Record<string, unknown>)[name], depth + 1);
        }
      }
      return;
    default:
      writeTag(NUMBER);
      makeRoom(8);
      view.setFloat64(length, typeof value === "number" ? value : Number.NaN, true);
      length += 8;
  }
}

function writeTag(tag: number): void {
  makeRoom(1);
  written[length++] = tag;
}

function writeCount(tag: number, count: number): void {
  writeTag(tag);
  makeRoom(4);
  view.setUint32(length, count, true);
  length += 4;
}

function writeText(tag: number, text: string): void {
  // A character takes up to three bytes.
  makeRoom(5 + 3 * text.length);
  const start = length + 5;
  const bytes = writeAscii(text, start) ?? encoder.encodeInto(text, written.subarray(start)).written;
  const isBroken = tag === TEXT && bytes > text.length && !isWellFormed(text);
  writeCount(isBroken ? BROKEN_TEXT : tag, bytes);
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
  if (needed > written.length) resize(Math.max(needed, 2 * written.length));
}

function resize(size: number): void {
  const bytes = new Uint8Array(size);
  bytes.set(written.subarray(0, length));
  written = bytes;
  view = new DataView(bytes.buffer);
}

/** Not in every runtime that this package runs in. */
function isWellFormed(text: string & { isWellFormed?(): boolean }): boolean {
  return text.isWellFormed ? text.isWellFormed() : !/\p{Surrogate}/u.test(text);
}

/** The value that the module wrote. */
export function decode(bytes: Uint8Array): any {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;

  const read = (): unknown => {
    switch (bytes[at++]) {
      case FALSE:
        return false;
      case TRUE:
        return true;
      case NUMBER:
        at += 8;
        return view.getFloat64(at - 8, true);
      case TEXT:
        return readText(readCount());
      case LIST:
        return readAll(readCount(), read);
      case OBJECT:
        // Unlike setting them, it makes `__proto__` a name like any other.
        return Object.fromEntries(readAll(readCount(), () => [read(), read()] as const));
      default:
        return null;
    }
  };

  const readCount = () => {
    at += 4;
    return view.getUint32(at - 4, true);
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
