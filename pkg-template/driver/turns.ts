/** The queue of a connection's requests before its pace. */

import type { Connection } from "../client/client.js";
import { type Begin, now, sleep } from "./watch.js";

/** The pace is the client module's; this wakes those who wait for it. */
export class Turns {
  readonly #connection: Connection;
  /** Those who wait, by their places. */
  readonly #waiting = new Map<number, () => void>();

  /** All turns are alike: the module counts them. */
  readonly #turn: Turn;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#turn = new Turn(connection, () => this.#tellFirst());
  }

  /** A turn, if there is one at once. */
  take(): Turn | undefined {
    return this.#connection.take(now()) ? this.#turn : undefined;
  }

  /** Waits for a turn. When it is stopped on the way, its place goes with it. */
  next: Begin<Turn> = (done) => {
    const place = this.#connection.join();
    let stopTimer = () => {};
    const leave = () => {
      stopTimer();
      this.#waiting.delete(place);
      this.#connection.leave(place);
    };
    const ask = () => {
      stopTimer();
      const ms = this.#connection.ask(place, now());
      if (ms === 0) {
        leave();
        // Before the next one is told: they start in their order.
        done(this.#turn);
        this.#tellFirst();
        return;
      }
      stopTimer = ms > 0 ? sleep(ms)(ask) : () => {};
      this.#waiting.set(place, ask);
    };
    ask();
    return () => {
      leave();
      this.#tellFirst();
    };
  };

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
