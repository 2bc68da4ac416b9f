/** Signals that end a command: the first lets it clean up, a second one does not wait. */
declare const SIGNALS: {
    readonly SIGHUP: 129;
    readonly SIGINT: 130;
    readonly SIGTERM: 143;
};
type SignalName = keyof typeof SIGNALS;
/** The reason of the abort. */
export declare class Interruption extends Error {
    readonly exitCode: number;
    constructor(signal: SignalName);
}
export declare class Interruptions {
    #private;
    /** `atOnce` is what is still done, and done at once, at a second signal. */
    constructor(atOnce: () => void);
    get signal(): AbortSignal;
    end(): void;
}
export {};
