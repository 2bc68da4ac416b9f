import type { ComponentChildren } from "preact";

export type Tone = "good" | "bad" | "busy" | "plain" | "accent";

export function Badge({ tone = "plain", children, testId }: { tone?: Tone; children: ComponentChildren; testId?: string }) {
  return (
    <span class={`badge ${tone}`} data-testid={testId}>
      {children}
    </span>
  );
}

/** How a security check stands. Old versions have none. */
export function CheckBadge({ check }: { check: { status?: string; reason?: string | null } | null | undefined }) {
  const status = check?.status?.toLowerCase();
  if (status === undefined) return null;
  if (status === "passed") return <Badge tone="good">check passed</Badge>;
  if (status === "failed" || status === "error" || status === "errored") return <Badge tone="bad">check failed</Badge>;
  return <Badge tone="busy">check {status}</Badge>;
}
