/** The question before something serves traffic. */

import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import type { Session } from "./session.js";

export const CONFIRM = { yes: { type: "boolean", short: "y" } } as const;

export const CONFIRM_USAGE = `  -y, --yes               don't ask. Without it a question is asked where stdin and stdout are a
                          terminal, and never elsewhere, nor with --json`;

/**
 * Asks, where there is somebody to ask.
 *
 * @throws Error when the answer is not yes.
 */
export async function confirm(session: Session, yes: boolean | undefined, question: () => Promise<string>): Promise<void> {
  if (yes || session.json || !process.stdin.isTTY || !process.stdout.isTTY) {
    return;
  }
  const { signal } = session.call;
  const text = await question();
  // The terminal itself turns ctrl-c into a signal: the same as at any other moment.
  const asking = createInterface({ input: process.stdin, output: process.stdout, terminal: false });
  try {
    const ended = once(asking, "close", { signal }).then(() => "");
    const answer = await Promise.race([asking.question(`${text} [y/N] `, { signal }), ended]);
    if (!/^y(es)?$/i.test(answer.trim())) {
      throw new Error("not confirmed: nothing was changed");
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    asking.close();
  }
}
