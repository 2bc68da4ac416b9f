import { signal } from "@preact/signals";

export const emulatorPanelIsOpen = signal(false);
