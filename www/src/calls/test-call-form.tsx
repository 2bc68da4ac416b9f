import { useState } from "preact/hooks";
import type { Atoms, TestCall, TestCallStarted } from "atoms-lifecycle";
import { ChoiceSelect } from "../config/choice-select.tsx";
import type { ConfigChoice } from "../config/choices.ts";
import { useAction } from "../data/action.ts";
import { Failure } from "../failures/failure.tsx";
import type { CallFormProps } from "./calls-page.tsx";
import { PhoneField } from "./phone-field.tsx";
import { problemWith } from "./phone-number.ts";

type Mode = "webcall" | "chat" | "telephony";

const MODES: readonly [Mode, string][] = [["webcall", "In the browser"], ["chat", "Chat"], ["telephony", "By phone"]];

/** Tries any config, what serves or a draft, without touching traffic. */
export function TestCallForm({ agent, choices }: CallFormProps) {
  const serving = choices.find(({ serves }) => serves) ?? choices[0];
  const [source, setSource] = useState(serving?.source ?? "");
  const [mode, setMode] = useState<Mode>("webcall");
  const [toPhone, setToPhone] = useState("");
  const [tried, setTried] = useState(false);
  const [started, setStarted] = useState<TestCallStarted>();
  const action = useAction({ changes: false });
  const choice = choices.find((one) => one.source === source) ?? serving;
  const start = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (choice === undefined || (mode === "telephony" && problemWith(toPhone) !== undefined)) return;
    setStarted(undefined);
    const call: TestCall = mode === "telephony" ? { mode, toPhone } : { mode };
    await action.run(async (atoms) => setStarted(await testCall(atoms, agent._id, choice, call)));
  };
  return (
    <form class="card pad stack" onSubmit={start} noValidate data-testid="test-call">
      <h2>Test call</h2>
      <p class="muted">Try a version, a revision or a draft. Traffic is not touched.</p>
      <ChoiceSelect label="With the config of" choices={choices} value={choice?.source ?? ""} onChange={setSource} testId="test-call-source" />
      <fieldset class="field">
        <legend>How</legend>
        <div class="segmented">
          {MODES.map(([value, name]) => (
            <label key={value}>
              <input type="radio" name="mode" checked={mode === value} onChange={() => setMode(value)} />
              <span>{name}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {mode === "telephony" && (
        <>
          <PhoneField label="Number to call" value={toPhone} onChange={setToPhone} showProblem={tried} />
          <p class="hint">This rings a real phone, unless it is the emulator's.</p>
        </>
      )}
      {action.error !== undefined && <Failure error={action.error} onRetry={action.clear} retryLabel="Dismiss" />}
      {started !== undefined && (
        <dl class="result" role="status" data-testid="test-call-started">
          <div><dt>Call</dt><dd><code>{started.callId}</code></dd></div>
          {started.conversationId !== undefined && <div><dt>Conversation</dt><dd><code>{started.conversationId}</code></dd></div>}
          {started.roomName !== undefined && <div><dt>Room</dt><dd><code>{started.roomName}</code></dd></div>}
          {started.host !== undefined && <div><dt>Server</dt><dd><code>{started.host}</code></dd></div>}
          {started.token !== undefined && <div><dt>Token</dt><dd class="muted">given, and not shown: it lets anyone join</dd></div>}
        </dl>
      )}
      <div class="actions">
        <button type="submit" class="button primary" disabled={action.busy}>{action.busy ? "Starting…" : "Start the test call"}</button>
      </div>
    </form>
  );
}

/** Each generation has its own way to say whose config. */
function testCall(atoms: Atoms, agentId: string, { source, isDraft, branchId }: ConfigChoice, call: TestCall): Promise<TestCallStarted> {
  const id = source.replace(/^(version|draft)-/, "");
  if (branchId !== undefined) return atoms.testCallBranch(agentId, branchId, isDraft ? { ...call, includeDraft: true } : { ...call, revisionId: id });
  return isDraft ? atoms.testCallDraft(agentId, id, call) : atoms.testCallVersion(agentId, id, call);
}
