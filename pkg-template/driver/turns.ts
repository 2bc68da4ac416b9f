/** The queue of a connection's requests before its pace. */

import type { Connection } from "../client/client.js";
import { type Begin, now, sleep } from "./watch.js";

/** The pace is the client module's; this wakes those who wait for it. */
export class Turns {
  readonly #connection: Connection;
  /** Those who wait, by their places. */
  readonly #waiting = new Map<number, () => void>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** A turn, if there is one at once. */
  take(): Turn | undefined {
    const place = this.#connection.join();
    const isFree = this.#connection.ask(place, now()) === 0;
    if (isFree) return this.#turn();
    this.#connection.leave(place);
    return undefined;
  }

  /** Waits for a turn. When it is stopped on the way, its place goes with it. */
  next: Begin<Turn> = (done) => {
    const place = this.#connection.join();
    let stopTimer = () => {};
    const leave = () => {
      stopTimer();
      this.#waiting.delete(place);
      this.#connection.leave(place);
      this.#tellFirst();
    };
    const ask = () => {
      stopTimer();
      const ms = this.#connection.ask(place, now());
      if (ms === 0) {
        leave();
        done(this.#turn());
        return;
      }
      stopTimer = ms > 0 ? sleep(ms)(ask) : () => {};
      this.#waiting.set(place, ask);
    };
    ask();
    return leave;
  };

  #turn(): Turn {
    return new Turn(this.#connection, () => this.#tellFirst());
  }

  /** Whoever is first asks again. */
  #tellFirst(): void {
    const first = this.#waiting.size > 0 ? this.#connection.first() : undefined;
    if (first !== undefined) this.#waiting.get(first)?.();
  }
}

/** A turn. It is used, or given back. */
export class Turn {
  readonly #connection: Connection;
  readonly #tellFirst: () => void;

  constructor(connection: Connection, tellFirst: () => void) {
    this.#connection = connection;
    this.#tellFirst = tellFirst;
  }

  /** Whether a pause began since the turn came. */
  get isHeld(): boolean {
    return this.#connection.isHeld(now());
  }

  /** The request has started. */
  use(): void {
    this.#connection.started(now());
    this.#tellFirst();
  }

  /** It will not start. */
  giveBack(): void {
    this.#connection.returned();
    this.#tellFirst();
  }
}
