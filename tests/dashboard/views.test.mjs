// @ts-check
// Every view, wide and narrow, light and dark: axe finds nothing, nothing runs
// over the edge, and a picture of it is left in target/dashboard-screenshots.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { screenshots } from "../../scripts/dashboard/screenshot.mjs";
import { AGENTS, expect, FORBIDDEN } from "./dashboard.mjs";
import { visitTest } from "./visit.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

for (const [size, width] of /** @type {const} */ ([["wide", 1280], ["narrow", 320]])) {
  for (const generation of /** @type {const} */ (["versions", "branches"])) {
    visitTest(`every view, ${size}`, { generation, width, script: AXE, checkDurationMs: 2_500 }, async (dashboard) => {
      const { page, dialog, firstMessage, prompt } = dashboard;
      /** @type {string[]} */
      const found = [];
      const look = async (/** @type {string} */ view) => {
        for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
          await page.emulateMedia({ colorScheme });
          await page.screenshot({ path: join(screenshots, `${generation}-${view}-${size}-${colorScheme}.png`) });
          // What axe looks at besides contrast is the same in both.
          found.push(...(await violations(page, colorScheme === "dark" ? ["color-contrast"] : undefined)).map((violation) => `${view}, ${colorScheme}: ${violation}`));
        }
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) found.push(`${view}: ${over} px over the edge`);
      };

      await expect(page.getByRole("main").getByRole("listitem").first()).toBeVisible();
      await look("agents");
      await page.getByLabel("Search agents").fill("nobody");
      await expect(page.getByRole("heading", { name: /^No agent matches/ })).toBeVisible();
      await look("nothing-found");
      await page.getByLabel("Search agents").fill("");
      await dashboard.button("New agent").click();
      await expect(dialog).toBeVisible();
      await look("new-agent");
      await dashboard.button("Cancel", dialog).click();

      await dashboard.openAgent(AGENTS.clinic);
      await expect(dashboard.timeline.getByRole("listitem").first()).toBeVisible();
      await look("agent");
      await dashboard.button(generation === "versions" ? "Roll back v3 · No medical advice" : "Roll back r3 · No medical advice").click();
      await expect(dialog).toContainText("Callers will get");
      await expect(dialog.getByRole("textbox").first()).toBeVisible();
      await look("confirm-traffic");
      await dashboard.button("Cancel", dialog).click();

      await dashboard.link(generation === "versions" ? "Compare Flu season with what serves" : "Compare draft Main").click();
      await expect(page.getByRole("region", { name: "Differences" })).toContainText("unchanged lines");
      await look("compare");
      await dashboard.link("Calls").click();
      await dashboard.button("Call…", page.getByTestId("outbound-call")).click();
      await expect(page.getByRole("alert")).toBeVisible();
      await look("calls");

      await dashboard.edit();
      await firstMessage.fill("Riverside Family Clinic, good morning.");
      await prompt.fill(`You are the receptionist. ${FORBIDDEN}`);
      await look("editor");
      await dashboard.choose("How to edit", "JSON");
      await expect(page.getByRole("textbox", { name: "The whole config as JSON" })).toBeVisible();
      await look("editor-json");
      await dashboard.link("Overview").click();
      await expect(dialog).toBeVisible();
      await look("leave");
      await dashboard.button("Stay", dialog).click();

      await dashboard.button("Release…", dashboard.saveBar).click();
      await expect(page.getByTestId("changes")).toBeVisible();
      await look("release-form");
      await dashboard.startRelease();
      await expect(dashboard.step("Security check")).toHaveAttribute("aria-current", "step");
      await look("releasing");
      await dashboard.releaseIs("failed");
      await look("check-failed");
      await dashboard.link("Edit again").click();
      await prompt.fill("You are the receptionist.");
      await dashboard.button("Release…", dashboard.saveBar).click();
      await dashboard.startRelease();
      await dashboard.releaseIs("done");
      await look("released");

      await dashboard.button("Activity").click();
      await page.getByRole("complementary", { name: "Activity" }).locator("summary").first().click();
      await look("activity");
      await dashboard.button("Close the activity").click();
      await dashboard.button("Emulator settings").click();
      await expect(dialog).toBeVisible();
      await look("emulator");
      await dialog.getByLabel("What goes wrong").selectOption({ label: "No connection" });
      await dashboard.button("Done", dialog).click();
      await dashboard.link("Calls").click();
      await expect(page.getByRole("status").filter({ hasText: "No connection." })).toBeVisible();
      await expect(page.getByRole("alert")).toBeVisible({ timeout: 60_000 });
      await look("offline");
      await dashboard.break("The session has expired (401)");
      await dashboard.button("Try again", page.getByRole("alert")).click();
      await dashboard.button("Sign in again").click();
      await expect(dialog).toBeVisible();
      await look("sign-in");
      await dashboard.button("Not now", dialog).click();
      await page.getByRole("link", { name: "Emulator in this page" }).click();
      await page.getByRole("radio", { name: /Production, with a key/ }).check();
      await look("connect");
      await page.goto(`${dashboard.url}#/nowhere`);
      await expect(dashboard.title).toHaveText("There is no such page");
      await look("nowhere");
      assert.deepEqual(found, []);
    });
  }
}

/**
 * @param {import("playwright-core").Page} page
 * @param {string[]} [rules] all of them by default
 * @returns {Promise<string[]>} what axe has against it, one line for each
 */
async function violations(page, rules) {
  const { violations: all, passes } = await page.evaluate(async (only) => {
    const axe = /** @type {typeof import("axe-core")} */ (Reflect.get(globalThis, "axe"));
    return axe.run(document, { resultTypes: ["violations"], ...(only && { runOnly: only }) });
  }, rules);
  assert.ok(passes.length > 0, "axe has looked at nothing");
  return all.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}
