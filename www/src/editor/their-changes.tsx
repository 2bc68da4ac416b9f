import { GitCompareArrows } from "lucide";
import { ChangeList } from "../config/change-list.tsx";
import { Icon } from "../ui/icon.tsx";
import type { WorkingCopy } from "./working-copy.ts";

/** Somebody else has changed what the edits began with: the user decides what becomes of theirs. */
export function TheirChanges({ copy, onDecided }: { copy: WorkingCopy; onDecided: () => void }) {
  const mine = new Set(copy.changes.map(({ path }) => path.join(".")));
  const clashes = copy.theirs.filter(({ path }) => mine.has(path.join(".")));
  return (
    <section class="failure conflict" role="alert" data-testid="their-changes">
      <Icon of={GitCompareArrows} />
      <div class="failure-text">
        <p class="failure-title">It has changed since you began</p>
        <p>
          {clashes.length === 0
            ? "The others touched different fields than you: both can be kept."
            : "You and somebody else have both changed the same fields. Where that is so, yours would replace theirs."}
        </p>
        {clashes.length > 0 && (
          <ul class="tags" aria-label="Fields that both changed">
            {clashes.map(({ path }) => <li key={path.join(".")}><code>{path.join(".")}</code></li>)}
          </ul>
        )}
        <details>
          <summary>What has changed</summary>
          <ChangeList changes={copy.theirs} names={["When you began", "Now"]} />
        </details>
        <div class="actions">
          <button type="button" class="button primary small" onClick={() => { copy.rebase(); onDecided(); }} data-testid="rebase">Keep my edits on top</button>
          <button type="button" class="button small danger" onClick={() => { copy.drop(); onDecided(); }}>Drop mine, take theirs</button>
        </div>
      </div>
    </section>
  );
}
