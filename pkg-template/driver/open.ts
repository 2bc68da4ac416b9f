/** `connect`: reads its options and opens a connection. Nothing is sent. */

import type { Route } from "./attempt.js";
import { Client } from "./client.js";
import { fieldsOf, functionOf, headersOf, plainOf } from "./options.js";
import { bearer, Session } from "./session.js";
import { property, refusal } from "./thrown.js";

/** The platform's own address. */
const DEFAULT_BASE_URL = "https://api.smallest.ai/atoms/v1";

/** @throws InputError when an option is no good. */
export function open(memory: WebAssembly.Memory, options: unknown): Session {
  const fields = options === undefined || options === null ? new Map<string, unknown>() : fieldsOf("options", options);
  const auth = functionOf("auth", fields.get("auth"));
  const onDeprecation = functionOf("onDeprecation", fields.get("onDeprecation"));
  const own = functionOf("fetch", fields.get("fetch"));
  const baseUrl = fields.get("baseUrl") ?? DEFAULT_BASE_URL;
  const isInPage = inPage();
  const fetchRate = property(own, "maxRequestsPerSecond");
  const url = parsed(baseUrl);
  const host = { address: url === undefined ? null : address(url), inPage: isInPage, fetchRate: typeof fetchRate === "number" ? fetchRate : null };
  const client = new Client(memory, plainOf(fields), host);
  const fetch = own ?? globalThis.fetch;
  if (typeof fetch !== "function") throw refusal("this runtime has no fetch; pass one as fetch");
  const headers = {
    accept: "application/json",
    ...headersOf(fields.get("headers")),
    ...(client.key !== null && { authorization: bearer(client.key) }),
  };
  const route: Route = {
    fetch: fetch as typeof globalThis.fetch,
    baseUrl: String(url).replace(/\/+$/, ""),
    headers,
    bodyHeaders: { "content-type": "application/json", ...headers },
    credentials: (fields.get("credentials") ?? undefined) as RequestCredentials | undefined,
    isInPage,
  };
  return new Session(client, route, auth, onDeprecation as Session["onDeprecation"]);
}

/** A URL, or a path on the page's own server. */
function parsed(baseUrl: unknown): URL | undefined {
  if (typeof baseUrl !== "string") return undefined;
  const page = baseUrl.startsWith("/") ? property(property(globalThis, "location"), "href") : undefined;
  try {
    return new URL(baseUrl, page as string | undefined);
  } catch {
    return undefined;
  }
}

/** What says whether it is a good one. */
function address({ protocol, hostname, username, password, search, hash }: URL): object {
  return { protocol, hostname, hasCredentials: `${username}${password}` !== "", hasQuery: `${search}${hash}` !== "" };
}

/** A window, or a worker of a browser; server runtimes have the scope of a worker as well but say who they are. */
function inPage(): boolean {
  const global = (name: string) => property(globalThis, name);
  const isWindow = global("document") !== undefined;
  const isWorker = typeof global("WorkerGlobalScope") === "function";
  const agent = property(global("navigator"), "userAgent");
  const isServer =
    global("Deno") !== undefined || global("Bun") !== undefined || (typeof agent === "string" && /cloudflare-workers/i.test(agent));
  return isWindow || (isWorker && !isServer);
}
