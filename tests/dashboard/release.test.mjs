// @ts-check
// A release, step by step: made, staged, cancelled, refused by its check.
import assert from "node:assert/strict";
import { AGENTS, expect, FORBIDDEN } from "./dashboard.mjs";
import { visitTest, visitTestOnBoth } from "./visit.mjs";

visitTestOnBoth("releases, and shows each step and the check's progress", { checkDurationMs: 2_500 }, async (dashboard) => {
  const { page, run, generation } = dashboard;
  await dashboard.openAgent(AGENTS.hotel);
  await dashboard.prepareRelease("Released by hand.");
  await expect(page.getByTestId("changes")).toContainText("Released by hand.");
  await page.getByLabel("Label").fill("By hand");
  await dashboard.startRelease();

  const check = dashboard.step("Security check");
  await expect(check).toHaveAttribute("aria-current", "step");
  await expect(check.getByRole("progressbar")).toBeVisible();
  await expect(check).toContainText(/\d+(\.\d)? m?s$/);
  const elapsed = await check.textContent();
  await expect(check).not.toHaveText(elapsed ?? "");
  await expect(dashboard.step("Publish")).toContainText("done");
  await expect(dashboard.step("Verify")).toContainText("to come");

  await dashboard.releaseIs("done");
  await expect(page.getByRole("heading", { name: /^Released / })).toBeFocused();
  await expect(run).toContainText("New calls get it. It was seen serving.");
  await expect(dashboard.step("Verify")).toContainText("done");
  await dashboard.link("Back to the agent").click();
  await expect(dashboard.serving).toContainText("Released by hand.");
  await expect(dashboard.timeline.getByRole("listitem").first()).toContainText(`${generation === "versions" ? "v3" : "r3"} · By hand`);
  await dashboard.edit();
  await expect(dashboard.saveBar).toContainText("No unsaved changes");
});

visitTest("releases a draft, which is gone afterwards", { generation: "versions" }, async (dashboard) => {
  const { page } = dashboard;
  await dashboard.openAgent(AGENTS.clinic);
  await dashboard.link("Release… Flu season").click();
  await dashboard.startRelease();
  await dashboard.releaseIs("done");
  await dashboard.link("Back to the agent").click();
  await expect(dashboard.serving).toContainText("Are you calling about a flu shot?");
  await expect(page.getByRole("region", { name: "Drafts" })).toContainText("No draft is open.");
});

visitTest("releases a branch's open draft", { generation: "branches" }, async (dashboard) => {
  const { page } = dashboard;
  await dashboard.openAgent(AGENTS.clinic);
  await dashboard.link("Release… Main").click();
  await dashboard.startRelease();
  await dashboard.releaseIs("done");
  await dashboard.link("Back to the agent").click();
  await expect(dashboard.serving).toContainText("Are you calling about a flu shot?");
  await expect(page.getByRole("region", { name: "Branches" })).not.toContainText("open draft");
});

visitTest("publishes a version without making it live", { generation: "versions" }, async (dashboard) => {
  const { page, run } = dashboard;
  await dashboard.openAgent(AGENTS.hotel);
  await dashboard.prepareRelease("For later");
  await page.getByLabel("Make it live after the check").uncheck();
  await page.getByLabel("Label").fill("Staged");
  await dashboard.button("Publish", page.getByTestId("release-form")).click();
  await dashboard.releaseIs("done");
  await expect(run).toContainText("It takes no calls before it is made live.");
  await dashboard.link("Back to the agent").click();
  await expect(dashboard.serving).not.toContainText("For later");
  await expect(dashboard.button("Make live v3 · Staged")).toBeVisible();
});

