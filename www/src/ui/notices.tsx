import { signal } from "@preact/signals";
import { CircleCheck, X } from "lucide-preact";

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
          <CircleCheck aria-hidden="true" />
          <span>{text}</span>
          <button type="button" class="icon-button" aria-label="Dismiss" onClick={() => dismiss(id)}>
            <X aria-hidden="true" />
          </button>
        </p>
      ))}
    </div>
  );
}
