import { Snowflake, WifiOff } from "lucide-preact";
import { changed } from "../data/changes.ts";
import { isFrozen, isOffline } from "./conditions.ts";

/** What stands in the way of everything, above every page. */
export function Banners() {
  return (
    <>
      {isOffline.value && (
        <div class="banner warn" role="status" data-testid="offline-banner">
          <WifiOff aria-hidden="true" />
          <p>
            <strong>No connection.</strong> What you type is kept in this tab, and nothing is sent twice.
          </p>
          <button type="button" class="button small" onClick={changed}>
            Try again
          </button>
        </div>
      )}
      {isFrozen.value && (
        <div class="banner warn" role="status" data-testid="freeze-banner">
          <Snowflake aria-hidden="true" />
          <p>
            <strong>Config is frozen.</strong> The platform takes no changes for now. Reading and test calls still work.
          </p>
          <button type="button" class="button small" onClick={() => (isFrozen.value = false)}>
            Dismiss
          </button>
        </div>
      )}
    </>
  );
}