visitTest("publishes on a branch that does not serve", { generation: "branches" }, async (dashboard) => {
  const { page, run, firstMessage } = dashboard;
  await dashboard.openAgent(AGENTS.parcels);
  await dashboard.link("Edit claims-by-voice").click();
  await firstMessage.fill("Only on the branch");
  await dashboard.button("Release…", dashboard.saveBar).click();
  await dashboard.button("Publish", page.getByTestId("release-form")).click();
  await dashboard.releaseIs("done");
  await expect(run).toContainText("It takes no calls before the branch is made live.");
  await dashboard.link("Back to the agent").click();
  await expect(dashboard.serving).not.toContainText("Only on the branch");
});

visitTestOnBoth("cancels a release while its check goes on, and nothing changes for callers", { checkDurationMs: 20_000 }, async (dashboard) => {
  const { page } = dashboard;
  await dashboard.openAgent(AGENTS.hotel);
  const serving = await dashboard.serving.textContent();
  await dashboard.prepareRelease("Cancelled in time");
  await dashboard.startRelease();
  await expect(dashboard.step("Security check")).toHaveAttribute("aria-current", "step");
  await dashboard.button("Cancel", dashboard.run).click();
  await dashboard.releaseIs("failed");
  await expect(dashboard.failure("Cancelled")).toBeVisible();
  await expect(dashboard.step("Security check")).toContainText("stopped here");
  await dashboard.link("Edit again").click();
  await expect(dashboard.firstMessage).toHaveValue("Cancelled in time");
  await expect(page.getByRole("alert")).toHaveCount(0);
  await dashboard.link("Overview").click();
  await dashboard.button("Discard and leave", dashboard.dialog).click();
  await expect(dashboard.serving).toBeVisible();
  assert.equal(await dashboard.serving.textContent(), serving);
});

visitTestOnBoth("tells why a check failed, and releases once the text is mended", {}, async (dashboard) => {
  const { prompt } = dashboard;
  await dashboard.openAgent(AGENTS.hotel);
  const serving = await dashboard.serving.textContent();
  await dashboard.edit();
  await prompt.fill(`You are the concierge. ${FORBIDDEN}`);
  await dashboard.button("Release…", dashboard.saveBar).click();
  await dashboard.startRelease();
  await dashboard.releaseIs("failed");
  await expect(dashboard.failure("The security check failed")).toContainText('The reason: the prompt promises "guaranteed approval"');
  await dashboard.link("Edit again").click();
  await expect(prompt).toHaveValue(`You are the concierge. ${FORBIDDEN}`);
  await dashboard.overviewKeeping();
  assert.equal(await dashboard.serving.textContent(), serving);
  await dashboard.edit();
  await prompt.fill("You are the concierge. You promise nothing.");
  await dashboard.button("Release…", dashboard.saveBar).click();
  await dashboard.startRelease();
  await dashboard.releaseIs("done");
  await dashboard.link("Back to the agent").click();
  await expect(dashboard.serving).toContainText("You promise nothing.");
});

visitTest("loses nothing of a branch's open draft when its check fails", { generation: "branches" }, async (dashboard) => {
  const { page, firstMessage, prompt } = dashboard;
  await dashboard.openAgent(AGENTS.clinic);
  await dashboard.link("Edit draft Main").click();
  const saved = await firstMessage.inputValue();
  await prompt.fill(FORBIDDEN);
  await dashboard.button("Release…", dashboard.saveBar).click();
  await dashboard.startRelease();
  await dashboard.releaseIs("failed");
  await dashboard.link("Edit again").click();
  await expect(prompt).toHaveValue(FORBIDDEN);
  await expect(firstMessage).toHaveValue(saved);
  await expect(page.getByRole("alert")).toHaveCount(0);
  await prompt.fill("We promise nothing.");
  await dashboard.button("Release…", dashboard.saveBar).click();
  await dashboard.startRelease();
  await dashboard.releaseIs("done");
  await dashboard.link("Back to the agent").click();
  await expect(dashboard.serving).toContainText(saved);
  await expect(dashboard.serving).toContainText("We promise nothing.");
  await dashboard.edit();
  await expect(dashboard.saveBar).toContainText("No unsaved changes");
});
