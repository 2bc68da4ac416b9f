/** Signals that end a command: the first lets it clean up, a second one does not wait. */

const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

type SignalName = keyof typeof SIGNALS;

/** The reason of the abort. */
export class Interruption extends Error {
  readonly exitCode: number;

  constructor(signal: SignalName) {
    super(`stopped by ${signal}`);
    this.exitCode = SIGNALS[signal];
  }
}

export class Interruptions {
  readonly #abort = new AbortController();
  readonly #atOnce: () => void;

  /** `atOnce` is what is still done, and done at once, at a second signal. */
  constructor(atOnce: () => void) {
    this.#atOnce = atOnce;
    for (const name of Object.keys(SIGNALS)) {
      process.on(name, this.#handle);
    }
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  end(): void {
    for (const name of Object.keys(SIGNALS)) {
      process.off(name, this.#handle);
    }
  }

  readonly #handle = (name: SignalName): void => {
    if (!this.signal.aborted) {
      this.#abort.abort(new Interruption(name));
      return;
    }
    this.#atOnce();
    process.exit(SIGNALS[name]);
  };
}
