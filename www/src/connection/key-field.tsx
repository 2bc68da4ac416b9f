import { KeyRound } from "lucide";
import { Icon } from "../ui/icon.tsx";

export function KeyField({ autofocus = false }: { autofocus?: boolean }) {
  return (
    <>
      <label class="field">
        <span>API key or token</span>
        <input
          name="key"
          type="password"
          autoComplete="off"
          spellcheck={false}
          required
          placeholder="sk_..."
          data-testid="key"
          ref={(input) => {
            if (autofocus) input?.focus();
          }}
        />
      </label>
      <p class="hint with-icon">
        <Icon of={KeyRound} />
        The key stays in this tab's memory. It is written to no storage and to no address, and a reload forgets it.
      </p>
    </>
  );
}
