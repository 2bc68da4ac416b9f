/** An emulated platform with the clock it lives by, behind a `fetch`. */

import {
  EmulatorCore,
  type CheckSubject,
  type EmulatedResponse,
  type EmulatorOptions,
  type Verdict,
} from "./emulator/emulator.js";
import { OPTIONS, checkNames } from "./option-names.js";

/** Loopback for every client, and nothing listens there. */
const BASE_URL = "http://emulator.localhost/atoms/v1";
/** 2026-01-01T00:00:00Z: a manual clock without `startAt` repeats exactly. */
const DEFAULT_START = 1_767_225_600_000;
/** The end of the year 9999: the last moment that the platform can write. */
const LAST_MOMENT = 253_402_300_799_999;
/** A browser would send it along by itself; whether it is accepted is an option. */
const SESSION = "session=emulated";
const READS = new Set(["GET", "HEAD", "OPTIONS"]);

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
export let exchange: (
  emulator: Emulator,
  method: string,
  path: string,
  headers: string[],
  body: Uint8Array | undefined,
) => EmulatedResponse;

/**
 * The state is one that was saved before its emulator died: the ids that
 * clients may have got since then are never given again.
 */
export let skipLostIds: (emulator: Emulator) => void;

/** An in-memory Atoms platform. Made by `emulate()`. */
export class Emulator {
  static {
    exchange = (emulator, ...request) => emulator.#handle(...request);
    skipLostIds = (emulator) => {
      emulator.#open().skipLostIds();
      emulator.#changed?.();
    };
  }

  /**
   * A `fetch` whose every request this emulator answers, whatever its host.
   * It can be passed around by itself, as in `connect({ fetch: emulator.fetch })`.
   * Rejects as the host's own does: with the signal's reason, or a `TypeError`.
   */
  readonly fetch: typeof globalThis.fetch = Object.assign(
    (input: RequestInfo | URL, init?: RequestInit) => this.#fetch(input, init),
    // A connection asks, so that nobody waits for a platform that is not there.
    { maxRequestsPerSecond: Infinity },
  );

  /** Where this emulator claims to be: `http://emulator.localhost/atoms/v1`. */
  readonly baseUrl: string = BASE_URL;

  #core: EmulatorCore | undefined;
  readonly #startAt: number | undefined;
  #now: number;
  readonly #changed: (() => void) | undefined;

  /** @internal Use `emulate()`. */
  constructor(core: EmulatorCore, startAt: number | undefined, changed: (() => void) | undefined) {
    this.#core = core;
    this.#startAt = startAt;
    this.#now = startAt ?? 0;
    this.#changed = changed;
  }

  /** The whole state as JSON, for {@link Emulator.restore} or the `snapshot` option. */
  snapshot(): string {
    return this.#open().snapshot();
  }

  /**
   * Replaces the whole state by a snapshot's. A manual clock goes to where it
   * was then, though never before its start; for a real one that is behind the
   * snapshot's, time stands still until it has caught up.
   *
   * @throws Error when the snapshot is damaged or from a newer emulator; the
   * state is then what it was.
   * @throws TypeError when `snapshot` is not a string.
   */
  restore(snapshot: string): void {
    if (typeof snapshot !== "string") {
      throw new TypeError("a snapshot is a string; pass what snapshot() returned");
    }
    const core = this.#open();
    asked(() => core.restore(snapshot));
    if (this.#startAt !== undefined) {
      this.#now = Math.max(this.#startAt, timeOf(snapshot));
    }
    this.#changed?.();
  }

  /** Forgets every agent and call, a freeze and a migration, and puts a manual clock back to its start. */
  reset(): void {
    this.#open().reset();
    this.#now = this.#startAt ?? 0;
    this.#changed?.();
  }

  /**
   * Turns a platform of the versions generation into one of branches, in
   * place, as production did; nothing happens when it is one already.
   *
   * Every version becomes a revision of its agent's default branch, with the
   * same id, and the active one is that branch's head. From now on the old
   * writes and lists answer 409, and the old reads say that they go away.
   */
  migrate(): void {
    this.#tellTime(this.now());
    this.#open().migrate();
    this.#changed?.();
  }

  /**
   * Starts or ends a config freeze: while it is on, writes to branches answer
   * 423. Part of a snapshot.
   *
   * @throws TypeError when `on` is not a boolean.
   */
  setFreeze(on: boolean): void {
    if (typeof on !== "boolean") {
      throw new TypeError("setFreeze() takes true or false");
    }
    this.#open().setFreeze(on);
    this.#changed?.();
  }

  /**
   * Moves a manual clock forward, in milliseconds.
   *
   * @throws Error when the clock is the real one.
   * @throws RangeError when `ms` is negative, not a number, or leads past the
   * year 9999.
   */
  advance(ms: number): void {
    if (this.#startAt === undefined) {
      throw new Error('advance() needs a manual clock; pass clock: "manual" to emulate()');
    }
    if (!(ms >= 0)) {
      throw new RangeError("advance() takes the milliseconds to move forward, 0 or more");
    }
    const now = moment("the clock", this.#now + ms);
    // A snapshot taken now then knows the time.
    this.#tellTime(now);
    this.#now = now;
    this.#changed?.();
  }

  /** The emulator's time in Unix milliseconds. */
  now(): number {
    return this.#startAt === undefined ? Date.now() : this.#now;
  }

  /** Frees the emulator's memory. Every later call fails; closing again does nothing. */
  close(): void {
    const core = this.#core;
    this.#core = undefined;
    core?.free();
  }

  #open(): EmulatorCore {
    if (this.#core === undefined) {
      throw new Error("the emulator is closed; make another with emulate()");
    }
    return this.#core;
  }

