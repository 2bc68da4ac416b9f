/** A lifecycle call from its question to its report: progress, deadline, checkpoint. */

import {
  InputError,
  NotFoundError,
  ReleaseError,
  SecurityCheckFailedError,
  ValidationError,
} from "../node.js";
import type { Checkpoint, LifecycleOptions, Progress } from "../types.js";
import { defaultPath, prepare, removeCheckpoint, writeCheckpoint } from "./checkpoint-file.js";
import { LeftOver, type Session } from "./session.js";

export const LIFECYCLE = { deadline: { type: "string" }, checkpoint: { type: "string" } } as const;

export const LIFECYCLE_USAGE = `  --deadline TIME         the limit for all of it, such as 90s or 5m (default 3m)
  --checkpoint FILE       keep how far it is in FILE, before every request, so that even a kill leaves
                          something to resume (default: when it stops, and if there is something to
                          resume, in atoms-<command>-<AGENT>.checkpoint.json here)`;

export interface Drive {
  readonly call: string;
  readonly agentId: string;
  /** `--checkpoint`. */
  readonly checkpoint?: string | undefined;
  /** Of a call that is taken up again: its checkpoint is good as long as it did not end. */
  readonly resumed?: boolean;
}

/** What a call takes so that it tells its steps and ends in time. */
export function told({ call, output, deadlineMs }: Session): LifecycleOptions {
  return {
    ...call,
    ...(deadlineMs !== undefined && { deadlineMs }),
    onProgress: (event) => output.progress(event),
  };
}

/** Runs a call, and leaves its checkpoint when it stops with something to resume. */
export async function drive<Report>(
  session: Session,
  { call, agentId, checkpoint: named, resumed = false }: Drive,
  start: (options: LifecycleOptions) => Promise<Report>,
): Promise<Report> {
  const options = told(session);
  const file = named ?? defaultPath(call, agentId);
  if (named !== undefined) prepare(named);
  let last: Progress | undefined;
  session.atOnce = () => {
    if (last === undefined || !hasBegun(last)) return;
    const [advice] = leave(session, file, last.checkpoint);
    console.error(`atoms-lifecycle: stopped at once, at ${last.step}; what was under way may still come about\n${advice}`);
  };
  try {
    const report = await start({
      ...options,
      onProgress: (event) => {
        last = event;
        if (named !== undefined) writeCheckpoint(named, event.checkpoint);
        options.onProgress?.(event);
      },
    });
    if (named !== undefined) removeCheckpoint(named);
    return report;
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    if (resumed || canGoOn(error)) {
      throw new LeftOver(error, ...leave(session, file, error.checkpoint));
    }
    if (named !== undefined) removeCheckpoint(named);
    throw error;
  }
}

/** Before there is more than a look, running the command again is as good. */
function hasBegun({ step }: { step: Progress["step"] }): boolean {
  return step !== "read";
}

/** Whether the same call can get through once something is out of its way. */
function canGoOn(error: ReleaseError): boolean {
  const hopeless = [InputError, NotFoundError, SecurityCheckFailedError, ValidationError];
  return hasBegun(error) && !hopeless.some((kind) => error.cause instanceof kind);
}

/** @returns what to do next, and the file to do it with, if one could be written */
function leave(session: Session, file: string, checkpoint: Checkpoint): [advice: string, file?: string] {
  try {
    writeCheckpoint(file, checkpoint);
  } catch (error) {
    const [reason] = (error as Error).message.split("\n");
    return [`no checkpoint could be written (${reason}); to resume, put this line in a file:\n${JSON.stringify(checkpoint)}`];
  }
  const where = session.baseUrl === undefined ? "" : ` --base-url ${quoted(session.baseUrl)}`;
  return [`go on with: atoms-lifecycle resume ${quoted(file)}${where}`, file];
}

/** As a shell takes it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
