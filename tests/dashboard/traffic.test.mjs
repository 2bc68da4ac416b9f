// @ts-check
// Who serves, changed by hand: each time with a look at what callers will get.
import { AGENTS, expect } from "./dashboard.mjs";
import { visitTest } from "./visit.mjs";

visitTest("makes a version live, and rolls back to another", { generation: "versions" }, async (dashboard) => {
  const { dialog, serving } = dashboard;
  await dashboard.openAgent(AGENTS.restaurant);
  await expect(serving).toContainText("v3 · Kitchen open longer");
  await dashboard.button("Make live v4 · Terrace season").click();
  await expect(dialog).toContainText("Callers will get");
  await expect(dialog).toContainText("Inside or on the terrace?");
  await dashboard.button("Cancel", dialog).click();
  await expect(serving).toContainText("v3 · Kitchen open longer");
  await dashboard.button("Make live v4 · Terrace season").click();
  await dashboard.button("Make live", dialog).click();
  await expect(serving).toContainText("v4 · Terrace season");
  await expect(serving).toContainText("Inside or on the terrace?");

  await dashboard.button("Roll back v2 · First evening").click();
  await expect(dialog).toContainText("21:30");
  await dashboard.button("Roll back", dialog).click();
  await expect(serving).toContainText("v2 · First evening");
});

visitTest("offers no version whose check has failed", { generation: "versions" }, async (dashboard) => {
  const { timeline } = dashboard;
  await dashboard.openAgent("Northbank payment reminders");
  const refused = timeline.getByRole("listitem").filter({ hasText: "Refinancing offer" });
  await expect(refused).toContainText("check failed");
  await expect(refused).toContainText("guaranteed approval");
  await expect(refused.getByRole("link", { name: /^Compare/ })).toBeVisible();
  await expect(refused.getByRole("button", { name: /^Make live/ })).toHaveCount(0);
});

visitTest("promotes a branch and goes back, and rolls the live branch back to an older revision", { generation: "branches" }, async (dashboard) => {
  const { dialog, serving, timeline } = dashboard;
  await dashboard.openAgent(AGENTS.parcels);
  await expect(serving).toContainText("Main, r3");
  await dashboard.button("Make live claims-by-voice").click();
  await expect(dialog).toContainText("Take the claim on the phone");
  await dashboard.button("Make live", dialog).click();
  await expect(serving).toContainText("claims-by-voice, r");
  await dashboard.button("Make live Main").click();
  await dashboard.button("Make live", dialog).click();
  await expect(serving).toContainText("Main, r3");

  await dashboard.link("Main", dashboard.page.getByRole("region", { name: "Branches" })).click();
  await dashboard.button("Roll back r2 · First version").click();
  await expect(dialog).toContainText("Callers will get");
  await dashboard.button("Roll back", dialog).click();
  await expect(serving).toContainText("Main, r4");
  await expect(timeline.getByRole("listitem").first()).toContainText("restored from");
});

visitTest("renames and discards a draft, labels and pins a version", { generation: "versions" }, async (dashboard) => {
  const { page, dialog, timeline } = dashboard;
  const drafts = page.getByRole("region", { name: "Drafts" });
  await dashboard.openAgent(AGENTS.clinic);
  await dashboard.button("Rename Flu season").click();
  await dialog.getByLabel("Name").fill("Winter");
  await dashboard.button("Save", dialog).click();
  await expect(drafts.getByRole("heading", { name: "Winter" })).toBeVisible();
  await dashboard.button("Discard Winter").click();
  await dashboard.button("Cancel", dialog).click();
  await expect(drafts).toContainText("Winter");
  await dashboard.button("Discard Winter").click();
  await dashboard.button("Discard", dialog).click();
  await expect(drafts).toContainText("No draft is open.");

  await dashboard.button("Label v4 · Saturday hours").click();
  await dialog.getByLabel("Label").fill("Weekend hours");
  await dashboard.button("Save", dialog).click();
  await dashboard.button("Pin v4 · Weekend hours").click();
  await expect(timeline.getByRole("listitem").first()).toContainText("pinned");
});

visitTest("begins a branch, renames, merges and archives it, discards a branch's draft", { generation: "branches" }, async (dashboard) => {
  const { page, dialog } = dashboard;
  const branches = page.getByRole("region", { name: "Branches" });
  await dashboard.openAgent(AGENTS.parcels);
  await dashboard.button("New branch").click();
  await dialog.getByLabel("Name").fill("trial");
  await dashboard.button("Create", dialog).click();
  await expect(dashboard.link("trial", branches)).toBeVisible();
  await dashboard.button("New branch").click();
  await dialog.getByLabel("Name").fill("trial");
  await dashboard.button("Create", dialog).click();
  await expect(dashboard.failure("This name is taken")).toBeVisible();
  await expect(dialog.getByLabel("Name")).toHaveValue("trial");
  await dashboard.button("Cancel", dialog).click();

  await dashboard.button("Rename trial").click();
  await dialog.getByLabel("Name").fill("experiment");
  await dashboard.button("Save", dialog).click();
  await expect(dashboard.link("experiment", branches)).toBeVisible();
  await dashboard.button("Archive experiment").click();
  await dashboard.button("Archive", dialog).click();
  await expect(dashboard.link("experiment", branches)).toHaveCount(0);

  await dashboard.button("Merge… claims-by-voice").click();
  await expect(dialog).toContainText("prompt");
  await dashboard.button("Put into the draft", dialog).click();
  await expect(branches.getByRole("listitem").first()).toContainText("open draft");
  await dashboard.button("Discard draft Main").click();
  await dashboard.button("Discard", dialog).click();
  await expect(branches).not.toContainText("open draft");
});
