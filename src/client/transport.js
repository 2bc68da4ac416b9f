// @ts-check
// One attempt, from `fetch` to the end of the body: what a JavaScript engine
// does best by itself, so that Rust waits for one thing and asks only for
// what it needs. Imported by `exchange.rs`, `json.rs`
// and `later.rs`.

/** A host's timer counts no further. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Called once when the thing with this number is over, never from within the
 * call that began it, and never after it was stopped.
 * @typedef {(number: number, answer: Answer | undefined) => void} Tell
 */

/**
 * What can be stopped on the way. Stopping what is over does nothing.
 * @typedef {{ stop(): void }} Underway
 */

/** What all attempts of a connection have in common. */
export class Route {
  /**
   * @param {typeof globalThis.fetch} fetch
   * @param {string} baseUrl without a slash at its end
   * @param {Record<string, string>} headers
   * @param {string | undefined} token of a connection that always has the same
   * @param {RequestCredentials | undefined} credentials
   * @param {boolean} isInPage a browser may answer a read from its cache; elsewhere there is none
   */
  constructor(fetch, baseUrl, headers, token, credentials, isInPage) {
    this.fetch = fetch;
    this.baseUrl = baseUrl;
    this.authorization = token === undefined ? undefined : bearer(token);
    /** @type {Record<string, string>} */
    this.headers = { accept: "application/json", ...headers };
    this.credentials = credentials;
    this.isInPage = isInPage;
  }
}

/** What came of an attempt. */
export class Answer {
  /**
   * Why there is no reply: no whole one came, the time was over, or what
   * came is no `Response`.
   * @type {"broken" | "late" | "foreign" | undefined}
   */
  problem;
  /**
   * Of a broken one.
   * @type {unknown}
   */
  thrown;
  /** The HTTP status, 0 for what is none. */
  status = 0;
  /** The body, unless there is a document. */
  text = "";
  /**
   * The `data` of a success envelope, exactly as it came.
   * @type {unknown}
   */
  document;
  /** @type {unknown} */
  #headers;

  /**
   * Reads a whole reply.
   * @param {Response} response of the caller's `fetch`, so that it may be anything
   * @param {boolean} keep whether the document of a success is wanted
   */
  async read(response, keep) {
    if (typeof property(response, "text") !== "function") {
      this.problem = "foreign";
      return;
    }
    const text = await settled(response.text());
    const status = property(response, "status");
    if (typeof status === "number") this.status = status;
    this.#headers = property(response, "headers");
    if (keep && this.status >= 200 && this.status < 300) this.document = documentOf(text);
    if (this.document === undefined && typeof text === "string") this.text = text;
  }

  get requestId() {
    return this.header("x-request-id");
  }

  /** In seconds. A date is measured from the reply's own date: the clocks may differ. */
  get retryAfter() {
    const value = this.header("retry-after");
    // A date begins with a day's name.
    if (value === undefined || !/^[a-z]/i.test(value)) return value;
    const sent = Date.parse(this.header("date") ?? "");
    const ms = Date.parse(value) - (Number.isNaN(sent) ? Date.now() : sent);
    return Number.isNaN(ms) ? value : String(Math.max(0, Math.ceil(ms / 1000)));
  }

  /**
   * @param {string} name
   * @returns {string | undefined}
   */
  header(name) {
    try {
      const value = /** @type {Headers} */ (this.#headers).get(name);
      return typeof value === "string" ? value : undefined;
    } catch {
      return undefined;
    }
  }
}

/**
 * Sends once. What it gives stops it: the fetch is aborted.
 * @param {Tell} tell
 * @param {number} number
 * @param {Route} route
 * @param {string} method
 * @param {string} path
 * @param {string | undefined} body
 * @param {Record<string, string> | undefined} headers of this call alone
 * @param {string | undefined} token
 * @param {number} timeoutMs for headers and body together
 * @param {boolean} keep
 * @returns {Underway}
 */
export function send(tell, number, route, method, path, body, headers, token, timeoutMs, keep) {
  const controller = new AbortController();
  let isOver = false;
  const end = () => {
    if (isOver) return false;
    isOver = true;
    clearTimeout(timer);
    return true;
  };
  const timer = setTimeout(() => {
    if (!end()) return;
    const answer = new Answer();
    answer.problem = "late";
    tell(number, answer);
    controller.abort();
  }, Math.min(timeoutMs, LONGEST_MS));
  // A redirect would turn a write into a read, or lead to a login page.
  /** @type {RequestInit} */
  const init = { method, headers: headersOf(route, body, headers, token), signal: controller.signal, redirect: "manual" };
  if (body !== undefined) init.body = body;
  if (route.credentials !== undefined) init.credentials = route.credentials;
  if (route.isInPage) init.cache = "no-store";
  receive(route.fetch, route.baseUrl + path, init, keep, (answer) => {
    if (end()) tell(number, answer);
  });
  return {
    stop() {
      if (end()) controller.abort();
    },
  };
}

/**
 * Never rejects.
 * @param {typeof globalThis.fetch} fetch
 * @param {string} url
 * @param {RequestInit} init
 * @param {boolean} keep
 * @param {(answer: Answer) => void} done
 */
async function receive(fetch, url, init, keep, done) {
  const answer = new Answer();
  try {
    await answer.read(await settled(fetch(url, init)), keep);
  } catch (thrown) {
    answer.problem = "broken";
    answer.thrown = thrown;
  }
  done(answer);
}

/**
 * @param {Route} route
 * @param {string | undefined} body
 * @param {Record<string, string> | undefined} more
 * @param {string | undefined} token
 */
function headersOf(route, body, more, token) {
  const headers = { ...route.headers };
  if (body !== undefined) headers["content-type"] ??= "application/json";
  if (more !== undefined) Object.assign(headers, more);
  const authorization = token === undefined ? route.authorization : bearer(token);
  if (authorization !== undefined) headers["authorization"] = authorization;
  return headers;
}

/** @param {string} token */
function bearer(token) {
  return `Bearer ${token}`;
}

/**
 * `await` alone would trust the constructor of a promise of the caller's, and
 * not ask its `then`.
 * @template T
 * @param {T | PromiseLike<T>} given
 * @returns {Promise<T>}
 */
function settled(given) {
  return new Promise((resolve) => resolve(given));
}

/** @param {string} text */
function documentOf(text) {
  const envelope = parse(text);
  return property(envelope, "status") === true ? (property(envelope, "data") ?? undefined) : undefined;
}

/**
 * @param {string} text
 * @returns {unknown} undefined for what is no JSON
 */
export function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * @param {unknown} object
 * @param {string} name
 * @returns {unknown} undefined when there is none, or when its getter throws
 */
function property(object, name) {
  try {
    return /** @type {Record<string, unknown>} */ (object)[name];
  } catch {
    return undefined;
  }
}

/**
 * Tells in so many milliseconds.
 * @param {Tell} tell
 * @param {number} number
 * @param {number} ms
 * @returns {Underway}
 */
export function wait(tell, number, ms) {
  const timer = setTimeout(() => tell(number, undefined), Math.min(ms, LONGEST_MS));
  return { stop: () => clearTimeout(timer) };
}
