/** All pages of a list, one after the other. */

import { check } from "./begin.js";
import { Call } from "./call.js";
import type { Held } from "./client.js";
import { give } from "./give.js";
import { type Options, readOptions } from "./options.js";
import type { Session } from "./session.js";
import { property } from "./thrown.js";

/** A place between two pages of a list. */
export class Pages {
  readonly #session: Session;
  readonly #method: string;
  readonly #options: Options;
  /** What comes before the query. */
  readonly #values: readonly unknown[];
  /** Of the next page; undefined behind the last one. */
  #query: unknown;
  #itemsField = "";

  /**
   * `method` reads one page. The last of its arguments is the query.
   *
   * @throws InputError
   */
  constructor(session: Session, method: string, values: readonly unknown[], options: unknown) {
    this.#session = session;
    this.#method = method;
    // Reading an argument may run a function of the caller's, which frees the connection.
    session.hold();
    try {
      this.#options = readOptions("options", options);
      const { plain } = give(values);
      check(session, method, plain, this.#options.plain);
      this.#values = plain.slice(0, -1);
      [this.#query, this.#itemsField = ""] = session.client.page(method, plain.at(-1));
    } catch (error) {
      session.free();
      throw error;
    }
  }

  /** The items of the next page, or undefined behind the last one. One call at a time: two would read the same page. */
  async next(): Promise<unknown[] | undefined> {
    if (this.#query === undefined) return undefined;
    const page: unknown = await new Call(this.#session, this.#method, [...this.#values, this.#query], this.#options).run();
    const items = property(page, this.#itemsField);
    const total = [property(page, "total"), property(page, "totalCount")].find((count) => typeof count === "number");
    const hasMore = property(page, "hasMore");
    const count = Array.isArray(items) && items.length;
    const held: Held = [count, total as number | undefined, typeof hasMore === "boolean" ? hasMore : undefined];
    [this.#query] = this.#session.client.page(this.#method, this.#query, held);
    return items as unknown[];
  }

  free(): void {
    this.#session.free();
  }
}
