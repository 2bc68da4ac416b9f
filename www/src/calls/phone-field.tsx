import { useId, useState } from "preact/hooks";
import { problemWith } from "./phone-number.ts";

export interface PhoneFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Whether a problem shows although the field was not left yet: after a try to send. */
  showProblem: boolean;
}

export function PhoneField({ label, value, onChange, showProblem }: PhoneFieldProps) {
  const [left, setLeft] = useState(false);
  const id = useId();
  const problem = problemWith(value);
  const shown = problem !== undefined && (showProblem || (left && value !== ""));
  return (
    <div class="field">
      <label for={id} class="field-label">{label}</label>
      <input id={id} type="tel" inputMode="tel" autoComplete="off" placeholder="+14155550123" value={value} aria-invalid={shown} aria-describedby={`${id}-hint`}
        data-testid="phone" onInput={(event) => onChange(event.currentTarget.value)} onBlur={() => setLeft(true)} />
      <p id={`${id}-hint`} class={shown ? "problem" : "hint"} role={shown ? "alert" : undefined}>
        {shown ? problem : "In the E.164 form: + and 7 to 15 digits."}
      </p>
    </div>
  );
}
