/** All items of a list, page after page. */
/** Where pages come from; nothing is behind the last one. */
interface PageSource {
    next(): Promise<unknown[] | undefined>;
    free(): void;
}
/** An async iterator over all pages of a list. Ask it with `for await`. */
export declare class PageIterator implements AsyncIterableIterator<any> {
    constructor(pages: PageSource);
    /** The next item; asks for another page when the last one is used up. */
    next(): Promise<IteratorResult<any>>;
    /** Ends the iteration: a `break` out of `for await` comes here. */
    return(): Promise<IteratorResult<any>>;
    /** Gives its memory back at once; otherwise that happens when it is collected. */
    free(): void;
    [Symbol.asyncIterator](): this;
}
export interface PageIterator {
    [Symbol.dispose](): void;
}
export {};
