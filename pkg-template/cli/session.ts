/** A connection for a command, from its options and the environment, until it ends. */

import { AtomsError, ReleaseError } from "../node.js";
import { connect } from "../node.js";
import type { Atoms, CallOptions } from "../types.js";
import { duration } from "./arguments.js";
import { MissingKeyError, exitCodeOf } from "./exit-codes.js";
import { Interruptions } from "./interruption.js";
import { openOutput, type Output } from "./output.js";

export interface Session {
  readonly atoms: Atoms;
  readonly output: Output;
  /** What every call of the connection takes last. */
  readonly call: CallOptions & { readonly signal: AbortSignal };
  /** `--base-url`, where it was given. */
  readonly baseUrl: string | undefined;
  /** `--deadline`, where it was given. */
  readonly deadlineMs: number | undefined;
  /** Whether a program reads the output: it is asked nothing. */
  readonly json: boolean;
  /** What to do at once when a second signal comes. */
  atOnce: () => void;
}

export interface SessionOptions {
  readonly "base-url"?: string | undefined;
  readonly json?: boolean | undefined;
  readonly deadline?: string | undefined;
}

/** A failure of a call, and the file that its checkpoint was left in. */
export class LeftOver extends Error {
  /** What to do next, for people. */
  readonly advice: string;
  readonly file: string | undefined;

  constructor(cause: AtomsError, advice: string, file?: string) {
    super(cause.message, { cause });
    this.advice = advice;
    this.file = file;
  }
}

export async function withSession(options: SessionOptions, work: (session: Session) => Promise<void>): Promise<void> {
  const json = options.json === true;
  const deadlineMs = options.deadline === undefined ? undefined : duration("--deadline", options.deadline);
  const output = openOutput(json);
  const interruptions = new Interruptions(() => session?.atOnce());
  let session: Session | undefined;
  try {
    const baseUrl = options["base-url"];
    session = {
      atoms: await open(baseUrl ?? (process.env["ATOMS_BASE_URL"] || undefined)),
      output,
      call: { signal: interruptions.signal },
      baseUrl,
      deadlineMs,
      json,
      atOnce: () => undefined,
    };
    await work(session);
  } catch (error) {
    output.failure(failureOf(error));
    throw error;
  } finally {
    output.end();
    interruptions.end();
  }
}

async function open(baseUrl: string | undefined): Promise<Atoms> {
  const apiKey = process.env["SMALLEST_API_KEY"];
  if (!apiKey) {
    throw new MissingKeyError("no key: set SMALLEST_API_KEY (an emulator takes any)");
  }
  return connect({ apiKey, ...(baseUrl !== undefined && { baseUrl }) });
}

/** What a program gets to know of a failure. */
function failureOf(thrown: unknown): object {
  const error = thrown instanceof LeftOver ? thrown.cause : thrown;
  const file = thrown instanceof LeftOver ? thrown.file : undefined;
  const facts = error instanceof AtomsError ? factsOf(error) : plain(error);
  return { exitCode: exitCodeOf(error), error: facts, ...(file !== undefined && { checkpointFile: file }) };
}

function plain(error: unknown): object {
  return { name: "Error", message: error instanceof Error ? error.message : String(error) };
}

function factsOf(error: AtomsError): object {
  const facts = error.toJSON();
  if (!(error instanceof ReleaseError)) return facts;
  // Its details say its fields again, and the checkpoint is in its file: the patch is no log's business.
  const { checkpoint: _, details: __, ...others } = facts;
  return others;
}
