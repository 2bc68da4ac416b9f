import { signal } from "@preact/signals";
import { Monitor, Moon, Sun } from "lucide";
import { Icon } from "./icon.tsx";

type Theme = "system" | "light" | "dark";

const KEY = "atoms:theme";
const ORDER: readonly Theme[] = ["system", "light", "dark"];
const NAMES: Record<Theme, string> = { system: "as the system", light: "light", dark: "dark" };

const theme = signal<Theme>(remembered());

function remembered(): Theme {
  const kept = localStorage.getItem(KEY);
  return ORDER.find((name) => name === kept) ?? "system";
}

/** Every colour is written with `light-dark()`: the scheme alone decides. */
export function applyTheme(): void {
  document.documentElement.style.colorScheme = theme.value === "system" ? "light dark" : theme.value;
}

export function ThemeToggle() {
  const next = ORDER[(ORDER.indexOf(theme.value) + 1) % ORDER.length] ?? "system";
  const icon = theme.value === "system" ? Monitor : theme.value === "light" ? Sun : Moon;
  const name = `Colours: ${NAMES[theme.value]}. Change to ${NAMES[next]}`;
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={name}
      title={name}
      data-testid="theme-toggle"
      onClick={() => {
        theme.value = next;
        localStorage.setItem(KEY, next);
        applyTheme();
      }}
    >
      <Icon of={icon} />
    </button>
  );
}
