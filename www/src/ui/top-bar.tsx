import { Activity, AudioLines, FlaskConical } from "lucide";
import { activityIsOpen } from "../activity/panel-state.ts";
import { connection } from "../connection/connection.ts";
import { placeName } from "../connection/place.ts";
import { emulatorPanelIsOpen } from "../emulator/panel-state.ts";
import { href, paths } from "../routes.tsx";
import { Icon } from "./icon.tsx";
import { ThemeToggle } from "./theme.tsx";

export function TopBar() {
  const { place } = connection.value;
  return (
    <header class="top-bar">
      <a class="brand" href={href(paths.agents())}>
        <Icon of={AudioLines} />
        <span>Atoms</span>
      </a>
      <nav aria-label="Main">
        <a href={href(paths.agents())}>Agents</a>
      </nav>
      <div class="top-bar-end">
        <a class="place" href={href(paths.connect())} data-testid="place" title="Where this dashboard is connected">
          <span class="place-dot" data-kind={place.kind} aria-hidden="true" />
          <span class="place-name">{placeName(place)}</span>
        </a>
        {place.kind === "page" && (
          <button
            type="button"
            class="icon-button"
            aria-label="Emulator settings"
            title="Emulator settings"
            data-testid="emulator-toggle"
            onClick={() => (emulatorPanelIsOpen.value = true)}
          >
            <Icon of={FlaskConical} />
          </button>
        )}
        <button
          type="button"
          class="icon-button"
          aria-label="Activity"
          title="Every HTTP request that this page sends"
          aria-expanded={activityIsOpen.value}
          data-testid="activity-toggle"
          onClick={() => (activityIsOpen.value = !activityIsOpen.value)}
        >
          <Icon of={Activity} />
        </button>
        <ThemeToggle />
      </div>
    </header>
  );
}
