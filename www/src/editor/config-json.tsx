import { useState } from "preact/hooks";
import type { ResolvedConfig } from "atoms-lifecycle";
import { lazily } from "../ui/lazily.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import type { WorkingCopy } from "./working-copy.ts";

const JsonEditor = lazily(() => import("./json-editor.tsx").then((module) => module.JsonEditor), () => <Skeleton />);

/** The whole config as JSON. What can't be read yet is kept, and changes nothing. */
export function ConfigJson({ copy }: { copy: WorkingCopy }) {
  const [text] = useState(() => copy.brokenJson ?? JSON.stringify(copy.edited, null, 2));
  const read = (next: string) => {
    const config = parsed(next);
    if (config === undefined) copy.breakJson(next);
    else copy.replace(config);
  };
  return (
    <section class="card">
      <JsonEditor label="The whole config as JSON" text={text} onChange={read} />
      <p class={copy.brokenJson === undefined ? "hint card-foot" : "problem card-foot"} role="status">
        {copy.brokenJson === undefined
          ? "All fields as the platform shows them. Arrays are replaced whole; a field that you take out stays as it was."
          : "This is no JSON object yet. It is kept, and the edits before it count until it is."}
      </p>
    </section>
  );
}

function parsed(text: string): ResolvedConfig | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as ResolvedConfig) : undefined;
  } catch {
    return undefined;
  }
}
