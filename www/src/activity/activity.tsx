import { Trash2, X } from "lucide";
import { Icon } from "../ui/icon.tsx";
import { duration } from "../ui/when.tsx";
import { callOf } from "./calls.ts";
import { activityIsOpen } from "./panel-state.ts";
import { clearLog, log, type Entry } from "./log.ts";
import "../style/activity.css";

/** Every request of this tab, the newest first. */
export function Activity() {
  return (
    <aside class="activity" aria-label="Activity" data-testid="activity">
      <header>
        <h2>Activity</h2>
        <span class="muted">{log.value.length === 1 ? "1 request" : `${log.value.length} requests`}</span>
        <button type="button" class="icon-button" aria-label="Clear the activity" title="Clear" onClick={clearLog}>
          <Icon of={Trash2} />
        </button>
        <button type="button" class="icon-button" aria-label="Close the activity" onClick={() => (activityIsOpen.value = false)}>
          <Icon of={X} />
        </button>
      </header>
      {log.value.length === 0 ? (
        <p class="muted pad">Each request that a click sends shows up here: method, path, status and time.</p>
      ) : (
        <ol class="requests" tabIndex={0} aria-label="Requests, the newest first">
          {log.value.map((entry) => (
            <Request key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
    </aside>
  );
}

function Request({ entry }: { entry: Entry }) {
  const call = callOf(entry.method, entry.path);
  return (
    <li data-testid="request">
      <details>
        <summary>
          <span class={`method ${entry.method.toLowerCase()}`}>{entry.method}</span>
          <code class="request-path" title={entry.path}>{shortened(entry.path)}</code>
          <Outcome entry={entry} />
        </summary>
        <dl>
          <dt>Path</dt>
          <dd><code>{entry.path}</code></dd>
          {call !== undefined && (
            <>
              <dt>Call</dt>
              <dd><code>atoms.{call}()</code></dd>
            </>
          )}
          {entry.requestId !== undefined && (
            <>
              <dt>Request id</dt>
              <dd><code>{entry.requestId}</code></dd>
            </>
          )}
          {entry.body !== undefined && (
            <>
              <dt>Body</dt>
              <dd><pre tabIndex={0}>{pretty(entry.body)}</pre></dd>
            </>
          )}
        </dl>
      </details>
    </li>
  );
}

function Outcome({ entry }: { entry: Entry }) {
  if (entry.elapsedMs === undefined) return <span class="status busy">under way</span>;
  const good = entry.status !== undefined && entry.status < 400;
  return (
    <span class="outcome">
      <span class={`status ${good ? "good" : "bad"}`}>{entry.status ?? entry.failure}</span>
      <span class="muted time">{duration(entry.elapsedMs)}</span>
    </span>
  );
}

/** Long ids by their ends: the path's shape is what one looks for. */
function shortened(path: string): string {
  return path.replace(/[0-9a-f]{24}|[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => `${id.slice(0, 4)}…`);
}

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
