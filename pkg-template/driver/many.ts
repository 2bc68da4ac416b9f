/** Releases of many agents in one call. */

import type { ReleaseManyFailure, ReleaseManyReport, ReleaseManyResult, ReleaseReport } from "../client/client.js";
import { type AtomsError, makeError } from "../errors.js";
import { check } from "./begin.js";
import { Call, type Member } from "./call.js";
import { tell } from "./listener.js";
import { fieldsOf, functionOf, plainOf, readOptions } from "./options.js";
import type { Session } from "./session.js";
import { Targets } from "./targets.js";
import { property, refusal } from "./thrown.js";
import { type Begin, now, promised, signalOf, Watch } from "./watch.js";

const DEFAULT_CONCURRENCY = 4;
const MOST_AT_ONCE = 64;
/** Errors that a report shows; an error each would grow with the targets. */
const FIRST_ERRORS = 10;
/** Options of all targets that no target may have. */
const OF_ALL = ["signal", "onProgress"];
/** Options that are no release's. */
const OWN = [...OF_ALL, "onResult", "concurrency", "stopOnError"];

/**
 * Releases to many agents, a few at a time, each as `release` does.
 *
 * A target is taken when there is room for it, and nothing of it is kept
 * when it ended.
 */
export async function releaseMany(session: Session, targets: unknown, options: unknown): Promise<ReleaseManyReport> {
  session.hold();
  try {
    const fields = fieldsOf("options", options ?? {});
    const signal = signalOf(fields.get("signal"));
    const many = new Many(session, fields);
    // Not before the options are known to be good: nobody would close it.
    return await many.release(new Targets(targets), Watch.of(signal));
  } finally {
    session.free();
  }
}

class Many {
  readonly #session: Session;
  /** What the options say of every target. */
  readonly #ofEach: Map<string, unknown>;
  readonly #concurrency: number;
  readonly #stopsOnError: boolean;
  readonly #onProgress: ((event: any) => unknown) | undefined;
  readonly #onResult: ((result: ReleaseManyResult) => unknown) | undefined;
  #watch = Watch.of(undefined);
  /** Agents under way, by the index of their target. */
  readonly #running = new Map<number, unknown>();
  #wake = () => {};
  #requests = 0;
  readonly #counts = { released: 0, staged: 0, stopped: 0, unchanged: 0, failed: 0 };
  readonly #firstErrors: ReleaseManyFailure[] = [];

  /** @throws InputError */
  constructor(session: Session, fields: Map<string, unknown>) {
    this.#session = session;
    this.#concurrency = concurrencyOf(fields.get("concurrency"));
    this.#stopsOnError = flagOf("stopOnError", fields.get("stopOnError"));
    this.#onResult = functionOf("onResult", fields.get("onResult"));
    this.#onProgress = functionOf("onProgress", fields.get("onProgress"));
    // A release that never runs shows what is wrong with the options of all;
    // each may have a branch of its own.
    const shown = new Map(fields).set("branch", fields.get("branch") ?? "any");
    check(session, "releaseMany", ["0".repeat(24), { firstMessage: "any" }], plainOf(shown));
    this.#ofEach = new Map([...fields].filter(([name]) => !OWN.includes(name)));
  }

  async release(targets: Targets, watch: Watch): Promise<ReleaseManyReport> {
    this.#watch = watch;
    const beganMs = now();
    let taken = 0;
    let broken: { thrown: unknown } | undefined;
    while (await this.#isToGoOn(this.#room(this.#concurrency))) {
      const next = await this.#watch.wait(promised(targets.next().then((target) => ({ target }), (thrown: unknown) => ({ thrown }))));
      if (next === undefined) break;
      if ("thrown" in next) {
        broken = next;
        break;
      }
      if (targets.isOver) break;
      const agentId = property(next.target, "agentId");
      const index = taken++;
      if (!(await this.#isToGoOn(this.#room(Infinity, { agentId })))) break;
      this.#running.set(index, agentId);
      void this.#one(next.target, { index, agentId, watch: this.#watch, count: () => (this.#requests += 1) });
    }
    await new Promise<true>((done) => this.#room(1)(done));
    await targets.close();
    this.#watch.end();
    if (this.#watch.hasFired) {
      throw makeError({ kind: "Abort", code: "aborted", message: "aborted by the caller's signal" }, this.#watch.reason);
    }
    if (broken !== undefined) throw broken.thrown;
    return this.#report(Math.max(targets.length ?? 0, taken), now() - beganMs);
  }

  /** Waits; whether another target is to be started then. */
  async #isToGoOn(begin: Begin<true>): Promise<boolean> {
    return (await this.#watch.wait(begin)) !== undefined && !this.#isStopped;
  }

  get #isStopped(): boolean {
    return this.#stopsOnError && this.#counts.failed > 0;
  }

  /** Waits until fewer than `most` are under way, and not this one. */
  #room(most: number, alone?: { agentId: unknown }): Begin<true> {
    return (done) => {
      this.#wake = () => {
        const isAlone = alone === undefined || ![...this.#running.values()].includes(alone.agentId);
        if (this.#running.size >= most || !isAlone) return;
        this.#wake = () => {};
        done(true);
      };
      this.#wake();
      return () => (this.#wake = () => {});
    };
  }

  async #one(target: unknown, member: Member): Promise<void> {
    const { index } = member;
    // As the target had it.
    const agentId = member.agentId as string;
    let result: ReleaseManyResult;
    try {
      const report = await this.#start(target, member);
      this.#counts[report.outcome] += 1;
      result = { index, agentId, report };
    } catch (error) {
      this.#counts.failed += 1;
      result = { index, agentId, error: error as AtomsError };
      if (this.#counts.failed <= FIRST_ERRORS) this.#firstErrors.push(result);
    }
    const told = this.#onResult && tell("onResult", this.#onResult, result);
    if (told !== undefined) {
      const watch = this.#watch.another();
      await watch.wait(promised(told));
      watch.end();
    }
    this.#running.delete(index);
    this.#wake();
  }

  async #start(target: unknown, member: Member): Promise<ReleaseReport> {
    if (typeof target !== "object" || target === null) throw refusal("a target must be an object with agentId and patch");
    const fields = fieldsOf("the target", target);
    for (const name of OF_ALL) {
      if (fields.has(name)) throw refusal(`the target knows no ${name}; it is an option of all targets`);
    }
    const patch = fields.get("patch");
    fields.delete("agentId");
    fields.delete("patch");
    for (const [name, value] of this.#ofEach) fields.set(name, fields.get(name) ?? value);
    const options = { ...readOptions("the target", Object.fromEntries(fields)), onProgress: this.#onProgress };
    return new Call(this.#session, "releaseTarget", [member.agentId, patch], options, member).run();
  }

  #report(total: number, elapsedMs: number): ReleaseManyReport {
    const started = Object.values(this.#counts).reduce((sum, count) => sum + count, 0);
    return {
      total,
      ...this.#counts,
      ...(this.#isStopped && { notStarted: Math.max(0, total - started) }),
      firstErrors: this.#firstErrors,
      elapsedMs,
      requests: this.#requests,
    };
  }
}

function concurrencyOf(value: unknown): number {
  const count = value ?? DEFAULT_CONCURRENCY;
  if (Number.isInteger(count) && (count as number) >= 1 && (count as number) <= MOST_AT_ONCE) return count as number;
  throw refusal(`concurrency must be a whole number from 1 to ${MOST_AT_ONCE}`);
}

function flagOf(name: string, value: unknown): boolean {
  if (typeof (value ?? false) !== "boolean") throw refusal(`${name} must be true or false`);
  return value === true;
}
