// @ts-check
import * as atoms from "../../../pkg/index.js";
import { bothGenerations } from "./both-generations.mjs";
import { settled } from "./outcome.mjs";

postMessage(await settled(bothGenerations(atoms)));
