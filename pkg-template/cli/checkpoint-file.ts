/** How far a call came, in a file that `resume` goes on with. */

import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { Checkpoint } from "../types.js";

/** Where a call that stopped leaves its checkpoint when nobody names a file. */
export function defaultPath(call: string, agentId: string): string {
  return `atoms-${call}-${encodeURIComponent(agentId)}.checkpoint.json`;
}

/** @throws Error when there is no checkpoint in the file. */
export function readCheckpoint(path: string): Checkpoint {
  const document = parsed(readFileSync(path, "utf8"));
  if (!isCheckpoint(document)) {
    throw new Error(`${path} holds no checkpoint`);
  }
  return document;
}

/**
 * Makes sure that a checkpoint can be written there later.
 *
 * @throws Error when it can't, or when what is there is something else.
 */
export function prepare(path: string): void {
  let text;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    writeFileSync(path, "", { flag: "wx", mode: 0o600 });
    rmSync(path);
    return;
  }
  if (!isCheckpoint(parsed(text))) {
    throw new Error(`${path} holds something else than a checkpoint; name another file for it`);
  }
}

/** Whole or not at all: one that is half written would be worse than an older one. */
export function writeCheckpoint(path: string, checkpoint: Checkpoint): void {
  const aside = `${path}.${process.pid}.new`;
  try {
    // Tools and pre-call APIs in a patch may hold secrets.
    writeFileSync(aside, `${JSON.stringify(checkpoint)}\n`, { mode: 0o600 });
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}

export function removeCheckpoint(path: string): void {
  rmSync(path, { force: true });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isCheckpoint(document: unknown): document is Checkpoint {
  const { version, call, ids } = Object(document) as Partial<Checkpoint>;
  return typeof version === "number" && typeof call === "string" && typeof ids?.agentId === "string";
}
