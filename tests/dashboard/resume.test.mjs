// @ts-check
// A page that is gone in the middle of a release: the next one finds it and finishes it, once.
import assert from "node:assert/strict";
import { AGENTS, expect } from "./dashboard.mjs";
import { visitTestOnBoth } from "./visit.mjs";

const SLOW = { checkDurationMs: 3_000 };

visitTestOnBoth("resumes a release after a reload during its check", SLOW, async (dashboard) => {
  const { page, run } = dashboard;
  await dashboard.openAgent(AGENTS.hotel);
  const before = await dashboard.timeline.getByRole("listitem").count();
  await dashboard.prepareRelease("Survived a reload");
  await dashboard.startRelease();
  await expect(dashboard.step("Security check")).toHaveAttribute("aria-current", "step");
  await page.reload();

  await dashboard.releaseIs("interrupted");
  await expect(dashboard.step("Publish")).toContainText("done");
  await dashboard.button("Resume", run).click();
  await dashboard.releaseIs("done");
  await expect(run).toContainText("It was seen serving.");
  await dashboard.link("Back to the agent").click();
  await expect(dashboard.serving).toContainText("Survived a reload");
  await expect(dashboard.timeline.getByRole("listitem")).toHaveCount(before + 1);
  assert.doesNotMatch(await dashboard.stored(), /checkpoint/);
});

visitTestOnBoth("tells of an interrupted release on every page, and resumes it from there", SLOW, async (dashboard) => {
  const { page } = dashboard;
  await dashboard.openAgent(AGENTS.hotel);
  await dashboard.prepareRelease("Resumed from the list");
  await dashboard.startRelease();
  await expect(dashboard.step("Security check")).toHaveAttribute("aria-current", "step");
  // Without a path behind the #, the page is loaded anew.
  await page.goto(dashboard.url);

  const banner = page.getByRole("status").filter({ hasText: "a release was interrupted" });
  await expect(banner).toContainText(AGENTS.hotel);
  await dashboard.link("Resume", banner).click();
  await dashboard.releaseIs("done");
  await dashboard.link("Back to the agent").click();
  await expect(dashboard.serving).toContainText("Resumed from the list");
});

visitTestOnBoth("goes on with a release while other pages are looked at", { checkDurationMs: 2_500 }, async (dashboard) => {
  const { page } = dashboard;
  await dashboard.openAgent(AGENTS.hotel);
  await dashboard.prepareRelease("Released meanwhile");
  await dashboard.startRelease();
  await expect(dashboard.step("Security check")).toHaveAttribute("aria-current", "step");
  await dashboard.link("Overview").click();
  await expect(page.getByTestId("run-banner")).toContainText("releasing, security check");
  await expect(dashboard.serving).toContainText("Released meanwhile");
  await expect(page.getByTestId("run-banner")).toHaveCount(0);
});
