import { lazily } from "../ui/lazily.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import type { ConfigChange } from "./changes.ts";
import { SECTION_ORDER } from "./sections.ts";
import "../style/changes.css";

const TextDiff = lazily(() => import("../compare/text-diff.tsx").then((module) => module.TextDiff), () => <Skeleton />);

export interface ChangeListProps {
  changes: readonly ConfigChange[];
  /** Of the two columns. */
  names?: readonly [string, string];
  empty?: string;
}

/** Changes by section, before and after. */
export function ChangeList({ changes, names = ["Now", "Then"], empty = "No differences." }: ChangeListProps) {
  if (changes.length === 0) return <p class="muted" data-testid="no-changes">{empty}</p>;
  const sections = SECTION_ORDER.filter((section) => changes.some((change) => change.section === section));
  return (
    <div class="changes" data-testid="changes">
      {sections.map((section) => (
        <section key={section}>
          <h3>{section}</h3>
          <dl>
            {changes.filter((change) => change.section === section).map((change) => (
              <Row key={change.path.join(".")} change={change} names={names} />
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

function Row({ change: { path, before, after }, names }: { change: ConfigChange; names: readonly [string, string] }) {
  const term = <dt><code>{path.join(".")}</code></dt>;
  if (isText(before) && isText(after) && `${before}${after}`.includes("\n")) {
    return (
      <div class="change text">
        {term}
        <dd><TextDiff before={before} after={after} names={names} /></dd>
      </div>
    );
  }
  return (
    <div class="change">
      {term}
      <dd class="before"><span class="change-side">{names[0]}</span><Value value={before} /></dd>
      <dd class="after"><span class="change-side">{names[1]}</span><Value value={after} /></dd>
    </div>
  );
}

const isText = (value: unknown): value is string => typeof value === "string";

function Value({ value }: { value: unknown }) {
  if (value === undefined || value === null || value === "") return <span class="muted">nothing</span>;
  if (typeof value === "string") return <span class="value">{value}</span>;
  const json = JSON.stringify(value, null, 2);
  return json.includes("\n") ? <pre class="value" tabIndex={0}>{json}</pre> : <span class="value">{json}</span>;
}
