import { useEffect } from "preact/hooks";

/** Few requests, and still soon after a check of six seconds. */
const EVERY_MS = 2_000;

/** Reads again and again while something goes on that ends by itself; not while the tab is hidden. */
export function usePolling(active: boolean, reload: () => void): void {
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => {
      if (!document.hidden) reload();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [active, reload]);
}
