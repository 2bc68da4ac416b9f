import { Snowflake, WifiOff } from "lucide";
import { changed } from "../data/changes.ts";
import { Icon } from "../ui/icon.tsx";
import { isFrozen, isOffline } from "./conditions.ts";

/** What stands in the way of everything, above every page. */
export function Banners() {
  return (
    <>
      {isOffline.value && (
        <div class="banner warn" role="status" data-testid="offline-banner">
          <Icon of={WifiOff} />
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
          <Icon of={Snowflake} />
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
