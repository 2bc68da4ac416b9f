// @ts-check
import { settled } from "./outcome.mjs";
import { refusal } from "./refusal.mjs";

postMessage(await settled(refusal().then(({ message }) => message)));
