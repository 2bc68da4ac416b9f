// Failures that the emulator in this page plays on demand. They happen
// between the client and the emulator, where real ones do.
import { signal } from "@preact/signals";

export type Fault = "none" | "offline" | "expired" | "rate-limit" | "server-error";

export const fault = signal<Fault>("none");

/** How long the 429 asks to wait: longer than the client waits by itself. */
const PAUSE_SECONDS = 15;

/** The reply of the fault that is on, or undefined when there is none. */
export function faultyReply(): Response | undefined {
  switch (fault.value) {
    case "none":
      return undefined;
    case "offline":
      throw new TypeError("Failed to fetch");
    case "expired":
      return Response.json({ status: false, errors: ["Unauthorized: User not found"] }, { status: 401 });
    case "rate-limit":
      return Response.json(
        { status: false, error: "Rate limit exceeded", code: "RATE_LIMIT_EXCEEDED", retry_after: PAUSE_SECONDS },
        { status: 429 },
      );
    case "server-error":
      return Response.json({ status: false, errors: ["Internal server error"] }, { status: 500 });
  }
}
