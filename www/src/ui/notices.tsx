import { signal } from "@preact/signals";
import { CircleCheck, X } from "lucide";
import { Icon } from "./icon.tsx";

interface Notice {
  id: number;
  text: string;
}

const notices = signal<readonly Notice[]>([]);
let last = 0;

const SHOWN_MS = 6_000;
/** More would hide the page. */
const AT_ONCE = 2;

/** Says that something was done. */
export function notify(text: string): void {
  const id = ++last;
  notices.value = [...notices.value, { id, text }].slice(-AT_ONCE);
  setTimeout(() => dismiss(id), SHOWN_MS);
}

function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}

export function Notices() {
  return (
    <div class="notices" role="status" aria-live="polite" data-testid="notices">
      {notices.value.map(({ id, text }) => (
        <p key={id} class="notice">
          <Icon of={CircleCheck} />
          <span>{text}</span>
          <button type="button" class="icon-button" aria-label="Dismiss" onClick={() => dismiss(id)}>
            <Icon of={X} />
          </button>
        </p>
      ))}
    </div>
  );
}
