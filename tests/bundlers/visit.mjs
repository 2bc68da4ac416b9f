// @ts-check
// What a page of a bundle does in a real browser.
import { isModule } from "./output.mjs";

/**
 * @typedef {object} Visit
 * @property {string} state `passed` or `failed`, as the page put it
 * @property {string} text what the page says of it
 * @property {string[]} problems what the browser complained about
 * @property {number} modules how many modules of WebAssembly came over the network
 * @property {import("playwright-core").Request[]} requests every one that the page made
 * @property {string} received all that the page's own site sent, as text
 */

/**
 * Opens a page and waits until it says how it went.
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @returns {Promise<Visit>}
 */
export async function visit(browser, url) {
  const page = await browser.newPage();
  /** @type {string[]} */
  const problems = [];
  /** @type {import("playwright-core").Request[]} */
  const requests = [];
  /** @type {string[]} */
  const replies = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    // The lifecycle asks for what is not there, on purpose; the browser mentions each such reply.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) problems.push(message.text());
  });
  page.on("request", (request) => requests.push(request));
  page.on("response", (response) => replies.push(`${response.status()} ${response.url()}`));
  try {
    await page.goto(url);
    const output = page.locator("output[data-state]");
    await output.waitFor({ state: "attached" }).catch((cause) => {
      throw new Error([`${url} said nothing`, ...problems, ...replies].join("\n"), { cause });
    });
    const { origin } = new URL(url);
    const own = requests.filter((request) => new URL(request.url()).origin === origin);
    const bodies = await Promise.all(own.map(bodyOf));
    return {
      state: (await output.getAttribute("data-state")) ?? "",
      text: (await output.textContent()) ?? "",
      problems,
      modules: bodies.filter(isModule).length,
      requests,
      received: bodies.map((body) => body.toString("latin1")).join("\n"),
    };
  } finally {
    await page.close();
  }
}

/** @param {import("playwright-core").Request} request */
async function bodyOf(request) {
  const response = await request.response();
  // A reply to a preflight or a redirection has no body that can be had.
  return (await response?.body().catch(() => undefined)) ?? Buffer.alloc(0);
}
