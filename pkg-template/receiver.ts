/** What objects of the package stand for, and what a method does without one. */

import { refusal } from "./driver/thrown.js";

/**
 * Keeps what each object of a class stands for. A method that is called on
 * another object, or on one that is freed, refuses as it refuses an argument.
 */
export class Holdings<T extends { free(): void }> {
  readonly #held = new WeakMap<object, T | null>();

  hold(owner: object, what: T): void {
    this.#held.set(owner, what);
  }

  /** @throws InputError, which names the method. */
  of(owner: object, method: string): T {
    const held = this.#held.get(owner);
    if (held) return held;
    const why =
      held === null
        ? "was called on an object that is freed; connect again"
        : "was taken off its object; call it as a method, or bind it";
    throw refusal(`${method} ${why}`);
  }

  /** Does what a method does that gives a promise: what is wrong at once rejects it. */
  use(owner: object, method: string, run: (what: T) => Promise<any>): Promise<any> {
    try {
      return run(this.of(owner, method));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Freeing twice does nothing. */
  free(owner: object): void {
    if (this.#held.get(owner) === null) return;
    const held = this.of(owner, "free");
    this.#held.set(owner, null);
    held.free();
  }
}

/** Lets `using` free an object, where the runtime knows how. */
export function makeDisposable(prototype: { free(): void }): void {
  if (Symbol.dispose) Reflect.defineProperty(prototype, Symbol.dispose, { value: prototype.free });
}
