import { useEffect, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { CloudOff, Clock, GitCompareArrows, KeyRound, OctagonX, SearchX, ShieldX, Snowflake, type IconNode } from "lucide";
import { askToSignIn } from "../connection/sign-in.ts";
import { connection, reopen } from "../connection/connection.ts";
import { href, paths } from "../routes.tsx";
import { Icon } from "../ui/icon.tsx";
import { explain, type FailureKind } from "./explain.ts";
import "../style/failures.css";

const ICONS: Partial<Record<FailureKind, IconNode>> = {
  conflict: GitCompareArrows,
  check: ShieldX,
  auth: KeyRound,
  rate: Clock,
  offline: CloudOff,
  freeze: Snowflake,
  missing: SearchX,
};

/** Where the message says what to change, or where to look. */
const NEEDS_MESSAGE: ReadonlySet<FailureKind> = new Set(["refused", "permission", "unknown-outcome", "unexpected"]);

export interface FailureProps {
  error: unknown;
  onRetry?: () => void;
  retryLabel?: string;
  /** More ways on. */
  children?: ComponentChildren;
}

/** A failure in the place where it happened: what it means, and a way on. */
export function Failure({ error, onRetry, retryLabel = "Try again", children }: FailureProps) {
  const { kind, title, text, message, fields, requestId, retryAfterMs } = explain(error);
  const again = kind === "unexpected" ? () => retryAll(onRetry) : onRetry;
  return (
    <section class={`failure ${kind}`} role="alert" data-testid={`failure-${kind}`}>
      <Icon of={ICONS[kind] ?? OctagonX} />
      <div class="failure-text">
        <p class="failure-title">{title}</p>
        <p>{text}</p>
        {fields.length > 0 && (
          <ul class="tags" aria-label="Fields in conflict">
            {fields.map((field) => (
              <li key={field}><code>{field}</code></li>
            ))}
          </ul>
        )}
        <details open={NEEDS_MESSAGE.has(kind)}>
          <summary>What the platform said</summary>
          <p><code>{message}</code></p>
          {requestId !== undefined && <p class="muted">Request id, for support: <code>{requestId}</code></p>}
        </details>
        <div class="actions">
          {kind === "auth" && (
            <button type="button" class="button primary small" onClick={() => askToSignIn(onRetry)}>
              Sign in again
            </button>
          )}
          {kind === "missing" && <a class="button small" href={href(paths.agents())}>All agents</a>}
          {again !== undefined && kind !== "auth" && <Retry waitMs={retryAfterMs} label={retryLabel} onRetry={again} />}
          {children}
        </div>
      </div>
    </section>
  );
}

/** A module that could not be loaded has left the connection unusable: it is opened anew. */
function retryAll(onRetry: (() => void) | undefined): void {
  connection.value.atoms.catch(reopen);
  onRetry?.();
}

function Retry({ waitMs, label, onRetry }: { waitMs: number | undefined; label: string; onRetry: () => void }) {
  const [left, setLeft] = useState(Math.ceil((waitMs ?? 0) / 1_000));
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1_000);
    return () => clearTimeout(timer);
  }, [left]);
  return (
    <button type="button" class="button small" disabled={left > 0} onClick={onRetry} data-testid="retry">
      {left > 0 ? `${label} in ${left} s` : label}
    </button>
  );
}
