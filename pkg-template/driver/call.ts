/** Drives a call: does what the client module says is next, until it is over. */

import { makeError } from "../errors.js";
import { type Answer, Kept, read, type Sending, send } from "./attempt.js";
import type { Action, Came } from "./client.js";
import { give } from "./give.js";
import { tell } from "./listener.js";
import type { Options } from "./options.js";
import type { Session } from "./session.js";
import { describe } from "./thrown.js";
import { now, promised, sleep, Watch, within } from "./watch.js";

/** What came of an action, or what the call was for. */
type Outcome = Came | Kept;

const DONE: Outcome = [["done"]];
const ABORTED: Outcome = [["aborted"]];

/** Which of many calls one is. */
export interface Member {
  index: number;
  agentId: unknown;
  /** Of the signal of all of them. */
  watch: Watch;
  /** A request of it starts. */
  count(): void;
}

/** A call under way. */
export class Call {
  readonly #session: Session;
  readonly #options: Omit<Options, "plain">;
  readonly #member: Member | undefined;
  readonly #watch: Watch;
  /** The text of the document that it was begun with. */
  readonly #text: string | undefined;
  /** Null where its arguments were refused. */
  readonly #number: number | null;
  readonly #first: Action;
  /** What a call of several requests is about: its checkpoints hold it. */
  #arguments: unknown;

  /** Begins a method's call. */
  constructor(session: Session, method: string, values: readonly unknown[], options: Options, member?: Member) {
    this.#session = session;
    this.#options = options;
    this.#member = member;
    const given = give(values);
    this.#text = given.text;
    this.#watch = member?.watch.another() ?? Watch.of(options.signal);
    [this.#number, this.#first] = session.client.begin(method, this.#watch.takeFired(), options.plain, given);
  }

  /** Runs it to its end. Not twice. */
  async run(): Promise<any> {
    const session = this.#session;
    const number = this.#number as number;
    session.hold();
    try {
      for (let action = this.#first; ; ) {
        if (action[0] === "done") return action[1] === null ? undefined : this.#complete(action[1]);
        if (action[0] === "failed") throw this.#complete(makeError(action[1], this.#watch.reason));
        const came = await this.#execute(action);
        if (came instanceof Kept) return came.document;
        if (this.#watch.takeFired()) session.client.interrupt(number);
        action = session.client.turn(number, came);
      }
    } finally {
      if (this.#number !== null) session.client.forget(number);
      this.#watch.end();
      session.free();
    }
  }

  /** Completes the checkpoint of an event, a report or an error. */
  #complete<T extends object>(holder: T): T {
    const { checkpoint } = holder as { checkpoint?: Record<string, unknown> };
    if (checkpoint !== undefined) {
      this.#arguments ??= this.#session.client.arguments(this.#number as number);
      checkpoint["arguments"] = this.#arguments;
    }
    return holder;
  }

  #execute(action: Exclude<Action, ["done" | "failed", any]>): Promise<Outcome> {
    switch (action[0]) {
      case "send":
        return this.#send(action);
      case "sleep":
        return this.#sleep(action[1]);
      case "report":
        return this.#report(action[1], action[2]);
    }
  }

  async #sleep(ms: number): Promise<Outcome> {
    return (await this.#watch.wait(sleep(ms))) === undefined ? ABORTED : DONE;
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
      const turn = turns.take() || (await this.#watch.wait(within(untilMs - time + 1, turns.next)));
      if (turn === undefined) return ABORTED;
      if (turn === "late") return late;
      time = now();
      const endMs = Math.min(untilMs, time + timeoutMs);
      let authorization: string | undefined;
      if (auth !== undefined) {
        const token = await this.#watch.wait(within(endMs - time, promised(this.#session.token(auth))));
        time = now();
        const isHeld = turns.isHeld;
        if (token === undefined || token === "late" || "outcome" in token || isHeld) turns.giveBack();
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
        body: body === null ? undefined : body === true ? this.#text : JSON.stringify(body),
        headers: isTestCall ? { ...this.#options.headers, "x-test-call": "true" } : this.#options.headers,
        authorization,
        keep,
      };
      // It fired since its turn came: what waits below would not begin.
      if (this.#watch.hasFired) {
        turns.giveBack();
        return ABORTED;
      }
      const begin = send(this.#session.route, sending, endMs - time);
      const answer = await this.#watch.wait<Answer | "late">((done) => {
        const stop = begin(done);
        // Not before: between its turn and here, time may have passed.
        turns.use();
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
      return [["broken", `no complete reply to ${method} ${this.#session.route.baseUrl}${path}: ${describe(answer.thrown)}; check the host and the network`]];
    }
    this.#session.hear(method, path, answer);
    return read(answer, keep);
  }
}
