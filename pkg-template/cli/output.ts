/** What a command says on stdout: to somebody at a terminal, into a log, or to a program. */

import type { Progress } from "../types.js";

const TICK_MS = 100;

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

export function openOutput(json: boolean): Output {
  // Who reads along may leave, as `head` does; a release goes on.
  process.stdout.on("error", () => undefined);
  return json ? new JsonLines() : process.stdout.isTTY ? new Terminal() : new Log();
}

class JsonLines implements Output {
  progress({ step, state, elapsedMs, stepElapsedMs, requests, ids, check }: Progress): void {
    this.#line("progress", { step, state, elapsedMs, stepElapsedMs, requests, ids, ...(check && { check }) });
  }

  report(document: object): void {
    this.#line("report", document);
  }

  failure(document: object): void {
    this.#line("error", document);
  }

  end(): void {}

  #line(event: string, document: object): void {
    process.stdout.write(`${JSON.stringify({ event, ...document })}\n`);
  }
}

/** A line for each step that ended, and for each new state of the security check. */
class Log implements Output {
  #told = "";

  progress(event: Progress): void {
    const line = lineOf(event);
    if (event.state === "finished") {
      process.stdout.write(`${line} ${seconds(event.stepElapsedMs)}\n`);
    } else if (event.check?.status && line !== this.#told) {
      process.stdout.write(`${line} ${seconds(event.stepElapsedMs)}\n`);
      this.#told = line;
    }
  }

  report(_document: object, lines: readonly string[]): void {
    process.stdout.write(`${lines.join("\n")}\n`);
  }

  failure(): void {}

  end(): void {}
}

/** A line for each step that ended, below them one that lives. */
class Terminal implements Output {
  #ticker: NodeJS.Timeout | undefined;

  progress(event: Progress): void {
    this.end();
    const line = lineOf(event);
    if (event.state === "finished") {
      process.stdout.write(`${line} ${seconds(event.stepElapsedMs)}\n`);
      return;
    }
    const began = performance.now() - event.stepElapsedMs;
    const tell = () => process.stdout.write(`\r${this.#cut(`${line} ${seconds(performance.now() - began)}`)}\u001b[K`);
    tell();
    this.#ticker = setInterval(tell, TICK_MS).unref();
  }

  report(_document: object, lines: readonly string[]): void {
    this.end();
    process.stdout.write(`${lines.join("\n")}\n`);
  }

  failure(): void {}

  end(): void {
    if (this.#ticker === undefined) return;
    clearInterval(this.#ticker);
    this.#ticker = undefined;
    process.stdout.write("\r\u001b[K");
  }

  /** A line that wraps can't be written over. */
  #cut(line: string): string {
    return line.slice(0, (process.stdout.columns || 80) - 1);
  }
}

function lineOf({ step, check }: Progress): string {
  return `  ${step.padEnd(9)} ${(check?.status ?? "").padEnd(9)}`;
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Rows in columns. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((cell, column) => Math.max(cell.length, most[column] ?? 0)),
    [],
  );
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
}

/** A value in a line of text. */
export function shown(value: unknown): string {
  const text = value === undefined || value === null ? "nothing" : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
