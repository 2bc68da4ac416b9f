/** What objects of the package stand for, and what a method does without one. */
/**
 * Keeps what each object of a class stands for. A method that is called on
 * another object, or on one that is freed, refuses as it refuses an argument.
 */
export declare class Holdings<T extends {
    free(): void;
}> {
    #private;
    hold(owner: object, what: T): void;
    /** @throws InputError, which names the method. */
    of(owner: object, method: string): T;
    /** Does what a method does that gives a promise: what is wrong at once rejects it. */
    use(owner: object, method: string, run: (what: T) => Promise<any>): Promise<any>;
    /** Freeing twice does nothing. */
    free(owner: object): void;
}
/** Lets `using` free an object, where the runtime knows how. */
export declare function makeDisposable(prototype: {
    free(): void;
}): void;
