import { signal } from "@preact/signals";

export const activityIsOpen = signal(false);
