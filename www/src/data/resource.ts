// Reading for a view: loads, keeps what it has while it loads again, and never shows a stale reply.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { AbortError, type Atoms } from "atoms-lifecycle";
import { connection, type Connection } from "../connection/connection.ts";
import { dataRevision } from "./changes.ts";

export interface Resource<T> {
  /** What was read last; undefined before the first reply. */
  data: T | undefined;
  /** Why the last read failed. `data` is what an earlier one gave. */
  error: unknown;
  loading: boolean;
  reload: () => void;
}

/** What a loader gets besides the connection's calls. */
export interface Loading {
  signal: AbortSignal;
  connection: Connection;
}

/** Reads again when an input changes, after every write, and on `reload`. */
export function useResource<T>(load: (atoms: Atoms, loading: Loading) => Promise<T>, inputs: readonly unknown[]): Resource<T> {
  const [state, setState] = useState<{ key: string; data?: T; error?: unknown; loading: boolean }>({ key: "", loading: true });
  const [attempt, setAttempt] = useState(0);
  const loader = useRef(load);
  loader.current = load;
  const current = connection.value;
  const key = JSON.stringify([current.id, ...inputs]);
  useEffect(() => {
    const controller = new AbortController();
    setState((before) => (before.key === key ? { ...before, loading: true } : { key, loading: true }));
    current.atoms
      .then((atoms) => loader.current(atoms, { signal: controller.signal, connection: current }))
      .then(
        (data) => {
          if (!controller.signal.aborted) setState({ key, data, loading: false });
        },
        (error: unknown) => {
          if (controller.signal.aborted || error instanceof AbortError) return;
          setState((before) => ({ ...before, key, error, loading: false }));
        },
      );
    return () => controller.abort();
  }, [key, current, dataRevision.value, attempt]);
  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  const fresh = state.key === key;
  return { data: fresh ? state.data : undefined, error: fresh ? state.error : undefined, loading: !fresh || state.loading, reload };
}
