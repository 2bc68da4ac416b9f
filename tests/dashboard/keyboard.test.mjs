// @ts-check
// All of it without a mouse.
import assert from "node:assert/strict";
import { AGENTS, expect } from "./dashboard.mjs";
import { visitTestOnBoth } from "./visit.mjs";

visitTestOnBoth("goes from the list to a release by keyboard alone", {}, async (dashboard) => {
  const { page, title, run } = dashboard;
  await expect(page.getByRole("main").getByRole("listitem").first()).toBeVisible();
  await tabTo(page, page.getByRole("link", { name: new RegExp(AGENTS.hotel) }));
  await page.keyboard.press("Enter");
  await expect(title).toHaveText(AGENTS.hotel);
  await expect(title).toBeFocused();
  await tabTo(page, dashboard.link("Edit", page.getByRole("navigation", { name: "Agent" })));
  await page.keyboard.press("Enter");
  await expect(dashboard.firstMessage).toBeVisible();
  await expect(title).toBeFocused();
  await tabTo(page, dashboard.firstMessage);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("Typed without a mouse.");
  await tabTo(page, dashboard.button("Release…", dashboard.saveBar));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "What changes" })).toBeVisible();
  await expect(title).toBeFocused();
  await tabTo(page, dashboard.button("Release", page.getByTestId("release-form")));
  await page.keyboard.press("Enter");
  await expect(run).toBeVisible();
  await dashboard.releaseIs("done");
  await expect(page.getByRole("heading", { name: /^Released / })).toBeFocused();
  await tabTo(page, dashboard.link("Back to the agent"));
  await page.keyboard.press("Enter");
  await expect(dashboard.serving).toContainText("Typed without a mouse.");
});

visitTestOnBoth("keeps the focus in a dialog, closes it with Escape, and gives the focus back", {}, async (dashboard) => {
  const { page, dialog } = dashboard;
  await dashboard.openAgent(AGENTS.hotel);
  const rename = dashboard.button("Rename");
  await rename.focus();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
  for (let presses = 0; presses < 8; presses++) {
    await page.keyboard.press("Tab");
    const outside = await page.evaluate(() => document.activeElement !== document.body && document.activeElement?.closest("dialog") === null);
    assert.ok(!outside, `the focus left the dialog after ${presses + 1} tabs`);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(rename).toBeFocused();
});

visitTestOnBoth("skips to the content", {}, async ({ page }) => {
  await expect(page.getByRole("main").getByRole("listitem").first()).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

/**
 * Presses Tab until the target has the focus.
 * @param {import("playwright-core").Page} page
 * @param {import("playwright-core").Locator} target
 */
async function tabTo(page, target) {
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`60 tabs do not lead to ${target}`);
}
