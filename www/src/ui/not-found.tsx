import { Compass } from "lucide";
import { href, paths } from "../routes.tsx";
import { Icon } from "./icon.tsx";
import { PageTitle } from "./page-title.tsx";

export function NotFound() {
  return (
    <div class="page">
      <div class="empty">
        <Icon of={Compass} />
        <PageTitle title="There is no such page" />
        <p>The address may be from an older version, or has a letter missing.</p>
        <a class="button primary" href={href(paths.agents())}>
          All agents
        </a>
      </div>
    </div>
  );
}
