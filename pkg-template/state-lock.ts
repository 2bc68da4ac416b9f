/** A lock beside a file, which the death of its holder ends too. */

import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

export class StateLock {
  /** Whether the last holder died without letting go. */
  readonly holderDied: boolean;
  readonly #path: string;
  readonly #own = identityOf(process.pid);

  /**
   * @param path of the file
   * @param aside a name that no other process uses
   * @throws Error when a living process holds the lock.
   */
  constructor(path: string, aside: string) {
    this.#path = `${path}.lock`;
    let dead = false;
    while (!this.#take()) {
      const found = unlessMissing(() => readFileSync(this.#path, "utf8"));
      if (found !== undefined) {
        this.#removeDead(path, found, aside);
        dead = true;
      }
    }
    this.holderDied = dead;
  }

  /** Lets go; again does nothing. */
  release(): void {
    if (readText(this.#path) === this.#own) {
      rmSync(this.#path, { force: true });
    }
  }

  #take(): boolean {
    try {
      writeFileSync(this.#path, this.#own, { flag: "wx" });
    } catch (error) {
      if (codeOf(error) !== "EEXIST") {
        throw error;
      }
      return false;
    }
    // Somebody may have seen it empty, and taken it for a dead one.
    return readText(this.#path) === this.#own;
  }

  #removeDead(path: string, found: string, aside: string): void {
    if (isHeld(found)) {
      throw new Error(
        `${path} is in use by process ${found.split(" ")[0]}; stop that or name another file (if it is no emulator, remove ${this.#path})`,
      );
    }
    unlessMissing(() => renameSync(this.#path, aside));
    if (readText(aside) === found) {
      rmSync(aside, { force: true });
    } else {
      // Somebody else was first, and what we took is theirs.
      unlessMissing(() => renameSync(aside, this.#path));
    }
  }
}

/** Whether there is such a process. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

/** A process as no other one ever is, where the system tells when it began. */
function identityOf(pid: number): string {
  return `${pid} ${lookUp(pid).began}\n`;
}

function isHeld(identity: string): boolean {
  const pid = Number(/^([0-9]+) [0-9]*\n$/.exec(identity)?.[1]);
  return pid > 0 && isRunning(pid) && !lookUp(pid).ended && identity === identityOf(pid);
}

/** What Linux tells about a process; nothing elsewhere. */
function lookUp(pid: number): { ended: boolean; began: string } {
  const stat = readText(`/proc/${pid}/stat`) ?? "";
  // The field before these is in brackets and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // A process that nobody waited for still has its id.
  return { ended: fields[0] === "Z" || fields[0] === "X", began: fields[19] ?? "" };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function unlessMissing<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (codeOf(error) !== "ENOENT") {
      throw error;
    }
    return undefined;
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
