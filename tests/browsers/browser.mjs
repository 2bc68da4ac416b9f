// @ts-check
// The browsers, each behind the one thing that the tests ask of it.
import { launch } from "puppeteer-core";
import { openWebKit } from "./webkit.mjs";

/**
 * What a page leaves in `globalThis.outcome`: see pages/outcome.mjs.
 * @typedef {{ value: unknown } | { failure: string }} Outcome
 */

/**
 * @typedef {object} Browser
 * @property {(url: URL) => Promise<Outcome>} visit opens a page there, waits for what it leaves, and closes it
 * @property {() => Promise<void>} close
 */

/** @type {Record<string, () => Promise<Browser>>} how to open each, by its name */
export const browsers = {
  Chromium: () =>
    puppeteered({
      browser: "chrome",
      executablePath: required("CHROME_BIN"),
      args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
    }),
  Firefox: () => puppeteered({ browser: "firefox", executablePath: required("FIREFOX_BIN") }),
  WebKit: () => openWebKit(required("WEBKIT_DRIVER"), required("XVFB")),
};

/** @param {string} name of an environment variable */
function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} names no program: run this with npm test -- browsers`);
  return value;
}

/**
 * @param {import("puppeteer-core").LaunchOptions} options
 * @returns {Promise<Browser>}
 */
async function puppeteered(options) {
  const browser = await launch({ timeout: 120_000, protocolTimeout: 60_000, ...options });
  return {
    async visit(url) {
      const page = await browser.newPage();
      /** @type {string[]} */
      const lines = [];
      page.on("console", (message) => lines.push(message.text()));
      page.on("pageerror", (error) => lines.push(String(error)));
      page.on("requestfailed", (request) => lines.push(`${request.url()}: ${request.failure()?.errorText}`));
      await page.goto(url.href);
      /** @type {Outcome} */
      const outcome = await page
        .evaluate(() => /** @type {any} */ (globalThis)["outcome"] ?? { failure: "the page left no outcome" })
        .catch((/** @type {unknown} */ error) => ({ failure: String(error) }));
      await page.close();
      return "failure" in outcome ? { failure: [outcome.failure, ...lines].join("\n") } : outcome;
    },
    close: () => browser.close(),
  };
}
