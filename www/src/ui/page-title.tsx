import { useEffect, useRef } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { hasNavigated } from "../navigation.ts";

/** A page's heading: names the tab, and takes the focus when the user came here from another page. */
export function PageTitle({ title, children }: { title: string; children?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (hasNavigated.peek()) heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    document.title = `${title} · Atoms dashboard`;
  }, [title]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children ?? title}
    </h1>
  );
}
