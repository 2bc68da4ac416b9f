import { lazily, Nothing } from "../ui/lazily.tsx";
import { emulatorPanelIsOpen } from "./panel-state.ts";

const Panel = lazily(() => import("./emulator-panel.tsx").then((module) => module.EmulatorSettings), Nothing);

/** The emulator's settings, fetched when they are first opened. */
export function EmulatorPanel() {
  return emulatorPanelIsOpen.value ? <Panel /> : null;
}
