/** Guards the client module's classes against a `this` that is freed, or not theirs. */
/**
 * Makes a class refuse a wrong `this` as it refuses an argument. By itself it
 * would throw where a promise is due, or take the memory of one object for
 * another's. Freeing twice does nothing.
 *
 * What `throwing` names gives no promise: it throws.
 */
export declare function guardReceiver(owner: {
    prototype: object;
}, throwing: RegExp): void;
