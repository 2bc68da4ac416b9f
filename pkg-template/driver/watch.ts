/** Waits that end when the caller's `AbortSignal` fires. */

import { property, refusal } from "./thrown.js";

/** A host's timer counts no further. */
const LONGEST_MS = 2 ** 31 - 1;

/** Begins something; gives what stops it. Stopping what is over does nothing. */
export type Begin<T> = (done: (value: T) => void) => () => void;

/** One listener for all who watch the same signal: hosts warn of many. */
class Ear {
  readonly watches = new Set<Watch>();
  readonly signal: AbortSignal;
  readonly #hear = () => {
    for (const watch of [...this.watches]) watch.fire();
  };

  constructor(signal: AbortSignal) {
    this.signal = signal;
    this.#listen("addEventListener");
  }

  leave(watch: Watch): void {
    this.watches.delete(watch);
    if (this.watches.size === 0) this.#listen("removeEventListener");
  }

  /** What cannot be listened to never fires. */
  #listen(how: "addEventListener" | "removeEventListener"): void {
    try {
      this.signal[how]("abort", this.#hear);
    } catch {}
  }
}

/** Listens until it is ended; the listener goes with the last of its kind. */
export class Watch {
  readonly #ear: Ear | undefined;
  #hasFired = false;
  #stop: (() => void) | undefined;

  private constructor(ear: Ear | undefined) {
    this.#ear = ear;
    ear?.watches.add(this);
    this.#hasFired = ear !== undefined && property(ear.signal, "aborted") === true;
  }

  /** Of a signal, or of nothing. */
  static of(signal: AbortSignal | undefined): Watch {
    return new Watch(signal && new Ear(signal));
  }

  /** Another one of the same signal. */
  another(): Watch {
    return new Watch(this.#ear);
  }

  /** Whether the signal fired, unless `takeFired` took that. */
  get hasFired(): boolean {
    return this.#hasFired;
  }

  /** Whether the signal fired since this was asked last. */
  takeFired(): boolean {
    const fired = this.#hasFired;
    this.#hasFired = false;
    return fired;
  }

  /** Why it fired. */
  get reason(): unknown {
    return this.#ear && property(this.#ear.signal, "reason");
  }

  fire(): void {
    this.#hasFired = true;
    this.#stop?.();
  }

  /** What is waited for, or undefined as soon as the signal fires: it is stopped then. One at a time. */
  wait<T>(begin: Begin<T>): Promise<T | undefined> {
    if (this.#ear === undefined) return new Promise((resolve) => begin(resolve));
    if (this.#hasFired) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      let isOver = false;
      const end = (value: T | undefined) => {
        isOver = true;
        this.#stop = undefined;
        resolve(value);
      };
      const stop = begin(end);
      if (isOver) return;
      const abandon = () => {
        stop();
        end(undefined);
      };
      // What began it may have run a function of the caller's, which aborted.
      if (this.#hasFired) abandon();
      else this.#stop = abandon;
    });
  }

  end(): void {
    this.#ear?.leave(this);
  }
}

/** Reads a `signal` option. It may come from another realm, so it is known by what it can do. */
export function signalOf(value: unknown): AbortSignal | undefined {
  if (value === undefined || value === null) return undefined;
  const isSignal =
    typeof property(value, "aborted") === "boolean" &&
    typeof property(value, "addEventListener") === "function" &&
    typeof property(value, "removeEventListener") === "function";
  if (!isSignal) throw refusal("signal must be an AbortSignal");
  return value as AbortSignal;
}

/** Waits so many milliseconds. */
export function sleep(ms: number): Begin<true> {
  return (done) => {
    const timer = setTimeout(() => done(true), Math.min(ms, LONGEST_MS));
    return () => clearTimeout(timer);
  };
}

/** The same wait, for so long at most: `late` then. */
export function within<T>(ms: number, begin: Begin<T>): Begin<T | "late"> {
  return (done) => {
    let isOver = false;
    const end = (value: T | "late") => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      done(value);
    };
    const timer = setTimeout(() => {
      stop();
      end("late");
    }, Math.min(ms, LONGEST_MS));
    const stop = begin(end);
    return () => {
      isOver = true;
      clearTimeout(timer);
      stop();
    };
  };
}

/** Waits for a promise that never rejects; nothing stops it. */
export function promised<T>(promise: Promise<T>): Begin<T> {
  return (done) => {
    void promise.then(done);
    return () => {};
  };
}

/** Milliseconds of a clock that never goes back. */
export function now(): number {
  return Math.floor(performance.now());
}
