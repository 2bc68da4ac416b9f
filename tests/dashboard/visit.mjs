// @ts-check
// Tests that open the built dashboard in Chromium, each in a fresh profile.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { screenshots } from "../../scripts/dashboard/screenshot.mjs";
import { Dashboard } from "./dashboard.mjs";
import { openSite } from "./site.mjs";

/**
 * @typedef {object} Circumstances
 * @property {import("./dashboard.mjs").Generation} [generation] of the emulator in the page
 * @property {number} [checkDurationMs] how long a security check takes there
 * @property {number} [width] of the window
 * @property {"light" | "dark"} [colorScheme]
 * @property {string} [script] the path of one that runs in every page before its own
 * @property {(page: import("playwright-core").Page) => Promise<unknown>} [prepare] before the page is opened
 */

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;

before(async () => {
  await mkdir(screenshots, { recursive: true });
  site = await openSite();
  browser = await chromium.launch({
    ...(process.env["CHROME_BIN"] ? { executablePath: process.env["CHROME_BIN"] } : {}),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
});

after(async () => {
  await browser?.close();
  site?.close();
});

/**
 * A test of one visit. It fails on anything that the browser complains about, too.
 * @param {string} name
 * @param {Circumstances} circumstances
 * @param {(dashboard: Dashboard) => Promise<void>} body
 */
export function visitTest(name, circumstances, body) {
  const { generation = "versions" } = circumstances;
  const title = circumstances.generation === undefined ? name : `${generation}: ${name}`;
  test(title, { timeout: 180_000 }, async () => {
    const { page, problems } = await openPage(circumstances);
    const dashboard = new Dashboard(page, site.url, generation);
    try {
      await page.goto(site.url);
      await body(dashboard);
    } catch (error) {
      await page.screenshot({ path: join(screenshots, `failed ${title.replaceAll(/[^\w ]/g, "")}.png`) });
      throw error;
    } finally {
      await page.context().close();
    }
    assert.deepEqual(problems, []);
  });
}

/**
 * The same test on each generation.
 * @param {string} name
 * @param {Omit<Circumstances, "generation">} circumstances
 * @param {(dashboard: Dashboard) => Promise<void>} body
 */
export function visitTestOnBoth(name, circumstances, body) {
  for (const generation of /** @type {const} */ (["versions", "branches"])) visitTest(name, { ...circumstances, generation }, body);
}

/** @param {Circumstances} circumstances */
async function openPage({ generation = "versions", checkDurationMs = 400, width = 1280, colorScheme = "light", script, prepare }) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, reducedMotion: "reduce" });
  context.setDefaultTimeout(20_000);
  // As the emulator's panel leaves them in the tab: a test of the panel itself sets them by hand.
  await context.addInitScript((settings) => {
    const key = "atoms:emulator-settings";
    if (sessionStorage.getItem(key) === null) sessionStorage.setItem(key, JSON.stringify(settings));
  }, { generation, checkDurationMs });
  if (script !== undefined) await context.addInitScript({ path: script });
  const page = await context.newPage();
  /** @type {string[]} */
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    // A platform over HTTP refuses things on purpose; the browser mentions each such reply.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) problems.push(message.text());
  });
  await prepare?.(page);
  return { page, problems };
}
