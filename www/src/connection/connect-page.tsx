import { useState } from "preact/hooks";
import { FlaskConical, KeyRound, Laptop, Server } from "lucide";
import { navigate } from "../navigation.ts";
import { paths } from "../routes.tsx";
import { Icon } from "../ui/icon.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { connection, open } from "./connection.ts";
import { KeyField } from "./key-field.tsx";
import { useKey } from "./key.ts";
import { LOCAL, PLATFORM, type Place } from "./place.ts";
import "../style/connect.css";

const CHOICES = [
  { kind: "page", icon: FlaskConical, name: "Emulator in this page", about: "No server and no key. Agents to play with; nothing is real." },
  { kind: "local", icon: Laptop, name: "Emulator on this machine", about: "Started by npx atoms-lifecycle emulate --port 4010." },
  { kind: "proxy", icon: Server, name: "Production, through a proxy", about: "Your own server adds the key. The safe way for a team." },
  { kind: "key", icon: KeyRound, name: "Production, with a key", about: "A key or a short-lived token, for this tab alone." },
] as const;

export function ConnectPage() {
  const { place } = connection.value;
  const [kind, choose] = useState<Place["kind"]>(place.kind);
  const connectTo = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    useKey(kind === "key" ? text("key") : undefined);
    if (kind === "page") open({ kind });
    if (kind === "local" || kind === "key") open({ kind, baseUrl: text("baseUrl") });
    if (kind === "proxy") open({ kind, baseUrl: text("baseUrl"), withCookies: form.get("withCookies") !== null });
    navigate(paths.agents());
  };
  const known = place.kind === kind && place.kind !== "page" ? place.baseUrl : undefined;
  return (
    <div class="page narrow">
      <PageTitle title="Connect" />
      <p class="lead">Where are the agents?</p>
      <form class="stack" onSubmit={connectTo} data-testid="connect-form">
        <fieldset class="choices">
          <legend class="visually-hidden">Where to connect to</legend>
          {CHOICES.map(({ kind: value, icon, name, about }) => (
            <label key={value} class="choice">
              <input type="radio" name="kind" value={value} checked={kind === value} onChange={() => choose(value)} />
              <Icon of={icon} />
              <span>
                <strong>{name}</strong>
                <span class="muted">{about}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {kind === "local" && <BaseUrl label="Base URL of the emulator" value={known ?? LOCAL} />}
        {kind === "proxy" && (
          <>
            <BaseUrl label="Base URL of your proxy" value={known ?? `${location.origin}/api/atoms`} />
            <label class="check">
              <input type="checkbox" name="withCookies" defaultChecked={place.kind === "proxy" && place.withCookies} />
              <span>Send cookies to another origin</span>
            </label>
          </>
        )}
        {kind === "key" && (
          <>
            <BaseUrl label="Base URL of the platform" value={known ?? PLATFORM} />
            <KeyField />
            <p class="hint">
              The platform documents no CORS: a browser may refuse the reply. If it does, use a proxy.
            </p>
          </>
        )}
        <div class="actions">
          <button type="submit" class="button primary">
            Connect
          </button>
        </div>
      </form>
    </div>
  );
}

function BaseUrl({ label, value }: { label: string; value: string }) {
  return (
    <label class="field">
      <span>{label}</span>
      <input key={label} name="baseUrl" type="url" required defaultValue={value} spellcheck={false} autoComplete="off" data-testid="base-url" />
    </label>
  );
}
