// @ts-check
import { lifecycle } from "../../runtimes/lifecycle.mjs";

/**
 * @param {typeof import("atoms-lifecycle")} atoms
 * @returns {Promise<string[]>} what was done on each platform that the address names
 */
export async function bothGenerations(atoms) {
  const platforms = new URLSearchParams(location.search);
  // At once: most of it is waiting for checks.
  return Promise.all(
    ["versions", "branches"].map((generation) => {
      const baseUrl = platforms.get(generation);
      if (baseUrl === null) throw new Error(`${location.href} names no platform with ${generation}`);
      return lifecycle(atoms, { apiKey: "sk_browser", baseUrl });
    }),
  );
}
