// @ts-check
import * as atoms from "atoms-lifecycle";
import { bothGenerations } from "./both-generations.mjs";
import { leave, settled } from "./outcome.mjs";

leave(settled(bothGenerations(atoms)));
