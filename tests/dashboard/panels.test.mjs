// @ts-check
// The two panels: every request that was sent, and how the emulator behaves.
import { AGENTS, expect } from "./dashboard.mjs";
import { visitTest, visitTestOnBoth } from "./visit.mjs";

visitTestOnBoth("shows each request with its method, path, status and time, and the call that sent it", {}, async (dashboard) => {
  const { page, generation } = dashboard;
  const panel = page.getByRole("complementary", { name: "Activity" });
  const rows = panel.getByRole("listitem");
  await dashboard.button("Activity").click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(/^GET\/agent\?.*200[\d.]+ m?s/);
  await rows.locator("summary").click();
  await expect(rows).toContainText("atoms.listAgents()");

  await dashboard.openAgent(AGENTS.hotel);
  await dashboard.prepareRelease("Watched");
  await dashboard.startRelease();
  await dashboard.releaseIs("done");
  const publish = rows.filter({ hasText: "POST" }).filter({ hasText: "/publish" });
  await expect(publish).toHaveCount(1);
  await expect(publish).toContainText(generation === "versions" ? "201" : /20[02]/);
  await dashboard.button("Clear the activity", panel).click();
  await expect(rows).toHaveCount(0);
  await expect(panel).toContainText("Each request that a click sends shows up here");
  await dashboard.button("Close the activity", panel).click();
  await expect(panel).toHaveCount(0);
});

visitTest("shows a refused request with its status", {}, async (dashboard) => {
  const rows = dashboard.page.getByRole("complementary", { name: "Activity" }).getByRole("listitem");
  await expect(dashboard.page.getByRole("main").getByRole("listitem").first()).toBeVisible();
  await dashboard.button("Activity").click();
  await dashboard.break("The session has expired (401)");
  await dashboard.page.getByRole("link", { name: new RegExp(AGENTS.hotel) }).click();
  await expect(rows.filter({ hasText: "401" }).first()).toBeVisible();
});

visitTest("switches the emulator to the other generation, with fresh agents", { generation: "versions" }, async (dashboard) => {
  const { page } = dashboard;
  const list = page.getByRole("main").getByRole("listitem");
  await expect(list).toHaveCount(7);
  await dashboard.emulator(() => dashboard.choose("Generation of the API", "Branches"));
  await expect(list).toHaveCount(7);
  await dashboard.openAgent(AGENTS.clinic);
  await expect(page.getByRole("region", { name: "Branches" })).toContainText("spanish-pilot");
  await dashboard.emulator(() => dashboard.choose("Generation of the API", "Versions"));
  await page.goto(dashboard.url);
  await dashboard.openAgent(AGENTS.clinic);
  await expect(page.getByRole("region", { name: "Drafts" })).toContainText("Flu season");
});

visitTest("migrates in place, and edits that were begun before are released after it", { generation: "versions" }, async (dashboard) => {
  const { page, dialog } = dashboard;
  await dashboard.openAgent(AGENTS.hotel);
  await dashboard.edit();
  await dashboard.firstMessage.fill("Begun before the migration");
  await dashboard.emulator(async (panel) => {
    await dashboard.button("Migrate to branches in place", panel).click();
    await expect(panel.getByRole("radio", { name: "Branches" })).toBeChecked();
  });
  await expect(dashboard.firstMessage).toHaveValue("Begun before the migration");
  await dashboard.button("Release…", dashboard.saveBar).click();
  await dashboard.startRelease();
  await dashboard.releaseIs("done");
  await dashboard.link("Back to the agent").click();
  await expect(dashboard.serving).toContainText("Begun before the migration");
  await expect(page.getByRole("region", { name: "Branches" })).toContainText("Main");
  await expect(dialog).toHaveCount(0);
});

visitTestOnBoth("fails every check when it is told to", {}, async (dashboard) => {
  await dashboard.openAgent(AGENTS.hotel);
  await dashboard.emulator((panel) => panel.getByLabel("Every security check fails").check());
  await dashboard.prepareRelease("Harmless");
  await dashboard.startRelease();
  await dashboard.releaseIs("failed");
  await expect(dashboard.failure("The security check failed")).toContainText("set to fail every check");
});

visitTest("keeps the colours that were chosen", {}, async ({ page }) => {
  const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  await page.getByRole("button", { name: /^Colours: as the system/ }).click();
  await page.getByRole("button", { name: /^Colours: light/ }).click();
  await expect(page.getByRole("button", { name: /^Colours: dark/ })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: /^Colours: dark/ })).toBeVisible();
  await expect.poll(scheme).toBe("dark");
});
