// @ts-check
import { ask } from "./ask-worker.mjs";
import { leave } from "./outcome.mjs";

leave(ask(new URL(`worker.mjs${location.search}`, import.meta.url)));
