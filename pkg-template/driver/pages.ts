/** All pages of a list, one after the other. */

import type { PageCursor } from "../client/client.js";
import { makeError } from "../errors.js";
import { checked, give } from "./begin.js";
import { Call, seed } from "./call.js";
import { type Options, readOptions } from "./options.js";
import type { Session } from "./session.js";
import { property } from "./thrown.js";
import { now } from "./watch.js";
import { decode } from "./wire.js";

/** A place between two pages of a list. */
export class Pages {
  readonly #session: Session;
  readonly #cursor: PageCursor;
  readonly #options: Options;
  #hasMore = true;

  /**
   * `method` reads one page.
   *
   * @throws InputError
   */
  constructor(session: Session, method: string, values: readonly unknown[], options: unknown) {
    this.#session = session;
    // Reading an argument may run a function of the caller's, which frees the connection.
    session.hold();
    try {
      this.#options = readOptions("options", options);
      this.#cursor = checked(() => session.connection.pages(method, give(values).bytes, this.#options.bytes));
    } catch (error) {
      session.free();
      throw error;
    }
  }

  /** The items of the next page, or undefined behind the last one. One call at a time: two would read the same page. */
  async next(): Promise<unknown[] | undefined> {
    if (!this.#hasMore) return undefined;
    const page: unknown = await new Call(this.#session, this.#cursor.begin(now(), seed()), this.#options).run();
    const items = property(page, this.#cursor.itemsField());
    if (!Array.isArray(items)) throw makeError(decode(this.#cursor.badPage()), undefined);
    const total = [property(page, "total"), property(page, "totalCount")].find((count) => typeof count === "number");
    const hasMore = property(page, "hasMore");
    this.#hasMore = this.#cursor.advance(items.length, total ?? Number.NaN, typeof hasMore === "boolean" ? hasMore : undefined);
    return items as unknown[];
  }

  free(): void {
    this.#cursor.free();
    this.#session.free();
  }
}
