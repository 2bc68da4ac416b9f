/** A connection of the client module, and what only JavaScript can hold of it. */

import type { DeprecationNotice } from "../client/client.js";
import { type Answer, header, type Route } from "./attempt.js";
import type { Client } from "./client.js";
import { tell } from "./listener.js";
import { describe, settled } from "./thrown.js";
import { Turns } from "./turns.js";

/** What came of asking for a token: it, or what the client module makes an error of. */
export type Token = { authorization: string } | { outcome: unknown[] };

/** Shared by every call that runs on it. */
export class Session {
  readonly client: Client;
  readonly route: Route;
  readonly turns: Turns;
  readonly auth: (() => unknown) | undefined;
  readonly onDeprecation: ((notice: DeprecationNotice) => void) | undefined;
  #users = 1;

  constructor(client: Client, route: Route, auth: (() => unknown) | undefined, onDeprecation: Session["onDeprecation"]) {
    this.client = client;
    this.route = route;
    this.turns = new Turns(client);
    this.auth = auth;
    this.onDeprecation = onDeprecation;
  }

  /** Keeps the connection for a call, whoever frees it meanwhile. */
  hold(): void {
    this.#users += 1;
  }

  /** Gives its memory back when nobody holds it any more. */
  free(): void {
    this.#users -= 1;
    if (this.#users === 0) this.client.free();
  }

  /** Never rejects. */
  async token(auth: () => unknown): Promise<Token> {
    try {
      const given = await settled(auth());
      if (typeof given !== "string") return { outcome: ["token", null] };
      const token = this.client.token(given);
      return token === null ? { outcome: ["token", given] } : { authorization: bearer(token) };
    } catch (thrown) {
      return { outcome: ["auth", describe(thrown)] };
    }
  }

  /** Tells the caller of an endpoint that a reply says is going away. */
  hear(method: string, path: string, answer: Answer & { problem?: undefined }): void {
    if (this.onDeprecation === undefined) return;
    const deprecation = header(answer.headers, "deprecation");
    if (deprecation === undefined) return;
    const notice = this.client.notice(method, path, deprecation, header(answer.headers, "sunset"));
    if (notice !== null) tell("onDeprecation", this.onDeprecation, notice);
  }
}

/** The value of the header. */
export function bearer(token: string): string {
  return `Bearer ${token}`;
}
