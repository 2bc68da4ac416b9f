/// <reference lib="esnext.disposable" preserve="true" />
/** `atoms-lifecycle/emulator` where the wasm module is fetched: pages, workers, bundlers. */
import { type EmulateOptions, type Emulator } from "./emulation.js";
export { Emulator, type EmulateOptions } from "./emulation.js";
export type { AgentListBody, ArchivedLive, CheckSubject, DefaultBranchName, DraftConflictBody, DraftDiffBody, EmulatorOptions, FailedScanLeaves, Generation, RateLimitBody, RepublishAfterFailure, Verdict, } from "./emulator/emulator.js";
/**
 * Starts an in-memory Atoms platform of its own.
 *
 * ```ts
 * const emulator = await emulate();
 * const atoms = await connect({ fetch: emulator.fetch });
 * ```
 *
 * @throws TypeError | RangeError | Error when an option or the `snapshot` is
 * no good, or the wasm module can't be loaded (the next call tries again).
 */
export declare function emulate(options?: EmulateOptions): Promise<Emulator>;
