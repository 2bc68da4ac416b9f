// A write that a button starts: once at a time, with its failure kept for the view.
import { useState } from "preact/hooks";
import type { Atoms } from "atoms-lifecycle";
import { connection } from "../connection/connection.ts";
import { changed } from "./changes.ts";

export interface Action {
  busy: boolean;
  error: unknown;
  /** Runs it; resolves to whether it succeeded. */
  run: (write: (atoms: Atoms) => Promise<unknown>) => Promise<boolean>;
  clear: () => void;
}

/** `changes: false` for what changes nothing that a view shows, such as a call. */
export function useAction({ changes = true } = {}): Action {
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: undefined });
  const run = async (write: (atoms: Atoms) => Promise<unknown>): Promise<boolean> => {
    if (state.busy) return false;
    setState({ busy: true, error: undefined });
    try {
      await write(await connection.value.atoms);
      setState({ busy: false, error: undefined });
      return true;
    } catch (error) {
      setState({ busy: false, error });
      return false;
    } finally {
      // After a failure too: somebody else may have been first, and a lost reply may hide a success.
      if (changes) changed();
    }
  };
  return { ...state, run, clear: () => setState({ busy: false, error: undefined }) };
}
