// @ts-check
// Any two of versions, revisions and drafts: prompts by line, the rest by section.
import { AGENTS, expect } from "./dashboard.mjs";
import { visitTest, visitTestOnBoth } from "./visit.mjs";

visitTestOnBoth("compares two by line and by section, and swaps the sides", {}, async (dashboard) => {
  const { page, generation } = dashboard;
  const [go, hours] = generation === "versions" ? ["v2 · Go-live", "v4 · Saturday hours"] : ["Main r2 · Go-live", "Main r4 · Saturday hours"];
  await dashboard.openAgent(AGENTS.clinic);
  await dashboard.link("Compare").click();
  await page.getByLabel("Before").selectOption(go);
  await page.getByLabel("After").selectOption(`${hours} (serves)`);
  const differences = page.getByRole("region", { name: "Differences" });
  await expect(differences.getByText(/^\d fields differ$/)).toBeVisible();
  await expect(differences.getByRole("heading", { name: "Prompt" })).toBeVisible();
  await expect(differences.getByRole("heading", { name: "Timeouts" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: go })).toContainText("Closed at the weekend.");
  await expect(page.getByRole("textbox", { name: hours })).toContainText("Saturday, 9:00 to 13:00.");

  await dashboard.button("Swap the sides").click();
  await expect(page.getByLabel("Before").locator("option:checked")).toHaveText(`${hours} (serves)`);
  await expect(page.getByLabel("After").locator("option:checked")).toHaveText(go);
  await page.getByLabel("After").selectOption(`${hours} (serves)`);
  await expect(differences).toContainText("No differences: these two say the same.");
});

visitTest("compares a draft with what serves", { generation: "versions" }, async (dashboard) => {
  await dashboard.openAgent(AGENTS.clinic);
  await dashboard.link("Compare Flu season with what serves").click();
  const differences = dashboard.page.getByRole("region", { name: "Differences" });
  await expect(differences).toContainText("Are you calling about a flu shot?");
  // The prompt got longer at its end: what comes before is folded away.
  await expect(differences).toContainText("unchanged lines");
});

visitTest("compares a branch's draft with its head, and a branch with what serves", { generation: "branches" }, async (dashboard) => {
  const differences = dashboard.page.getByRole("region", { name: "Differences" });
  await dashboard.openAgent(AGENTS.clinic);
  await dashboard.link("Compare draft Main").click();
  await expect(differences).toContainText("Are you calling about a flu shot?");
  await dashboard.overview();
  await dashboard.link("Compare spanish-pilot").click();
  await expect(differences).toContainText("English or español?");
});
