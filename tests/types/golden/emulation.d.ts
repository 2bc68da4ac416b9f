/** An emulated platform with the clock it lives by, behind a `fetch`. */
import { EmulatorCore, type CheckSubject, type EmulatedResponse, type EmulatorOptions, type Verdict } from "./emulator/emulator.js";
/** How to set up an emulator. Every field is optional. */
export interface EmulateOptions extends EmulatorOptions {
    /**
     * Who moves time: `"real"`, the host's clock (default), or `"manual"`,
     * {@link Emulator.advance} alone.
     */
    clock?: "real" | "manual" | undefined;
    /**
     * Where a manual clock starts, as a `Date` or in Unix milliseconds.
     * Default 2026-01-01T00:00:00Z, so that the same calls give the same times.
     */
    startAt?: Date | number | undefined;
    /**
     * Decides how a security check ends. Asked once for each publish, and must
     * answer at once; when it throws or answers anything else, that check ends
     * as `errored`. Default: passed, unless `failChecksContaining` says otherwise.
     */
    verdict?: ((subject: CheckSubject) => Verdict | "passed" | "failed") | undefined;
    /**
     * Signs requests without a key in, by a session cookie. Default true,
     * unless `apiKeys` are given. Of a server: false.
     */
    cookieSessions?: boolean | undefined;
    /** A state to start from, as {@link Emulator.snapshot} gave it. Default: empty. */
    snapshot?: string | undefined;
}
/**
 * One exchange without `Request` and `Response`: the HTTP server's way in.
 * `headers` are name, value, name, value…
 */
export declare let exchange: (emulator: Emulator, method: string, path: string, headers: string[], body: Uint8Array | undefined) => EmulatedResponse;
/**
 * The state is one that was saved before its emulator died: the ids that
 * clients may have got since then are never given again.
 */
export declare let skipLostIds: (emulator: Emulator) => void;
/** An in-memory Atoms platform. Made by `emulate()`. */
export declare class Emulator {
    #private;
    /**
     * A `fetch` whose every request this emulator answers, whatever its host.
     * It can be passed around by itself, as in `connect({ fetch: emulator.fetch })`.
     * Rejects as the host's own does: with the signal's reason, or a `TypeError`.
     */
    readonly fetch: typeof globalThis.fetch;
    /** Where this emulator claims to be: `http://emulator.localhost/atoms/v1`. */
    readonly baseUrl: string;
    /** @internal Use `emulate()`. */
    constructor(core: EmulatorCore, startAt: number | undefined, changed: (() => void) | undefined);
    /** The whole state as JSON, for {@link Emulator.restore} or the `snapshot` option. */
    snapshot(): string;
    /**
     * Replaces the whole state by a snapshot's. A manual clock goes to where it
     * was then, though never before its start; for a real one that is behind the
     * snapshot's, time stands still until it has caught up.
     *
     * @throws Error when the snapshot is damaged or from a newer emulator; the
     * state is then what it was.
     * @throws TypeError when `snapshot` is not a string.
     */
    restore(snapshot: string): void;
    /** Forgets every agent and call, a freeze and a migration, and puts a manual clock back to its start. */
    reset(): void;
    /**
     * Turns a platform of the versions generation into one of branches, in
     * place, as production did; nothing happens when it is one already.
     *
     * Every version becomes a revision of its agent's default branch, with the
     * same id, and the active one is that branch's head. From now on the old
     * writes and lists answer 409, and the old reads say that they go away.
     */
    migrate(): void;
    /**
     * Starts or ends a config freeze: while it is on, writes to branches answer
     * 423. Part of a snapshot.
     *
     * @throws TypeError when `on` is not a boolean.
     */
    setFreeze(on: boolean): void;
    /**
     * Moves a manual clock forward, in milliseconds.
     *
     * @throws Error when the clock is the real one.
     * @throws RangeError when `ms` is negative, not a number, or leads past the
     * year 9999.
     */
    advance(ms: number): void;
    /** The emulator's time in Unix milliseconds. */
    now(): number;
    /** Frees the emulator's memory. Every later call fails; closing again does nothing. */
    close(): void;
}
/**
 * Opens an emulator once the wasm module is there.
 *
 * `load` runs once for all emulators, and again after it failed. `changed` is
 * told of everything that may have changed the state.
 */
export declare function open(load: () => Promise<unknown>, options?: EmulateOptions, changed?: () => void): Promise<Emulator>;
