/** One attempt, from `fetch` to the end of the body. */

import { property, settled } from "./thrown.js";
import { type Begin, within } from "./watch.js";

/** How much of a text an error may be worth. */
const SHOWN = 320;

/** What is the same for all attempts of a connection. */
export interface Route {
  fetch: typeof globalThis.fetch;
  /** Without a slash at its end. */
  baseUrl: string;
  headers: Readonly<Record<string, string>>;
  /** Of a request with a body. */
  bodyHeaders: Readonly<Record<string, string>>;
  credentials: RequestCredentials | undefined;
  /** A browser may answer a read from its cache; elsewhere there is none. */
  isInPage: boolean;
}

/** What to send. */
export interface Sending {
  method: string;
  /** Below the base URL. */
  path: string;
  body: string | undefined;
  /** Of this request alone. */
  headers: Readonly<Record<string, string>> | undefined;
  /** With a token that was asked for. */
  authorization: string | undefined;
  /** Whether the document of a success is wanted as it came. */
  keep: boolean;
}

/** A whole reply, or why there is none. */
export type Answer =
  | { problem: "broken"; thrown: unknown }
  | { problem: "foreign" }
  | { problem?: undefined; status: number; headers: unknown; text: string; envelope: unknown };

/** Sends once, headers and body within so many milliseconds. When it is stopped or late, the fetch is aborted. */
export function send(route: Route, sending: Sending, timeoutMs: number): Begin<Answer | "late"> {
  return within(timeoutMs, (done) => {
    const controller = new AbortController();
    // A redirect would turn a write into a read, or lead to a login page.
    const init: RequestInit = {
      method: sending.method,
      headers: headersOf(route, sending),
      signal: controller.signal,
      redirect: "manual",
    };
    if (sending.body !== undefined) init.body = sending.body;
    if (route.credentials !== undefined) init.credentials = route.credentials;
    if (route.isInPage) init.cache = "no-store";
    void receive(route.fetch, route.baseUrl + sending.path, init).then(done);
    return () => controller.abort();
  });
}

/** Never rejects. */
async function receive(fetch: typeof globalThis.fetch, url: string, init: RequestInit): Promise<Answer> {
  try {
    const response = await settled(fetch(url, init));
    // The caller's `fetch` may give anything.
    if (typeof property(response, "text") !== "function") return { problem: "foreign" };
    const text: unknown = await settled(response.text());
    const status = property(response, "status");
    return {
      status: typeof status === "number" ? status : 0,
      headers: property(response, "headers"),
      text: typeof text === "string" ? text : "",
      envelope: parse(text),
    };
  } catch (thrown) {
    return { problem: "broken", thrown };
  }
}

function headersOf(route: Route, sending: Sending): Record<string, string> {
  const headers = { ...(sending.body === undefined ? route.headers : route.bodyHeaders) };
  if (sending.headers !== undefined) Object.assign(headers, sending.headers);
  if (sending.authorization !== undefined) headers["authorization"] = sending.authorization;
  return headers;
}

/** Undefined for what is no JSON. */
function parse(text: unknown): unknown {
  try {
    return JSON.parse(text as string);
  } catch {
    return undefined;
  }
}

/** The document of a success, as it came. The call was for nothing else, and the client module need not see it. */
export class Kept {
  readonly document: unknown;

  constructor(document: unknown) {
    this.document = document;
  }
}

/** What a reply is to the client module: words, and behind them its document. */
export function read(answer: Answer & { problem?: undefined }, keep: boolean): Kept | [words: unknown[], document?: unknown] {
  const { status, headers, text, envelope } = answer;
  if (keep && status >= 200 && status < 300 && property(envelope, "status") === true) {
    const document = property(envelope, "data");
    if (document !== undefined && document !== null) return new Kept(document);
  }
  const words = ["reply", status, header(headers, "x-request-id") ?? null, retryAfter(headers), text.slice(0, SHOWN)];
  return envelope === undefined ? [words] : [words, envelope];
}

/** In seconds. A date is measured from the reply's own date: the clocks may differ. */
function retryAfter(headers: unknown): number | null {
  const value = header(headers, "retry-after");
  if (value === undefined) return null;
  // A date begins with a day's name.
  const isDate = /^[a-z]/i.test(value);
  const seconds = isDate ? Math.max(0, (Date.parse(value) - sentAt(headers)) / 1000) : Number.parseFloat(value);
  return Number.isNaN(seconds) ? null : seconds;
}

function sentAt(headers: unknown): number {
  const date = Date.parse(header(headers, "date") ?? "");
  return Number.isNaN(date) ? Date.now() : date;
}

export function header(headers: unknown, name: string): string | undefined {
  try {
    const value: unknown = (headers as Headers).get(name);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
