import { useEffect, useState } from "preact/hooks";
import type { ResolvedConfig } from "atoms-lifecycle";
import type { Field } from "./fields.ts";

export interface FieldInputProps {
  field: Field;
  config: ResolvedConfig;
  onChange: (path: readonly string[], value: unknown) => void;
}

/** A control's name is its label alone; what else stands in the label describes it. */
interface Naming {
  "aria-labelledby": string;
  "aria-describedby": string | undefined;
}

export function FieldInput({ field, config, onChange }: FieldInputProps) {
  const value = field.path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], config);
  const set = (next: unknown) => onChange(field.path, next);
  if (field.kind === "switch") {
    return (
      <label class="check">
        <input type="checkbox" checked={value === true} onChange={(event) => set(event.currentTarget.checked)} />
        <span>{field.label}</span>
      </label>
    );
  }
  const id = `field-${field.path.join("-")}`;
  const hintId = field.hint === undefined ? undefined : `${id}-hint`;
  return (
    <label class="field">
      <span id={id}>
        {field.label}
        {field.kind === "number" && field.unit !== undefined && <span class="muted"> ({field.unit})</span>}
      </span>
      <Control field={field} value={value} onChange={set} naming={{ "aria-labelledby": id, "aria-describedby": hintId }} />
      {field.hint !== undefined && <span id={hintId} class="hint">{field.hint}</span>}
    </label>
  );
}

interface ControlProps<Of extends Field, Value> {
  field: Of;
  value: Value;
  onChange: (value: unknown) => void;
  naming: Naming;
}

function Control({ field, value, onChange, naming }: ControlProps<Exclude<Field, { kind: "switch" }>, unknown>) {
  switch (field.kind) {
    case "text":
      return <input {...naming} value={String(value ?? "")} autoComplete="off" onInput={(event) => onChange(event.currentTarget.value)} />;
    case "number":
      return <Amount field={field} value={typeof value === "number" ? value : undefined} onChange={onChange} naming={naming} />;
    case "choice":
      return <Choice field={field} value={value} onChange={onChange} naming={naming} />;
    case "list":
      return <List value={Array.isArray(value) ? value.map(String) : []} onChange={onChange} naming={naming} />;
  }
}

function Choice({ field, value, onChange, naming }: ControlProps<Extract<Field, { kind: "choice" }>, unknown>) {
  const current = String(value ?? "");
  const known = field.options.some(([option]) => option === current);
  return (
    <select
      {...naming}
      value={current}
      onChange={(event) => onChange(typeof value === "number" ? Number(event.currentTarget.value) : event.currentTarget.value)}
    >
      {!known && <option value={current}>{current === "" ? "default" : current}</option>}
      {field.options.map(([option, name]) => <option key={option} value={option}>{name}</option>)}
    </select>
  );
}

/** Text while it is typed: "1." is on the way to 1.25. */
function Amount({ field, value, onChange, naming }: ControlProps<Extract<Field, { kind: "number" }>, number | undefined>) {
  const [text, setText] = useState(String(value ?? ""));
  useEffect(() => {
    if (value !== undefined && Number(text) !== value) setText(String(value));
  }, [value]);
  return (
    <input
      {...naming}
      type="number" value={text} min={field.min} max={field.max} step={field.step}
      onInput={(event) => {
        const { value: next, valueAsNumber } = event.currentTarget;
        setText(next);
        // An empty field means "as it was": a patch can't take a value away.
        if (!Number.isNaN(valueAsNumber)) onChange(valueAsNumber);
      }}
    />
  );
}

/** Text while it is typed, a list for the config. */
function List({ value, onChange, naming }: Omit<ControlProps<never, readonly string[]>, "field">) {
  const joined = value.join(", ");
  const [text, setText] = useState(joined);
  useEffect(() => {
    if (items(text).join(", ") !== joined) setText(joined);
  }, [joined]);
  return (
    <input {...naming} value={text} autoComplete="off" onInput={(event) => {
      setText(event.currentTarget.value);
      onChange(items(event.currentTarget.value));
    }} />
  );
}

function items(text: string): string[] {
  return text.split(",").map((item) => item.trim()).filter((item) => item !== "");
}
