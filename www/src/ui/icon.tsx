import type { IconNode } from "lucide";
import { h } from "preact";

/** A picture beside a word that says the same, or in a button with a name: it is not read out. */
export function Icon({ of: shapes, class: className }: { of: IconNode; class?: string | undefined }) {
  return (
    <svg class={className} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
      {shapes.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  );
}
