/** What `releaseMany` is given: an array, or anything else that can be iterated, now or later. */

import { describe, property, refusal, settled } from "./thrown.js";

/** An iterator under way. It is asked for one target at a time. */
export class Targets {
  readonly #iterator: unknown;
  readonly #next: Function;
  /** It has not answered yet. */
  #isAsked = false;
  /** It has ended or thrown. */
  isOver = false;
  /** Of an array. */
  readonly length: number | undefined;

  /** @throws InputError */
  constructor(targets: unknown) {
    // A string can be iterated, and holds no target.
    const by = (symbol: symbol) => (typeof targets === "object" ? property(targets, symbol) : undefined);
    const iterate = [by(Symbol.asyncIterator), by(Symbol.iterator)].find((it) => typeof it === "function");
    if (iterate === undefined) {
      throw refusal("targets must be an array, or an iterable or async iterable, of {agentId, patch}");
    }
    try {
      this.#iterator = Reflect.apply(iterate as Function, targets, []);
    } catch (thrown) {
      throw refusal(`targets cannot be iterated: ${describe(thrown)}`);
    }
    const next = property(this.#iterator, "next");
    if (typeof next !== "function") throw refusal("targets cannot be iterated: there is no next()");
    this.#next = next;
    this.length = lengthOf(targets);
  }

  /** The next target, or what the iterator threw. When it is over, what this gives is no target. */
  async next(): Promise<unknown> {
    this.#isAsked = true;
    let step: unknown;
    try {
      step = await settled(Reflect.apply(this.#next, this.#iterator, []));
    } catch (thrown) {
      this.isOver = true;
      throw thrown;
    } finally {
      this.#isAsked = false;
    }
    if ((typeof step !== "object" && typeof step !== "function") || step === null) {
      throw refusal("the iterator of the targets gave something else than a result");
    }
    if (property(step, "done")) {
      this.isOver = true;
      return undefined;
    }
    // An array may hold promises of targets.
    return settled(property(step, "value"));
  }

  /** Lets the iterator clean up when it is left before its end. What comes of that is its own business. */
  async close(): Promise<void> {
    const finish = this.isOver ? undefined : property(this.#iterator, "return");
    if (typeof finish !== "function") return;
    let closing: unknown;
    try {
      closing = Reflect.apply(finish, this.#iterator, []);
    } catch {
      return;
    }
    const closed = settled(closing).then(() => {}, () => {});
    // It may stand behind an answer that never comes.
    if (!this.#isAsked) await closed;
  }
}

/** An array may be a proxy that throws. */
function lengthOf(targets: unknown): number | undefined {
  try {
    return Array.isArray(targets) ? targets.length : undefined;
  } catch {
    return undefined;
  }
}
