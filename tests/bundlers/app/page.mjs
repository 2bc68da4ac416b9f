// @ts-check
// Runs the lifecycle on every platform that the page's address names, and
// writes into the document how it went.
import { lifecycle } from "../../runtimes/lifecycle.mjs";

/**
 * @param {Parameters<typeof lifecycle>[0]} entry
 * @returns {Promise<void>}
 */
export async function runInPage(entry) {
  const outcome = document.querySelector("output");
  if (!outcome) throw new Error("the page has no output");
  try {
    const platforms = new URLSearchParams(location.search).getAll("baseUrl");
    const lines = await Promise.all(platforms.map((baseUrl) => lifecycle(entry, { baseUrl, apiKey: "sk_page" })));
    outcome.textContent = lines.join("\n");
    outcome.dataset["state"] = "passed";
  } catch (error) {
    outcome.textContent = String(error instanceof Error ? error.stack : error);
    outcome.dataset["state"] = "failed";
  }
}
