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
  readonly path: string;
  #snapshot: (() => string) | undefined;
  /** What the file was when we last read or wrote it. */
  #known: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #unsaved = false;
  #lastSaveMs = 0;
  #complaint: string | undefined;
  readonly #onExit = () => this.#saveOrComplain();
  readonly #onSignal = (signal: NodeJS.Signals) => {
    this.#saveOrComplain();
    // Nobody else handles the signal, so that it must still end the process.
    if (process.listenerCount(signal) === 0) {
      process.kill(process.pid, signal);
    }
  };

  /**
   * @throws Error when no file can be written there.
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
    process.on("exit", this.#onExit);
    for (const signal of ENDING_SIGNALS) {
      process.once(signal, this.#onSignal);
    }
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
   * Saves for the last time and lets go of the process.
   *
   * @throws Error when it can't be saved.
   */
  close(): void {
    process.off("exit", this.#onExit);
    for (const signal of ENDING_SIGNALS) {
      process.off(signal, this.#onSignal);
    }
    try {
      this.save();
    } finally {
      this.#snapshot = undefined;
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
  const next = join(dirname(path), temporaryName(basename(path), process.pid));
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

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
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
