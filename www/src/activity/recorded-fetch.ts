import type { ConnectOptions } from "atoms-lifecycle";
import { begin, finish } from "./log.ts";
import { noteReply } from "../failures/conditions.ts";

type Fetch = NonNullable<ConnectOptions["fetch"]>;

/** A `fetch` that writes each exchange into the log. Headers are not looked at: a key is in them. */
export function recorded(fetch: Fetch): Fetch {
  return async (input, init) => {
    const url = new URL(input);
    const path = (url.pathname + url.search).replace(/^.*?\/atoms(\/v1)?(?=\/)/, "");
    const id = begin(init.method ?? "GET", path, typeof init.body === "string" ? init.body : undefined);
    const startedAt = performance.now();
    try {
      const reply = await fetch(input, init);
      finish(id, {
        elapsedMs: performance.now() - startedAt,
        status: reply.status,
        requestId: reply.headers.get("x-request-id") ?? undefined,
      });
      noteReply(reply.status);
      return reply;
    } catch (error) {
      const aborted = init.signal?.aborted === true;
      finish(id, { elapsedMs: performance.now() - startedAt, failure: aborted ? "cancelled" : "no reply" });
      if (!aborted) noteReply(undefined);
      throw error;
    }
  };
}
