import { useState } from "preact/hooks";
import { connection, reopen } from "../connection/connection.ts";
import { changed } from "../data/changes.ts";
import { dropAllEdits } from "../editor/kept-edits.ts";
import { Failure } from "../failures/failure.tsx";
import { isFrozen } from "../failures/conditions.ts";
import { path } from "../navigation.ts";
import { forgetAll } from "../release/runs.ts";
import { Dialog } from "../ui/dialog.tsx";
import { notify } from "../ui/notices.tsx";
import { interfere } from "./colleague.ts";
import { fault, type Fault } from "./faults.ts";
import { freeze, migrate, restart } from "./page-emulator.ts";
import { emulatorPanelIsOpen } from "./panel-state.ts";
import { set, settings } from "./settings.ts";
import { FORBIDDEN } from "./verdict.ts";

const FAULTS: readonly [Fault, string][] = [
  ["none", "Everything works"],
  ["offline", "No connection"],
  ["expired", "The session has expired (401)"],
  ["rate-limit", "Too many requests (429)"],
  ["server-error", "The platform fails (500)"],
];

const DURATIONS: readonly [number, string][] = [
  [500, "half a second"],
  [6_000, "6 seconds, as usual"],
  [20_000, "20 seconds"],
];

/** Those to choose from, and the one that is set whatever it is. */
function durations(setMs: number): typeof DURATIONS {
  const isOneOfThem = DURATIONS.some(([ms]) => ms === setMs);
  return isOneOfThem ? DURATIONS : [...DURATIONS, [setMs, `${setMs / 1_000} seconds`]];
}

/** Makes the platform behave: both generations, and everything that can go wrong. */
export function EmulatorSettings() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const { generation, checkDurationMs, failChecks, frozen } = settings.value;
  const agentId = /^\/agents\/([0-9a-f]{24})/.exec(path.value)?.[1];
  const close = () => (emulatorPanelIsOpen.value = false);
  const apply = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setError(undefined);
    try {
      await work();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
      changed();
    }
  };
  const startOver = (next: "versions" | "branches") =>
    apply(async () => {
      set({ generation: next, frozen: false });
      isFrozen.value = false;
      // Fresh agents have the same ids: releases and edits of the old ones would come back.
      forgetAll("page");
      dropAllEdits("page");
      await restart("nothing");
      reopen();
    });
  return (
    <Dialog title="Emulator" onClose={close} testId="emulator-panel" actions={<button type="button" class="button primary" onClick={close}>Done</button>}>
      <div class="stack" aria-busy={busy}>
        {error !== undefined && <Failure error={error} />}
        <fieldset class="field">
          <legend>Generation of the API</legend>
          <div class="segmented">
            {(["versions", "branches"] as const).map((name) => (
              <label key={name}>
                <input type="radio" name="generation" checked={generation === name} disabled={busy} onChange={() => startOver(name)} />
                <span>{name === "versions" ? "Versions" : "Branches"}</span>
              </label>
            ))}
          </div>
          <p class="hint">Changing it starts over with fresh agents.</p>
        </fieldset>
        <div class="actions start">
          <button type="button" class="button small" disabled={busy || generation === "branches"} onClick={() => apply(migrate)}>
            Migrate to branches in place
          </button>
          <button type="button" class="button small" disabled={busy} onClick={() => startOver(generation)}>
            Start over with fresh agents
          </button>
        </div>
        <label class="field">
          <span>What goes wrong</span>
          <select value={fault.value} data-testid="fault" onChange={(event) => (fault.value = event.currentTarget.value as Fault)}>
            {FAULTS.map(([value, name]) => (
              <option key={value} value={value}>{name}</option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>A security check takes</span>
          <select
            value={checkDurationMs}
            disabled={busy}
            data-testid="check-duration"
            onChange={(event) => {
              set({ checkDurationMs: Number(event.currentTarget.value) });
              void apply(() => restart("state"));
            }}
          >
            {durations(checkDurationMs).map(([value, name]) => (
              <option key={value} value={value}>{name}</option>
            ))}
          </select>
        </label>
        <label class="check">
          <input type="checkbox" checked={failChecks} onChange={(event) => set({ failChecks: event.currentTarget.checked })} />
          <span>Every security check fails</span>
        </label>
        <p class="hint">A prompt that promises “{FORBIDDEN}” fails in any case.</p>
        <label class="check">
          <input
            type="checkbox"
            checked={frozen}
            disabled={busy || generation === "versions"}
            onChange={(event) => {
              const on = event.currentTarget.checked;
              isFrozen.value = on;
              void apply(() => freeze(on));
            }}
          />
          <span>Config is frozen (branches only)</span>
        </label>
        {agentId !== undefined && connection.value.place.kind === "page" && (
          <div class="actions start">
            <button type="button" class="button small" disabled={busy} onClick={() => apply(async () => notify(await interfere(agentId)))}>
              Let a colleague change this agent
            </button>
          </div>
        )}
      </div>
    </Dialog>
  );
}
