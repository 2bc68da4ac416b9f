import type { ConfigChoice } from "./choices.ts";
import type { ConfigSource } from "./source.ts";

export interface ChoiceSelectProps {
  label: string;
  choices: readonly ConfigChoice[];
  value: ConfigSource;
  onChange: (source: ConfigSource) => void;
  testId?: string;
}

export function ChoiceSelect({ label, choices, value, onChange, testId }: ChoiceSelectProps) {
  const groups = [...new Set(choices.map(({ group }) => group))];
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} data-testid={testId} onChange={(event) => onChange(event.currentTarget.value)}>
        {groups.map((group) => (
          <optgroup key={group} label={group}>
            {choices.filter((choice) => choice.group === group).map(({ source, name, serves }) => (
              <option key={source} value={source}>{serves ? `${name} (serves)` : name}</option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
