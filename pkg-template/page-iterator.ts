/** All items of a list, page after page. */

import { nameClass } from "./named.js";
import { Holdings, makeDisposable } from "./receiver.js";

/** Where pages come from; nothing is behind the last one. */
interface PageSource {
  next(): Promise<unknown[] | undefined>;
  free(): void;
}

interface Reading {
  /** Waits for what was asked before: two reads at once would read one page twice. */
  tail: Promise<unknown>;
  items: unknown[];
  over: boolean;
  pages: PageSource;
  free(): void;
}

const readings = new Holdings<Reading>();

/** An async iterator over all pages of a list. Ask it with `for await`. */
export class PageIterator implements AsyncIterableIterator<any> {
  constructor(pages: PageSource) {
    const free = () => pages.free();
    const reading: Reading = {
      tail: Promise.resolve(),
      items: [],
      over: false,
      pages,
      // What was asked before is still answered.
      free: () => void reading.tail.then(free, free),
    };
    readings.hold(this, reading);
  }

  /** The next item; asks for another page when the last one is used up. */
  next(): Promise<IteratorResult<any>> {
    return readings.use(this, "next", (reading) => {
      const next = () => take(reading);
      // Whatever came of the call before, this one is the next.
      const result = reading.tail.then(next, next);
      reading.tail = result;
      return result;
    });
  }

  /** Ends the iteration: a `break` out of `for await` comes here. */
  return(): Promise<IteratorResult<any>> {
    return readings.use(this, "return", (reading) => {
      reading.over = true;
      reading.items = [];
      return Promise.resolve({ value: undefined, done: true });
    });
  }

  /** Gives its memory back at once; otherwise that happens when it is collected. */
  free(): void {
    readings.free(this);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

export interface PageIterator {
  [Symbol.dispose](): void;
}

nameClass(PageIterator, "PageIterator");
makeDisposable(PageIterator.prototype);

async function take(reading: Reading): Promise<IteratorResult<any>> {
  while (reading.items.length === 0 && !reading.over) {
    const page = await reading.pages.next();
    if (page === undefined) reading.over = true;
    // It may have been ended meanwhile.
    else if (!reading.over) reading.items = page;
  }
  return reading.items.length === 0 ? { value: undefined, done: true } : { value: reading.items.shift(), done: false };
}
