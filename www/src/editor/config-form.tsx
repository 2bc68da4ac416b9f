import { FieldInput } from "./field-input.tsx";
import { GROUPS } from "./fields.ts";
import type { WorkingCopy } from "./working-copy.ts";

const FIRST_MESSAGE_LIMIT = 500;

/** Prompt and first message as texts, the fields that people change most as a form. */
export function ConfigForm({ copy }: { copy: WorkingCopy }) {
  const { edited, setField } = copy;
  const isGraph = edited.workflowType === "workflow_graph";
  const promptPath = isGraph ? ["globalPrompt"] : ["prompt"];
  const prompt = (isGraph ? edited.globalPrompt : edited.prompt) ?? "";
  const firstMessage = edited.firstMessage ?? "";
  return (
    <div class="editor-columns">
      <section class="card pad stack" aria-labelledby="texts">
        <h2 id="texts">What it says</h2>
        <label class="field">
          <span id="first-message">First message</span>
          <textarea aria-labelledby="first-message" aria-describedby="first-message-length" rows={3} maxLength={FIRST_MESSAGE_LIMIT} value={firstMessage} data-testid="first-message"
            onInput={(event) => setField(["firstMessage"], event.currentTarget.value)} />
          <span id="first-message-length" class="hint">{firstMessage.length} of {FIRST_MESSAGE_LIMIT} characters</span>
        </label>
        <label class="field">
          <span id="prompt">{isGraph ? "Prompt of the whole graph" : "Prompt"}</span>
          <textarea class="prompt" aria-labelledby="prompt" aria-describedby="prompt-length" rows={20} value={prompt} data-testid="prompt"
            onInput={(event) => setField(promptPath, event.currentTarget.value)} />
          <span id="prompt-length" class="hint">{prompt === "" ? "Empty" : lengthOf(prompt)}</span>
        </label>
      </section>
      <div class="stack">
        {GROUPS.map(({ name, fields }) => (
          <fieldset key={name} class="card pad stack group">
            <legend class="visually-hidden">{name}</legend>
            <h2 aria-hidden="true">{name}</h2>
            {fields.map((field) => (
              <FieldInput key={field.path.join(".")} field={field} config={edited} onChange={setField} />
            ))}
          </fieldset>
        ))}
      </div>
    </div>
  );
}

function lengthOf(prompt: string): string {
  const lines = prompt.split("\n").length;
  return `${lines} ${lines === 1 ? "line" : "lines"}, ${prompt.length} characters`;
}
