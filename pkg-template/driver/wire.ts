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

/** Writes values, one after the other. Nothing of a caller's runs meanwhile: that could write as well, or throw. */
class Writer {
  #bytes = new Uint8Array(1024);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  /** All that was written, as long as nothing else is. The writer begins anew. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    if (this.#bytes.length > LARGEST_KEPT) this.#resize(1024);
    return taken;
  }

  /** What `JSON.parse` gave, or a part of it; what no JSON can hold becomes a number that is none. */
  value(value: unknown, depth = 1): void {
    switch (typeof value) {
      case "string":
        return this.#text(TEXT, value);
      case "boolean":
        return this.#tag(value ? TRUE : FALSE);
      case "undefined":
        return this.#tag(NULL);
      case "object":
        if (value === null || depth > DEEPEST) return this.#tag(NULL);
        if (value instanceof Unwritable) return this.#text(UNWRITABLE, value.why);
        if (Array.isArray(value)) {
          this.#count(LIST, value.length);
          for (const item of value) this.value(item, depth + 1);
        } else {
          const names = Object.keys(value);
          this.#count(OBJECT, names.length);
          for (const name of names) {
            this.#text(TEXT, name);
            this.value((value as Record<string, unknown>)[name], depth + 1);
          }
        }
        return;
      default:
        this.#room(9);
        this.#bytes[this.#length] = NUMBER;
        this.#view.setFloat64(this.#length + 1, typeof value === "number" ? value : Number.NaN, true);
        this.#length += 9;
    }
  }

  #tag(tag: number): void {
    this.#room(1);
    this.#bytes[this.#length++] = tag;
  }

  #count(tag: number, count: number): void {
    this.#room(5);
    this.#bytes[this.#length] = tag;
    this.#view.setUint32(this.#length + 1, count, true);
    this.#length += 5;
  }

  #text(tag: number, text: string): void {
    // A character takes up to three bytes.
    this.#room(5 + 3 * text.length);
    const start = this.#length + 5;
    const written = this.#ascii(text, start) ?? encoder.encodeInto(text, this.#bytes.subarray(start)).written;
    const isBroken = tag === TEXT && written > text.length && !isWellFormed(text);
    this.#count(isBroken ? BROKEN_TEXT : tag, written);
    this.#length += written;
  }

  /** How many bytes a short text of plain characters took. */
  #ascii(text: string, start: number): number | undefined {
    if (text.length > SHORT) return undefined;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) return undefined;
      this.#bytes[start + index] = code;
    }
    return text.length;
  }

  #room(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed > this.#bytes.length) this.#resize(Math.max(needed, 2 * this.#bytes.length));
  }

  #resize(size: number): void {
    const bytes = new Uint8Array(size);
    bytes.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }
}

/** Not in every runtime that this package runs in. */
function isWellFormed(text: string & { isWellFormed?(): boolean }): boolean {
  return text.isWellFormed ? text.isWellFormed() : !/\p{Surrogate}/u.test(text);
}

const writer = new Writer();

/** Values as bytes, one after the other, until the next ones are encoded. */
export function encode(...values: unknown[]): Uint8Array {
  for (const value of values) writer.value(value);
  return writer.take();
}

/** The value that the module wrote. */
export function decode(bytes: Uint8Array): any {
  return new Reader(bytes).value();
}

class Reader {
  #at = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  value(): unknown {
    switch (this.#bytes[this.#at++]) {
      case FALSE:
        return false;
      case TRUE:
        return true;
      case NUMBER:
        this.#at += 8;
        return this.#view.getFloat64(this.#at - 8, true);
      case TEXT:
        return this.#text(this.#count());
      case LIST:
        return this.#list(this.#count());
      case OBJECT: {
        const entries = Array.from({ length: this.#count() }, () => [this.value(), this.value()] as const);
        // Unlike setting them, it makes `__proto__` a name like any other.
        return Object.fromEntries(entries);
      }
      default:
        return null;
    }
  }

  #list(length: number): unknown[] {
    const items = [];
    for (let item = 0; item < length; item++) items.push(this.value());
    return items;
  }

  #text(length: number): string {
    const start = this.#at;
    this.#at += length;
    if (length <= SHORT) {
      let text = "";
      let index = start;
      for (; index < this.#at; index++) {
        const code = this.#bytes[index] as number;
        if (code > 0x7f) break;
        text += String.fromCharCode(code);
      }
      if (index === this.#at) return text;
    }
    return decoder.decode(this.#bytes.subarray(start, this.#at));
  }

  #count(): number {
    this.#at += 4;
    return this.#view.getUint32(this.#at - 4, true);
  }
}
