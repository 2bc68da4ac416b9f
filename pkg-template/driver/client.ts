/** The client module: what it is asked and told, and what it answers. The other side is `src/client/connection.rs`. */

import { Connection, type DeprecationNotice } from "../client/client.js";
import { makeError } from "../errors.js";
import type { Given } from "./give.js";
import * as news from "./news.js";
import * as question from "./question.js";
import { now } from "./watch.js";
import { bytesOf, decode, encode } from "./wire.js";

type Parts = Parameters<typeof makeError>[0];

/** What is next for a call: `src/client/turn.rs`. */
export type Action =
  | [kind: "send", method: string, path: string, body: unknown, isTestCall: boolean, timeoutMs: number, leftMs: number, keep: boolean]
  | [kind: "sleep", ms: number]
  | [kind: "report", event: Record<string, unknown>, leftMs: number]
  | [kind: "done", report: Record<string, unknown> | null]
  | [kind: "failed", parts: Parts];

/** What came of an action: a list, and behind it the document of a reply. */
export type Came = [words: unknown[], document?: unknown];

/** What a page held: how many items (false for no list), how many there are in all, whether there are more. */
export type Held = [count: number | false, total: number | undefined, hasMore: boolean | undefined];

/** A connection of the client module. */
export class Client {
  readonly #memory: WebAssembly.Memory;
  readonly #connection = new Connection();
  /** The raw key, without what came along with it. */
  readonly key: string | null;

  /** @throws InputError when an option is no good. */
  constructor(memory: WebAssembly.Memory, options: object, host: object) {
    this.#memory = memory;
    const answer = this.#ask(question.OPEN, 0, options, host);
    // Nobody else will: there is no connection to whoever asked for one.
    if (answer[0] === "failed") this.free();
    [, this.key] = good(answer);
  }

  /** Begins a call. Its number is null where its arguments are refused. */
  begin(method: string, isAborted: boolean, options: object | undefined, { plain, outline }: Given): [number: number | null, first: Action] {
    // Waits are spread by a random number.
    const words = [method, Math.floor(Math.random() * 2 ** 53), isAborted];
    // Null where an outline does not do.
    const begun = outline && this.#ask(question.BEGIN, 0, [...words, true], options, ...outline);
    return begun ?? this.#ask(question.BEGIN, 0, words, options, ...plain);
  }

  turn(call: number, came: Came): Action {
    return this.#ask(question.TURN, call, ...came);
  }

  /** What a call is about, for its checkpoints. */
  arguments(call: number): unknown {
    return this.#ask(question.ARGUMENTS, call);
  }

  interrupt(call: number): void {
    this.#tell(news.INTERRUPT, call);
  }

  forget(call: number): void {
    this.#tell(news.FORGET, call);
  }

  /**
   * The query of a list's next page and the field of its items; no query
   * behind the last one. Without `held` it is the first page.
   *
   * @throws ApiError when a page held no list.
   */
  page(method: string, query: unknown, held?: Held): [query: unknown, itemsField: string] | [] {
    const [, ...page] = good(this.#ask(question.PAGE, 0, [method, query, ...(held ?? [])]));
    return page;
  }

  /** Null where there is none in it. */
  token(given: string): string | null {
    return this.#ask(question.TOKEN, 0, [given]);
  }

  /** What to tell of an endpoint that is going away, the first time. */
  notice(method: string, path: string, deprecation: string, sunset: string | undefined): DeprecationNotice | null {
    return this.#ask(question.NOTICE, 0, [method, path, deprecation, sunset]);
  }

  /** A request starts, where it need not wait for its turn. */
  takeTurn(): boolean {
    return this.#tell(news.TAKE, 0) === 1;
  }

  /** A request waits for its turn: its place in the queue. */
  join(): number {
    return this.#tell(news.JOIN, 0);
  }

  leave(place: number): void {
    this.#tell(news.LEAVE, place);
  }

  /** 0 for its turn, a number above it for how many milliseconds later to ask again, one below it to wait for others. */
  askForTurn(place: number): number {
    return this.#tell(news.ASK, place);
  }

  /** Who had its turn has started. */
  started(): void {
    this.#tell(news.STARTED, 0);
  }

  /** Who had its turn will not start. */
  returned(): void {
    this.#tell(news.RETURNED, 0);
  }

  /** Whether nothing may start now, whoever had its turn. */
  get isHeld(): boolean {
    return this.#tell(news.HELD, 0) === 1;
  }

  free(): void {
    this.#connection.free();
  }

  #ask(question: number, number: number, ...values: unknown[]): any {
    const bytes = encode(...values);
    const room = this.#connection.room(bytes.length);
    bytesOf(this.#memory).set(bytes, room);
    return decode(this.#memory, this.#connection.ask(question, number, now()));
  }

  #tell(news: number, number: number): number {
    return this.#connection.tell(news, number, now());
  }
}

/** @throws what the module says is wrong. */
function good<T extends [word: string, ...unknown[]]>(answer: T): T {
  if (answer[0] === "failed") throw makeError(answer[1] as Parts, undefined);
  return answer;
}
