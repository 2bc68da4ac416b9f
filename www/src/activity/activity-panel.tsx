import { lazily } from "../ui/lazily.tsx";
import { activityIsOpen } from "./panel-state.ts";

const Activity = lazily(() => import("./activity.tsx").then((module) => module.Activity), Placeholder);

/** The panel, fetched when it is first opened. */
export function ActivityPanel() {
  return activityIsOpen.value ? <Activity /> : null;
}

/** As wide as the panel that comes. */
function Placeholder() {
  return <aside class="activity" aria-label="Activity" aria-busy="true" />;
}
