// @ts-check
import * as atoms from "../../../pkg/index.js";
import { bothGenerations } from "./both-generations.mjs";
import { leave, settled } from "./outcome.mjs";

/** @type {string[]} */
const violations = [];
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
  // WebKit reports its own search for an icon as well.
  if (!blockedURI.endsWith("/favicon.ico")) violations.push(`${violatedDirective}: ${blockedURI}`);
});

leave(settled(underPolicy()));

async function underPolicy() {
  const done = await bothGenerations(atoms);
  return { done, violations: [...violations], evaluates: evaluates() };
}

/** Whether code may come from a string, which the policy forbids. */
function evaluates() {
  try {
    return new Function("return true")();
  } catch {
    return false;
  }
}
