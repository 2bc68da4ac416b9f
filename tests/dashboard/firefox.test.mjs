// @ts-check
// The main flows in Firefox, on both generations. What they show in detail is
// looked at in Chromium; here it is that they work at all.
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "puppeteer-core";
import { screenshots } from "../../scripts/dashboard/screenshot.mjs";
import { AGENTS, FORBIDDEN } from "./dashboard.mjs";
import { FirefoxDashboard } from "./firefox.mjs";
import { openSite } from "./site.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** @type {import("puppeteer-core").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;

before(async () => {
  const executablePath = process.env["FIREFOX_BIN"];
  if (!executablePath) throw new Error("FIREFOX_BIN names no program: run this with npm test -- dashboard");
  await mkdir(screenshots, { recursive: true });
  site = await openSite();
  browser = await launch({
    browser: "firefox",
    executablePath,
    // Half way from one colour to another, axe finds too little contrast.
    extraPrefsFirefox: { "ui.prefersReducedMotion": 1 },
    timeout: 120_000,
    protocolTimeout: 60_000,
  });
}, { timeout: 120_000 });

after(async () => {
  await browser?.close();
  site?.close();
});

firefoxTest("opens on the emulator, releases, and rolls back; axe finds nothing", 400, async (dashboard) => {
  const { page, generation } = dashboard;
  const former = generation === "versions" ? "v2 · Opening season" : "r2 · Opening season";
  await dashboard.shows("agent-list", AGENTS.hotel);
  await cleanForAxe(page, "agents");
  await dashboard.openAgent(AGENTS.hotel);
  await dashboard.shows("timeline", former);
  await cleanForAxe(page, "agent");
  await dashboard.edit();
  await dashboard.fill("First message", "Released in Firefox.");
  await cleanForAxe(page, "editor");
  await dashboard.release();
  await dashboard.releaseIs("done");
  await dashboard.shows("outcome", "It was seen serving.");
  await cleanForAxe(page, "released");
  await dashboard.click("Back to the agent");
  await dashboard.shows("serving", "Released in Firefox.");

  await dashboard.click(`Roll back ${former}`);
  await dashboard.shows("confirm-traffic", "Callers will get");
  await cleanForAxe(page, "rolling back");
  await dashboard.click("Roll back", "dialog");
  await dashboard.shows("serving", "Hotel Aurora, good evening.");
});

firefoxTest("tells why a check failed, and releases once the text is mended", 400, async (dashboard) => {
  await dashboard.shows("agent-list", AGENTS.hotel);
  await dashboard.openAgent(AGENTS.hotel);
  await dashboard.edit();
  await dashboard.fill("Prompt", `You are the concierge. ${FORBIDDEN}`);
  await dashboard.release();
  await dashboard.releaseIs("failed");
  await dashboard.shows("failure-check", 'The reason: the prompt promises "guaranteed approval"');
  await dashboard.click("Edit again");
  await dashboard.fill("Prompt", "You are the concierge. You promise nothing.");
  await dashboard.release();
  await dashboard.releaseIs("done");
  await dashboard.click("Back to the agent");
  await dashboard.shows("serving", "You promise nothing.");
});

firefoxTest("resumes a release after a reload during its check", 3_000, async (dashboard) => {
  const { page } = dashboard;
  await dashboard.shows("agent-list", AGENTS.hotel);
  await dashboard.openAgent(AGENTS.hotel);
  await dashboard.edit();
  await dashboard.fill("First message", "Survived a reload");
  await dashboard.release();
  await dashboard.checkGoesOn();
  await page.reload();
  await dashboard.releaseIs("interrupted");
  await dashboard.click("Resume");
  await dashboard.releaseIs("done");
  await dashboard.click("Back to the agent");
  await dashboard.shows("serving", "Survived a reload");
});

/**
 * A test of one visit on each generation. It fails on anything that the browser complains about, too.
 * @param {string} name
 * @param {number} checkDurationMs how long a security check takes in the emulator in the page
 * @param {(dashboard: FirefoxDashboard) => Promise<void>} body
 */
function firefoxTest(name, checkDurationMs, body) {
  for (const generation of /** @type {const} */ (["versions", "branches"])) {
    const title = `Firefox, ${generation}: ${name}`;
    test(title, { timeout: 120_000 }, async () => {
      // With a storage of its own.
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      /** @type {string[]} */
      const problems = [];
      page.on("pageerror", (error) => problems.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error") problems.push(message.text());
      });
      await page.evaluateOnNewDocument((settings) => {
        const key = "atoms:emulator-settings";
        if (sessionStorage.getItem(key) === null) sessionStorage.setItem(key, settings);
      }, JSON.stringify({ generation, checkDurationMs }));
      try {
        await page.goto(site.url);
        await body(new FirefoxDashboard(page, generation));
      } catch (error) {
        await page.screenshot({ path: join(screenshots, `failed ${title.replaceAll(/[^\w ]/g, "")}.png`) });
        throw error;
      } finally {
        await context.close();
      }
      assert.deepEqual(problems, []);
    });
  }
}

/**
 * @param {import("puppeteer-core").Page} page
 * @param {string} view
 */
async function cleanForAxe(page, view) {
  // Not as a script of the page: its policy lets no other script in.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(await readFile(AXE, "utf8"));
  const { violations, passes } = await page.evaluate(() => {
    const axe = /** @type {typeof import("axe-core")} */ (Reflect.get(globalThis, "axe"));
    return axe.run(document, { resultTypes: ["violations"] });
  });
  assert.ok(passes.length > 0, "axe has looked at nothing");
  assert.deepEqual(violations.map(({ id }) => `${view}: ${id}`), []);
}
