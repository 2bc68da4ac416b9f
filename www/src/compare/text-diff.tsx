import { useEffect, useRef } from "preact/hooks";
import { MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { codeLook } from "../editor/code-look.ts";

export interface TextDiffProps {
  before: string;
  after: string;
  /** Of the two sides, for screen readers. */
  names: readonly [string, string];
}

/** Below this width two columns are too narrow to read. */
const SIDE_BY_SIDE_PX = 720;

const collapse = { margin: 3, minSize: 6 };

/** Two texts line by line: side by side where there is room, else one above the other. */
export function TextDiff({ before, after, names }: TextDiffProps) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const parent = host.current;
    if (parent === null) return;
    if (parent.clientWidth >= SIDE_BY_SIDE_PX) {
      const view = new MergeView({
        parent,
        a: { doc: before, extensions: readOnly(names[0]) },
        b: { doc: after, extensions: readOnly(names[1]) },
        collapseUnchanged: collapse,
        gutter: false,
      });
      return () => view.destroy();
    }
    const unified = unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: collapse, gutter: false });
    const view = new EditorView({ parent, doc: after, extensions: [...readOnly(names[1]), unified] });
    return () => view.destroy();
  }, [before, after]);
  return <div ref={host} class="code" data-testid="text-diff" />;
}

function readOnly(label: string): Extension[] {
  return [
    lineNumbers(), codeLook, EditorState.readOnly.of(true),
    EditorView.contentAttributes.of({ "aria-label": label, "aria-readonly": "true", tabindex: "0" }),
  ];
}
