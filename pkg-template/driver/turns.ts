/** The queue of a connection's requests before its pace. */

import type { Client } from "./client.js";
import { type Begin, sleep } from "./watch.js";

/** The pace is the client module's; this wakes those who wait for it. A turn is used, or given back: all are alike, and the module counts them. */
export class Turns {
  readonly #client: Client;
  /** Those who wait, by their places and in their order. */
  readonly #waiting = new Map<number, () => void>();

  constructor(client: Client) {
    this.#client = client;
  }

  /** Takes a turn, if there is one at once. */
  take(): boolean {
    return this.#client.takeTurn();
  }

  /** Waits for a turn. When it is stopped on the way, its place goes with it. */
  next: Begin<true> = (done) => {
    const place = this.#client.join();
    let stopTimer = () => {};
    const leave = () => {
      stopTimer();
      this.#waiting.delete(place);
      this.#client.leave(place);
    };
    const ask = () => {
      stopTimer();
      const ms = this.#client.askForTurn(place);
      if (ms === 0) {
        leave();
        // Before the next one is told: they start in their order.
        done(true);
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

  /** Whether a pause began since the turn came. */
  get isHeld(): boolean {
    return this.#client.isHeld;
  }

  /** The request has started. */
  use(): void {
    this.#client.started();
    this.#tellFirst();
  }

  /** It will not start. */
  giveBack(): void {
    this.#client.returned();
    this.#tellFirst();
  }

  /** Whoever is first asks again. */
  #tellFirst(): void {
    for (const ask of this.#waiting.values()) return ask();
  }
}