  /** The core hears of the time with a request; a preflight does nothing else. */
  #tellTime(now: number): void {
    this.#open().handle("OPTIONS", "/", "", undefined, now);
  }

  #handle(method: string, path: string, headers: string[], body: Uint8Array | undefined): EmulatedResponse {
    const response = this.#open().handle(method, path, headers.join("\n"), body, this.now());
    if (!READS.has(method)) {
      this.#changed?.();
    }
    return response;
  }

  async #fetch(input: RequestInfo | URL, init: RequestInit | undefined): Promise<Response> {
    // The host's own Request reads the arguments, so that what it refuses is
    // refused here too, in its words.
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const body = await readBody(request);
    request.signal.throwIfAborted();
    const { pathname, search } = new URL(request.url);
    const headers = [...request.headers].flat();
    if (!request.headers.has("authorization")) {
      headers.push("cookie", SESSION);
    }
    const reply = this.#send(request.method, pathname + search, headers, body);
    const response = new Response(streamed(reply.body, request), {
      status: reply.status,
      headers: pairs(reply.headers),
    });
    Object.defineProperty(response, "url", { value: request.url });
    return response;
  }

  #send(...request: [string, string, string[], Uint8Array | undefined]): EmulatedResponse {
    try {
      return this.#handle(...request);
    } catch (cause) {
      // As a connection that breaks would.
      throw new TypeError("fetch failed: " + (cause instanceof Error ? cause.message : String(cause)), { cause });
    }
  }
}

let loading: Promise<unknown> | undefined;

/**
 * Opens an emulator once the wasm module is there.
 *
 * `load` runs once for all emulators, and again after it failed. `changed` is
 * told of everything that may have changed the state.
 */
export async function open(
  load: () => Promise<unknown>,
  options: EmulateOptions = {},
  changed?: () => void,
): Promise<Emulator> {
  const { clock = "real", startAt, verdict, snapshot, ...settings } = options;
  checkNames(options, OPTIONS);
  const start = startOf(clock, startAt);
  if (verdict !== undefined && typeof verdict !== "function") {
    throw new TypeError("verdict must be a function");
  }
  loading ??= load().catch((cause: unknown) => {
    loading = undefined;
    throw new Error("the emulator's wasm module could not be loaded; the next call tries again", { cause });
  });
  await loading;
  const cookieSessions = settings.cookieSessions ?? settings.apiKeys === undefined;
  const core = asked(() => new EmulatorCore({ ...settings, cookieSessions }, verdict));
  const emulator = new Emulator(core, start, changed);
  if (snapshot !== undefined) {
    try {
      emulator.restore(snapshot);
    } catch (error) {
      emulator.close();
      throw error;
    }
  }
  return emulator;
}

/**
 * What the module refuses is thrown anew from here: of an error that nobody
 * catches, Node shows the line that made it, and the module's glue is one line.
 */
function asked<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    // Anything else is no refusal, and its stack is needed.
    throw error instanceof Error && error.constructor === Error ? new Error(error.message) : error;
  }
}

/** The start of a manual clock; nothing for the real one. */
function startOf(clock: string, startAt: Date | number | undefined): number | undefined {
  if (clock === "manual") {
    return moment("startAt", Number(startAt ?? DEFAULT_START));
  }
  if (clock !== "real") {
    throw new TypeError('clock must be "real" or "manual"');
  }
  if (startAt !== undefined) {
    throw new TypeError('startAt needs a manual clock; add clock: "manual"');
  }
  return undefined;
}

function moment(what: string, ms: number): number {
  if (!(ms >= 0 && ms <= LAST_MOMENT)) {
    throw new RangeError(`${what} must be a time in the years 1970 to 9999`);
  }
  return Math.floor(ms);
}

/** When a snapshot was taken. It was restored before: its shape is known. */
function timeOf(snapshot: string): number {
  return (JSON.parse(snapshot) as { state: { nowMs: number } }).state.nowMs;
}

/** The request's body as bytes, unless its signal comes first. */
function readBody(request: Request): Promise<Uint8Array> {
  const { signal } = request;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    request
      .arrayBuffer()
      .then(
        (bytes) => resolve(new Uint8Array(bytes)),
        (cause: unknown) => reject(new TypeError("fetch failed: the request's body could not be read", { cause })),
      )
      .finally(() => signal.removeEventListener("abort", abort));
  });
}

/** A body that an abort still stops as long as nobody has read it. */
function streamed(body: Uint8Array<ArrayBuffer>, request: Request): ReadableStream<Uint8Array> | null {
  if (body.length === 0 || request.method === "HEAD") {
    return null;
  }
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (request.signal.aborted) {
          controller.error(request.signal.reason);
          return;
        }
        controller.enqueue(body);
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}

function pairs(lines: string): [string, string][] {
  const pairs: [string, string][] = [];
  const flat = lines.split("\n");
  for (let index = 0; index + 1 < flat.length; index += 2) {
    pairs.push([flat[index] ?? "", flat[index + 1] ?? ""]);
  }
  return pairs;
}
