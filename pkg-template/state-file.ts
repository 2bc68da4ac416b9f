/** A state kept in a file: read whole at the start, replaced whole at each save. */

import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { isRunning, StateLock } from "./state-lock.js";

/** Between a change and its save, so that many changes make one save. */
const SAVE_AFTER_MS = 100;
/** A save that took long is followed by this many times its length without one. */
const REST_FACTOR = 10;
const ENDING_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Saves are synchronous: none can overlap another, and the last one still
 * works while the process exits.
 */
export class StateFile {
  /** Those that are saved when the process ends. One listener serves them all. */
  static readonly #kept = new Set<StateFile>();
  static readonly #onExit = () => {
    for (const file of StateFile.#kept) {
      file.#saveOrComplain();
      file.release();
    }
  };
  static readonly #onSignal = (signal: NodeJS.Signals) => {
    for (const file of StateFile.#kept) {
      file.#saveOrComplain();
    }
    // Nobody else handles the signal, so that it must still end the process.
    if (process.listenerCount(signal) === 1) {
      StateFile.#onExit();
      process.kill(process.pid, signal);
    }
  };

  readonly path: string;
  readonly #lock: StateLock;
  #snapshot: (() => string) | undefined;
  /** What the file was when we last read or wrote it. */
  #known: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #unsaved = false;
  #lastSaveMs = 0;
  #complaint: string | undefined;

  /**
   * @throws Error when no file can be written there, or another process does.
   */
  constructor(path: string) {
    this.path = realPath(path);
    const folder = dirname(this.path);
    try {
      accessSync(folder, constants.W_OK);
    } catch (cause) {
      throw new Error(`${path} can't be kept: its folder is missing or not writable`, { cause });
    }
    removeLeftovers(folder, basename(this.path));
    this.#lock = new StateLock(this.path, temporaryPath(this.path));
  }

  /** Whether whoever used the file before died in the middle of it. */
  get holderDied(): boolean {
    return this.#lock.holderDied;
  }

  /**
   * What the file holds; nothing when there is none.
   *
   * @throws Error when it can't be read as text.
   */
  read(): string | undefined {
    this.#known = fingerprint(this.path);
    if (this.#known === undefined) {
      return undefined;
    }
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(this.path));
    } catch (cause) {
      throw new Error(`${this.path} can't be read: ${messageOf(cause)}`, { cause });
    }
  }

  /** From now on saves what `snapshot` gives, also when the process ends. */
  keep(snapshot: () => string): void {
    this.#snapshot = snapshot;
    if (StateFile.#kept.size === 0) {
      process.on("exit", StateFile.#onExit);
      for (const signal of ENDING_SIGNALS) {
        // First, while a listener that listens once still counts.
        process.prependListener(signal, StateFile.#onSignal);
      }
    }
    StateFile.#kept.add(this);
  }

  /** Notes a change, to be saved soon. Before `keep` there is nothing to save. */
  changed(): void {
    if (this.#snapshot === undefined) {
      return;
    }
    this.#unsaved = true;
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        this.#saveOrComplain();
      },
      Math.max(SAVE_AFTER_MS, this.#lastSaveMs * REST_FACTOR),
    ).unref();
  }

  /**
   * Saves what is not saved yet.
   *
   * @throws Error when it can't be; the file is then what it was.
   */
  save(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#unsaved || this.#snapshot === undefined) {
      return;
    }
    const started = performance.now();
    const found = fingerprint(this.path);
    if (found !== undefined && found !== this.#known) {
      throw new Error(`${this.path} was changed by somebody else; it is left as it is and the state is not saved`);
    }
    try {
      replace(this.path, this.#snapshot());
    } catch (cause) {
      throw new Error(`${this.path} can't be written: ${messageOf(cause)}`, { cause });
    }
    this.#known = fingerprint(this.path);
    this.#unsaved = false;
    this.#lastSaveMs = performance.now() - started;
  }

  /**
   * Saves for the last time and lets others use the file.
   *
   * @throws Error when it can't be saved.
   */
  close(): void {
    try {
      this.save();
    } finally {
      this.release();
    }
  }

  /** Lets others use the file, without a save. */
  release(): void {
    clearTimeout(this.#timer);
    this.#snapshot = undefined;
    this.#lock.release();
    StateFile.#kept.delete(this);
    if (StateFile.#kept.size === 0) {
      process.off("exit", StateFile.#onExit);
      for (const signal of ENDING_SIGNALS) {
        process.off(signal, StateFile.#onSignal);
      }
    }
  }

  /** Where nobody waits for the outcome: says what is wrong, and says it once. */
  #saveOrComplain(): void {
    try {
      this.save();
      this.#complaint = undefined;
    } catch (error) {
      const complaint = messageOf(error);
      if (complaint !== this.#complaint) {
        console.error(`atoms-lifecycle: ${complaint}`);
      }
      this.#complaint = complaint;
    }
  }
}

/** Writes a new file beside the old one, and lets it take the old one's place once it is on disk. */
function replace(path: string, text: string): void {
  const next = temporaryPath(path);
  try {
    const file = openSync(next, "w");
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(next, path);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/** Makes the renaming itself last. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, "r");
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // Some systems can't sync a folder; the file itself is safe there.
  }
}

/** A name that no other process uses, on the file's own disk. */
function temporaryPath(path: string): string {
  return join(dirname(path), temporaryName(basename(path), process.pid));
}

function temporaryName(name: string, pid: number | string): string {
  return `.${name}.${pid}.tmp`;
}

/** Removes what processes left that were killed while they wrote. */
function removeLeftovers(folder: string, name: string): void {
  const [before, after] = temporaryName(name, "\n").split("\n") as [string, string];
  for (const entry of readdirSync(folder)) {
    const pid = entry.startsWith(before) && entry.endsWith(after) ? entry.slice(before.length, -after.length) : "";
    if (/^[0-9]+$/.test(pid) && !isRunning(Number(pid))) {
      rmSync(join(folder, entry), { force: true });
    }
  }
}

/** A link is followed, so that saving replaces the file and not the link. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function fingerprint(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stats && `${stats.ino}:${stats.size}:${stats.mtimeNs}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
