import { useState } from "preact/hooks";
import { Plus, X } from "lucide";
import type { OutboundCall } from "atoms-lifecycle";
import { ChoiceSelect } from "../config/choice-select.tsx";
import { connection } from "../connection/connection.ts";
import { useAction } from "../data/action.ts";
import { Failure } from "../failures/failure.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import type { CallFormProps } from "./calls-page.tsx";
import { PhoneField } from "./phone-field.tsx";
import { problemWith } from "./phone-number.ts";

interface Variable {
  name: string;
  value: string;
}

/** Calls a person. Asks once more before it does. */
export function OutboundCallForm({ agent, choices }: CallFormProps) {
  const published = choices.filter(({ isDraft }) => !isDraft);
  const serving = published.find(({ serves }) => serves) ?? published[0];
  const [source, setSource] = useState(serving?.source ?? "");
  const [phoneNumber, setPhoneNumber] = useState("");
  const [fromProductId, setFrom] = useState("");
  const [variables, setVariables] = useState<readonly Variable[]>([]);
  const [tried, setTried] = useState(false);
  const [asking, ask] = useState(false);
  const [conversationId, setConversation] = useState<string>();
  const action = useAction({ changes: false });
  const isEmulated = ["page", "local"].includes(connection.value.place.kind);
  const submit = (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (problemWith(phoneNumber) === undefined) ask(true);
  };
  const call = async () => {
    setConversation(undefined);
    const body: OutboundCall = {
      agentId: agent._id,
      phoneNumber,
      ...(fromProductId.trim() !== "" && { fromProductId: fromProductId.trim() }),
      ...(variables.some(({ name }) => name !== "") && { variables: valuesOf(variables) }),
      // What serves may change until the call begins; anything else is meant as it is.
      ...(source !== serving?.source && { versionId: source.replace(/^version-/, "") }),
    };
    await action.run(async (atoms) => setConversation((await atoms.startOutboundCall(body)).conversationId));
    ask(false);
  };
  return (
    <form class="card pad stack" onSubmit={submit} noValidate data-testid="outbound-call">
      <h2>Call a person</h2>
      <p class="muted">{isEmulated ? "The emulator dials nobody; the call is only written down." : "This dials a real phone."}</p>
      <PhoneField label="Number to call" value={phoneNumber} onChange={setPhoneNumber} showProblem={tried} />
      <ChoiceSelect label="With the config of" choices={published} value={source} onChange={setSource} />
      <label class="field">
        <span>From, by product id <span class="muted">(optional)</span></span>
        <input value={fromProductId} autoComplete="off" onInput={(event) => setFrom(event.currentTarget.value)} />
        <span class="hint">Without one, and with no number attached to the agent, the call goes out from a number that is shared with others.</span>
      </label>
      <Variables variables={variables} onChange={setVariables} />
      {action.error !== undefined && <Failure error={action.error} onRetry={action.clear} retryLabel="Dismiss" />}
      {conversationId !== undefined && (
        <dl class="result" role="status" data-testid="outbound-started">
          <div><dt>Conversation</dt><dd><code>{conversationId}</code></dd></div>
        </dl>
      )}
      <div class="actions">
        <button type="submit" class="button primary" disabled={action.busy}>Call…</button>
      </div>
      {asking && (
        <Dialog
          title={`Call ${phoneNumber}?`}
          onClose={() => ask(false)}
          testId="confirm-call"
          actions={
            <>
              <button type="button" class="button" onClick={() => ask(false)}>Don't call</button>
              <button type="button" class="button primary" disabled={action.busy} onClick={call} data-testid="confirm">Call now</button>
            </>
          }
        >
          <p>{agent.name} speaks as soon as somebody answers. A call that was asked for can't be taken back, and is never sent twice.</p>
        </Dialog>
      )}
    </form>
  );
}

function Variables({ variables, onChange }: { variables: readonly Variable[]; onChange: (variables: readonly Variable[]) => void }) {
  const change = (index: number, part: Partial<Variable>) => onChange(variables.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <fieldset class="field">
      <legend>Variables of the prompt</legend>
      <div class="stack tight">
        {variables.map(({ name, value }, index) => (
          <div key={index} class="pair">
            <input aria-label={`Name of variable ${index + 1}`} placeholder="name" value={name} autoComplete="off" onInput={(event) => change(index, { name: event.currentTarget.value })} />
            <input aria-label={`Value of variable ${index + 1}`} placeholder="value" value={value} autoComplete="off" onInput={(event) => change(index, { value: event.currentTarget.value })} />
            <button type="button" class="icon-button" aria-label={`Remove variable ${index + 1}`} onClick={() => onChange(variables.filter((_, at) => at !== index))}>
              <Icon of={X} />
            </button>
          </div>
        ))}
        <div class="actions start">
          <button type="button" class="button small" onClick={() => onChange([...variables, { name: "", value: "" }])}>
            <Icon of={Plus} />
            Add a variable
          </button>
        </div>
      </div>
    </fieldset>
  );
}

/** Numbers and booleans as such, where the text is one: the platform takes flat values of these kinds. */
function valuesOf(variables: readonly Variable[]): Record<string, string | number | boolean> {
  const filled = variables.filter(({ name }) => name.trim() !== "");
  return Object.fromEntries(filled.map(({ name, value }) => [name.trim(), typed(value)]));
}

function typed(text: string): string | number | boolean {
  if (text === "true" || text === "false") return text === "true";
  // Not a number with leading zeros or a plus: that is a code or a phone number.
  return /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(text) ? Number(text) : text;
}
