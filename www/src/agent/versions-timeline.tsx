import { useState } from "preact/hooks";
import { GitCompareArrows, Pencil, Pin, PinOff, Radio, SquarePen } from "lucide";
import type { Agent, Version } from "atoms-lifecycle";
import { versionSource } from "../config/source.ts";
import { useAction } from "../data/action.ts";
import { Failure } from "../failures/failure.tsx";
import { href, paths } from "../routes.tsx";
import { Badge, CheckBadge } from "../ui/badge.tsx";
import { Icon } from "../ui/icon.tsx";
import { TextDialog } from "../ui/text-dialog.tsx";
import { When } from "../ui/when.tsx";
import { ConfirmTraffic } from "./confirm-traffic.tsx";
import { hasPassed, versionName } from "./history.ts";

export function VersionsTimeline({ agent, versions }: { agent: Agent; versions: readonly Version[] }) {
  return (
    <section class="card" aria-labelledby="history">
      <div class="card-head">
        <h2 id="history">Versions</h2>
        <span class="muted">{versions.length}</span>
      </div>
      <ol class="timeline" data-testid="timeline">
        {versions.map((version) => (
          <VersionEntry key={version._id} agent={agent} version={version} versions={versions} />
        ))}
      </ol>
    </section>
  );
}

function VersionEntry({ agent, version, versions }: { agent: Agent; version: Version; versions: readonly Version[] }) {
  const [open, setOpen] = useState<"activate" | "label">();
  const action = useAction();
  const name = versionName(version);
  const active = versions.find(({ isActive }) => isActive);
  const isOlder = (version.versionNumber ?? 0) < (active?.versionNumber ?? 0);
  const pin = () => void action.run((atoms) => atoms.updateVersion(agent._id, version._id, { isPinned: version.isPinned !== true }));
  return (
    <li class={version.isActive ? "entry current" : "entry"} data-testid="version">
      <div class="entry-head">
        <h3>{name}</h3>
        {version.isActive && <Badge tone="accent">serves</Badge>}
        {version.isPinned === true && <Badge>pinned</Badge>}
        {!hasPassed(version) && <CheckBadge check={version.securityCheck} />}
      </div>
      {version.description && <p>{version.description}</p>}
      {!hasPassed(version) && version.securityCheck?.reason && <p class="problem">{version.securityCheck.reason}</p>}
      <p class="muted entry-meta">
        published <When at={version.publishedAt} />
        {version.publishedByName && <> by {version.publishedByName}</>}
        {version.activatedAt && <>, last live <When at={version.activatedAt} /></>}
      </p>
      {action.error !== undefined && <Failure error={action.error} onRetry={pin} />}
      <div class="actions start">
        {!version.isActive && hasPassed(version) && (
          <button type="button" class="button small" onClick={() => setOpen("activate")}>
            <Icon of={Radio} />
            {isOlder ? "Roll back" : "Make live"}
            <span class="visually-hidden"> {name}</span>
          </button>
        )}
        {!version.isActive && active !== undefined && (
          <a class="button small" href={href(paths.compare(agent._id, versionSource(active._id), versionSource(version._id)))}>
            <Icon of={GitCompareArrows} />
            Compare<span class="visually-hidden"> {name} with what serves</span>
          </a>
        )}
        <a class="button small" href={href(paths.edit(agent._id, version.isActive ? "live" : versionSource(version._id)))}>
          <Icon of={SquarePen} />
          Edit<span class="visually-hidden"> from {name}</span>
        </a>
        <button type="button" class="icon-button small" aria-label={`Label ${name}`} title="Label" onClick={() => setOpen("label")}>
          <Icon of={Pencil} />
        </button>
        <button type="button" class="icon-button small" disabled={action.busy} title={version.isPinned === true ? "Unpin" : "Pin"}
          aria-label={`${version.isPinned === true ? "Unpin" : "Pin"} ${name}`} onClick={pin}>
          {version.isPinned === true ? <Icon of={PinOff} /> : <Icon of={Pin} />}
        </button>
      </div>
      {open === "activate" && (
        <ConfirmTraffic
          agentId={agent._id}
          title={isOlder ? `Roll back to ${name}?` : `Make ${name} live?`}
          text={`New calls get ${name} at once${active === undefined ? "" : ` instead of ${versionName(active)}`}. Calls under way are not cut off.`}
          source={versionSource(version._id)}
          confirmLabel={isOlder ? "Roll back" : "Make live"}
          onClose={() => setOpen(undefined)}
          onConfirm={(atoms) => (isOlder ? atoms.rollback(agent._id, { to: version._id }) : atoms.activateVersion(agent._id, version._id))}
          done={`${name} serves now.`}
        />
      )}
      {open === "label" && (
        <TextDialog
          title={`Label ${name}`}
          label="Label"
          value={version.label ?? ""}
          maxLength={200}
          onClose={() => setOpen(undefined)}
          onSave={(label) => (atoms) => atoms.updateVersion(agent._id, version._id, { label })}
          done={(label) => `Labelled “${label}”.`}
        />
      )}
    </li>
  );
}
