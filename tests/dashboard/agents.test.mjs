// @ts-check
// The list of agents, and an agent's page: what serves, and what there is besides.
import assert from "node:assert/strict";
import { AGENTS, expect } from "./dashboard.mjs";
import { visitTest, visitTestOnBoth } from "./visit.mjs";

visitTestOnBoth("lists the agents, and finds one by its name", {}, async (dashboard) => {
  const { page } = dashboard;
  const list = page.getByRole("main").getByRole("listitem");
  await expect(list).toHaveCount(7);
  await page.getByLabel("Search agents").fill("clinic");
  await expect(list).toHaveCount(1);
  await expect(list).toContainText(AGENTS.clinic);
  await page.getByLabel("Search agents").fill("nobody");
  await expect(page.getByRole("heading", { name: "No agent matches “nobody”" })).toBeVisible();
  await page.getByLabel("Search agents").fill("");
  await dashboard.choose("Which agents", "Archived");
  await expect(list).toHaveCount(1);
  await expect(list).toContainText(AGENTS.archived);
});

visitTestOnBoth("creates an agent, renames it, archives it and brings it back", {}, async (dashboard) => {
  const { page, dialog, title } = dashboard;
  await dashboard.button("New agent").click();
  await dialog.getByLabel("Name").fill("Night desk");
  await dialog.getByLabel("First message").fill("Good night!");
  await dashboard.button("Create", dialog).click();
  await expect(title).toHaveText("Night desk");
  await expect(dashboard.serving).toContainText("Good night!");

  await dashboard.button("Rename").click();
  await dialog.getByLabel("Name").fill("Late desk");
  await dashboard.button("Save", dialog).click();
  await expect(title).toHaveText("Late desk");

  await dashboard.button("Archive").click();
  await dashboard.button("Cancel", dialog).click();
  await dashboard.button("Archive").click();
  await dashboard.button("Archive", dialog).click();
  await expect(dashboard.notices).toContainText("Late desk was archived.");
  await dashboard.button("Bring back").click();
  await expect(dashboard.notices).toContainText("takes calls again");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Agents" }).click();
  await expect(page.getByRole("link", { name: /Late desk/ })).toBeVisible();
});

visitTest("shows what serves, the versions as a timeline, and the open drafts", { generation: "versions" }, async (dashboard) => {
  const { page, timeline } = dashboard;
  await dashboard.openAgent(AGENTS.clinic);
  await expect(dashboard.serving).toContainText("v4 · Saturday hours");
  await expect(dashboard.serving).toContainText("this is Maya. How can I help you?");
  const names = await timeline.getByRole("heading").allTextContents();
  assert.deepEqual(names.slice(0, 3), ["v4 · Saturday hours", "v3 · No medical advice", "v2 · Go-live"]);
  await expect(timeline.getByRole("listitem").first()).toContainText("serves");
  await expect(page.getByRole("region", { name: "Drafts" })).toContainText("Flu season");
});

visitTest("shows what serves, the branches, and the revisions of the one that is chosen", { generation: "branches" }, async (dashboard) => {
  const { page, timeline } = dashboard;
  await dashboard.openAgent(AGENTS.clinic);
  await expect(dashboard.serving).toContainText("Main, r4");
  const branches = page.getByRole("region", { name: "Branches" });
  await expect(branches.getByRole("listitem")).toHaveCount(2);
  await expect(branches.getByRole("listitem").filter({ hasText: "Main" }).first()).toContainText("open draft");
  await expect(timeline.getByRole("heading").first()).toHaveText("r4 · Saturday hours");
  await dashboard.link("spanish-pilot", branches).click();
  await expect(page.getByRole("heading", { name: "Revisions of spanish-pilot" })).toBeVisible();
  await expect(timeline).toContainText("Greets in Spanish too");
});

visitTest("shows that a path leads nowhere, and the way back", {}, async (dashboard) => {
  const { page } = dashboard;
  await expect(page.getByRole("main").getByRole("listitem").first()).toBeVisible();
  await page.goto(`${dashboard.url}#/agents/60d0fe4f5311236168a109ca`);
  await expect(dashboard.title).toHaveText("This page could not be read");
  await dashboard.link("All agents").click();
  await expect(dashboard.title).toHaveText("Agents");
  await page.goto(`${dashboard.url}#/nowhere`);
  await expect(page.getByRole("main").getByRole("link").first()).toBeVisible();
});
