/** Drives a call: does what the client module says is next, until it is over. */

import { makeError } from "../errors.js";
import { type Answer, Kept, read, type Sending, send } from "./attempt.js";
import { tell } from "./listener.js";
import type { Options } from "./options.js";
import type { Session } from "./session.js";
import { describe } from "./thrown.js";
import { now, promised, sleep, Watch, within } from "./watch.js";
import { decode, encode } from "./wire.js";

/** What the client module says is next: `src/client/turn.rs`. */
type Action =
  | [kind: "send", method: string, path: string, body: unknown, isTestCall: boolean, timeoutMs: number, leftMs: number, keep: boolean]
  | [kind: "sleep", ms: number]
  | [kind: "report", event: Record<string, unknown>, leftMs: number]
  | [kind: "done", report: Record<string, unknown> | null]
  | [kind: "failed", parts: Parameters<typeof makeError>[0]];

/** What came of it: a list, and behind it the document of a reply; or what the call was for. */
type Outcome = [words: unknown[], document?: unknown] | Kept;

const DONE: Outcome = [["done"]];
const ABORTED: Outcome = [["aborted"]];
const NOTHING = new Uint8Array();

/** Which of many calls one is. */
export interface Member {
  index: number;
  agentId: unknown;
  /** Of the signal of all of them. */
  watch: Watch;
  /** A request of it starts. */
  count(): void;
}

/** A random number for the client module, which spreads waits by it. */
export function seed(): number {
  return Math.floor(Math.random() * 2 ** 53);
}

/** A call under way. */
export class Call {
  readonly #session: Session;
  readonly #number: number;
  readonly #options: Pick<Options, "signal" | "headers" | "onProgress">;
  readonly #given: string | undefined;
  readonly #member: Member | undefined;
  readonly #watch: Watch;
  /** What a call of several requests is about: its checkpoints hold it. */
  #arguments: unknown;

  /** Of a number that the client module gave. `given` is the text of the document that it was begun with. */
  constructor(session: Session, number: number, options: Pick<Options, "signal" | "headers" | "onProgress">, given?: string, member?: Member) {
    this.#session = session;
    this.#number = number;
    this.#options = options;
    this.#given = given;
    this.#member = member;
    this.#watch = member?.watch.another() ?? Watch.of(options.signal);
  }

  /** Runs it to its end. Whoever began it holds the session. */
  async run(): Promise<any> {
    const { connection } = this.#session;
    const number = this.#number;
    let came: Exclude<Outcome, Kept> | undefined;
    try {
      for (;;) {
        if (this.#watch.takeFired()) connection.interrupt(number);
        const action = decode(connection.turn(number, now(), came ? encode(...came) : NOTHING)) as Action;
        if (action[0] === "done") return action[1] === null ? undefined : this.#complete(action[1]);
        if (action[0] === "failed") throw this.#complete(makeError(action[1], this.#watch.reason));
        const next = await this.#execute(action);
        if (next instanceof Kept) return next.document;
        came = next;
      }
    } finally {
      connection.forget(number);
      this.#watch.end();
    }
  }

  /** Completes the checkpoint of an event, a report or an error. */
  #complete<T extends object>(holder: T): T {
    const { checkpoint } = holder as { checkpoint?: Record<string, unknown> };
    if (checkpoint !== undefined) {
      this.#arguments ??= decode(this.#session.connection.arguments(this.#number));
      checkpoint["arguments"] = this.#arguments;
    }
    return holder;
  }

  async #execute(action: Exclude<Action, ["done" | "failed", any]>): Promise<Outcome> {
    switch (action[0]) {
      case "send":
        return this.#send(action);
      case "sleep":
        return (await this.#watch.wait(sleep(action[1]))) === undefined ? ABORTED : DONE;
      case "report":
        return this.#report(action[1], action[2]);
    }
  }

  async #report(event: Record<string, unknown>, leftMs: number): Promise<Outcome> {
    const { onProgress } = this.#options;
    if (onProgress === undefined) return DONE;
    this.#complete(event);
    if (this.#member !== undefined) Object.assign(event, { index: this.#member.index, agentId: this.#member.agentId });
    const told = tell("onProgress", onProgress, event);
    if (told !== undefined) await this.#watch.wait(within(leftMs, promised(told)));
    return this.#watch.hasFired ? ABORTED : DONE;
  }

  /** Waits for its turn, sends once and reads the whole reply. */
  async #send([, method, path, body, isTestCall, timeoutMs, leftMs, keep]: Action & ["send", ...unknown[]]): Promise<Outcome> {
    const { turns, auth } = this.#session;
    this.#member?.count();
    const late: Outcome = [["late", timeoutMs]];
    let time = now();
    const untilMs = time + leftMs;
    for (;;) {
      // One more: a host's timer may be early, and then there is time left.
      const turn = turns.take() ?? (await this.#watch.wait(within(untilMs - time + 1, turns.next)));
      if (turn === undefined) return ABORTED;
      if (turn === "late") return late;
      time = now();
      const endMs = Math.min(untilMs, time + timeoutMs);
      let authorization: string | undefined;
      if (auth !== undefined) {
        const token = await this.#watch.wait(within(endMs - time, promised(this.#session.token(auth))));
        time = now();
        const isHeld = turn.isHeld;
        if (token === undefined || token === "late" || "outcome" in token || isHeld) turn.giveBack();
        if (token === undefined) return ABORTED;
        if (token === "late") return late;
        if ("outcome" in token) return [token.outcome];
        // A pause may have begun.
        if (isHeld) continue;
        authorization = token.authorization;
      }
      const sending: Sending = {
        method,
        path,
        body: body === null ? undefined : body === true ? this.#given : JSON.stringify(body),
        headers: isTestCall ? { ...this.#options.headers, "x-test-call": "true" } : this.#options.headers,
        authorization,
        keep,
      };
      const begin = send(this.#session.route, sending, endMs - time);
      const answer = await this.#watch.wait<Answer | "late">((done) => {
        const stop = begin(done);
        // Not before: between its turn and here, time may have passed.
        turn.use();
        return stop;
      });
      if (answer === undefined) return ABORTED;
      if (answer === "late") return late;
      return this.#hear(sending, answer);
    }
  }

  #hear({ method, path, keep }: Sending, answer: Answer): Outcome {
    if (answer.problem === "foreign") return [["foreign"]];
    if (answer.problem === "broken") {
      return [["broken", `no complete reply to ${method} ${path}: ${describe(answer.thrown)}; check the host and the network`]];
    }
    this.#session.hear(method, path, answer);
    return read(answer, keep);
  }
}
