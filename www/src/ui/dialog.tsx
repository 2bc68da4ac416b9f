import { useEffect, useId, useRef } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { X } from "lucide";
import { Icon } from "./icon.tsx";
import "../style/dialog.css";

export interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  /** Buttons, the one to press last. */
  actions?: ComponentChildren;
  wide?: boolean;
  testId?: string;
}

/** A modal dialog. The browser keeps the focus inside and gives it back at the end. */
export function Dialog({ title, onClose, children, actions, wide = false, testId }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    const opener = document.activeElement;
    dialog?.showModal();
    return () => {
      // While it is modal, nothing behind it can take the focus.
      dialog?.close();
      const stays = opener instanceof HTMLElement && opener.isConnected ? opener : document.querySelector<HTMLElement>("h1");
      stays?.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      class={wide ? "dialog wide" : "dialog"}
      aria-labelledby={id}
      data-testid={testId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        <button type="button" class="icon-button" aria-label="Close" onClick={onClose}>
          <Icon of={X} />
        </button>
      </div>
      <div class="dialog-body">{children}</div>
      {actions !== undefined && <div class="dialog-actions">{actions}</div>}
    </dialog>
  );
}
