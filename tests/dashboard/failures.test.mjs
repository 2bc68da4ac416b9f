// @ts-check
// What can go wrong: each with a state of its own, a way on, and nothing typed lost.
import { AGENTS, expect } from "./dashboard.mjs";
import { visitTest, visitTestOnBoth } from "./visit.mjs";

const SLOW = { checkDurationMs: 4_000 };

visitTest("conflict: somebody else goes live in the middle of a release", { ...SLOW, generation: "versions" }, async (dashboard) => {
  await dashboard.openAgent(AGENTS.hotel);
  await dashboard.prepareRelease("Mine");
  await dashboard.startRelease();
  await expect(dashboard.step("Security check")).toHaveAttribute("aria-current", "step");
  await dashboard.interfere();
  await dashboard.releaseIs("failed");
  await expect(dashboard.failure("Somebody else was here first")).toBeVisible();
  await dashboard.button("Look again").click();
  await dashboard.link("Edit", dashboard.page.getByRole("main").getByRole("region", { name: "What changes" })).click();
  await expect(dashboard.firstMessage).toHaveValue("Mine");
});

visitTest("conflict: somebody else edits the same draft, and both are kept", { generation: "branches" }, async (dashboard) => {
  const { page, firstMessage, prompt } = dashboard;
  await dashboard.openAgent(AGENTS.clinic);
  await dashboard.link("Edit draft Main").click();
  await prompt.fill("My prompt");
  await dashboard.interfere();
  const theirs = dashboard.failure("It has changed since you began");
  await expect(theirs).toContainText("The others touched different fields than you");
  await dashboard.button("Keep my edits on top").click();
  await expect(firstMessage).toHaveValue(/Hello from a colleague/);
  await expect(prompt).toHaveValue("My prompt");
  await dashboard.button("Save draft").click();
  await expect(dashboard.notices).toContainText("The draft is saved.");

  await expect(dashboard.saveBar).toContainText("No unsaved changes");

  await firstMessage.fill("My greeting");
  await dashboard.interfere();
  await expect(theirs).toContainText("firstMessage");
  await dashboard.button("Drop mine, take theirs").click();
  await expect(firstMessage).toHaveValue(/Hello from a colleague/);
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(dashboard.saveBar).toContainText("No unsaved changes");
});

visitTest("conflict: somebody else edits the draft before it is released", { generation: "branches" }, async (dashboard) => {
  await dashboard.openAgent(AGENTS.hotel);
  await dashboard.prepareRelease("Mine");
  await dashboard.interfere();
  await expect(dashboard.failure("Somebody else has changed this since you began.")).toBeVisible();
  await expect(dashboard.button("Release", dashboard.page.getByTestId("release-form"))).toBeDisabled();
  await dashboard.link("Decide in the editor").click();
  await dashboard.button("Keep my edits on top").click();
  await expect(dashboard.firstMessage).toHaveValue("Mine");
  await dashboard.button("Release…", dashboard.saveBar).click();
  await dashboard.startRelease();
  await dashboard.releaseIs("done");
  await dashboard.link("Back to the agent").click();
  await expect(dashboard.serving).toContainText("Mine");
});

visitTestOnBoth("expired: signs in again, and the release goes on", SLOW, async (dashboard) => {
  const { page } = dashboard;
  await dashboard.openAgent(AGENTS.hotel);
  await dashboard.prepareRelease("After signing in");
  await dashboard.startRelease();
  await expect(dashboard.step("Security check")).toHaveAttribute("aria-current", "step");
  await dashboard.break("The session has expired (401)");
  await dashboard.releaseIs("failed");
  await expect(dashboard.failure("You are signed out").last()).toBeVisible();
  await dashboard.button("Sign in again", dashboard.run).click();
  await dashboard.button("Sign in", page.getByRole("dialog", { name: "Sign in again" })).click();
  await dashboard.releaseIs("done");
  await dashboard.link("Back to the agent").click();
  await expect(dashboard.serving).toContainText("After signing in");
});

visitTestOnBoth("expired: signs in again in the editor, and what was typed is saved", {}, async (dashboard) => {
  const { page, firstMessage } = dashboard;
  await dashboard.openAgent(AGENTS.clinic);
  await dashboard.link(dashboard.generation === "versions" ? "Edit Flu season" : "Edit draft Main").click();
  await firstMessage.fill("Typed before it expired");
  await dashboard.break("The session has expired (401)");
  await dashboard.button("Save draft").click();
  await expect(dashboard.failure("You are signed out").first()).toBeVisible();
  await expect(firstMessage).toHaveValue("Typed before it expired");
  await dashboard.button("Sign in again").last().click();
  await dashboard.button("Sign in", page.getByRole("dialog", { name: "Sign in again" })).click();
  await expect(dashboard.saveBar).toContainText("No unsaved changes");
  await expect(firstMessage).toHaveValue("Typed before it expired");
  await expect(dashboard.failure("You are signed out")).toHaveCount(0);
});

visitTestOnBoth("rate limit: says how long to wait, and saves what was typed after it", { prepare: (page) => page.clock.install() }, async (dashboard) => {
  const { page, firstMessage } = dashboard;
  await dashboard.openAgent(AGENTS.clinic);
  await dashboard.link(dashboard.generation === "versions" ? "Edit Flu season" : "Edit draft Main").click();
  await firstMessage.fill("Typed before the limit");
  await dashboard.break("Too many requests (429)");
  await dashboard.button("Save draft").click();
  const failure = dashboard.failure("Too many requests").last();
  await expect(failure.getByRole("button", { name: /^Save again in 1\d s$/ })).toBeDisabled();
  await dashboard.break("Everything works");
  await page.clock.fastForward(16_000);
  await dashboard.button("Save again", failure).click();
  await expect(dashboard.saveBar).toContainText("No unsaved changes");
  await expect(firstMessage).toHaveValue("Typed before the limit");
});

visitTestOnBoth("offline: says so, keeps what was typed, and saves it when the connection is back", {}, async (dashboard) => {
  const { page, firstMessage } = dashboard;
  await dashboard.openAgent(AGENTS.clinic);
  await dashboard.link(dashboard.generation === "versions" ? "Edit Flu season" : "Edit draft Main").click();
  await firstMessage.fill("Typed without a connection");
  await dashboard.break("No connection");
  await dashboard.button("Save draft").click();
  await expect(page.getByRole("status").filter({ hasText: "No connection." })).toBeVisible();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expect(firstMessage).toHaveValue("Typed without a connection");
  await dashboard.break("Everything works");
  await dashboard.button("Save draft").click();
  await expect(dashboard.saveBar).toContainText("No unsaved changes");
  await expect(page.getByRole("status").filter({ hasText: "No connection." })).toBeHidden();
  await expect(firstMessage).toHaveValue("Typed without a connection");
});

visitTest("offline: the browser's own word for it is enough", {}, async ({ page }) => {
  await expect(page.getByRole("main").getByRole("listitem").first()).toBeVisible();
  const banner = page.getByRole("status").filter({ hasText: "No connection." });
  await page.context().setOffline(true);
  await expect(banner).toBeVisible();
  await page.context().setOffline(false);
  await expect(banner).toBeHidden();
});

visitTest("freeze: takes no changes, keeps them, and saves them when it is over", { generation: "branches" }, async (dashboard) => {
  const { page, firstMessage } = dashboard;
  const frozen = page.getByLabel("Config is frozen (branches only)");
  await dashboard.openAgent(AGENTS.hotel);
  await dashboard.edit();
  await firstMessage.fill("Typed before the freeze");
  await dashboard.emulator(() => frozen.check());
  await dashboard.button("Save draft").click();
  await expect(dashboard.failure("Config is frozen")).toContainText("try again when the freeze is over");
  await expect(page.getByRole("status").filter({ hasText: "Config is frozen." })).toBeVisible();
  await expect(firstMessage).toHaveValue("Typed before the freeze");
  await dashboard.emulator(() => frozen.uncheck());
  await dashboard.button("Save again").click();
  await expect(dashboard.saveBar).toContainText("No unsaved changes");
  await expect(firstMessage).toHaveValue("Typed before the freeze");
});

visitTest("freeze: a release that is told to wait goes on when it is over", { generation: "branches" }, async (dashboard) => {
  const { page } = dashboard;
  const frozen = page.getByLabel("Config is frozen (branches only)");
  await dashboard.openAgent(AGENTS.hotel);
  await dashboard.prepareRelease("After the freeze");
  await dashboard.emulator(() => frozen.check());
  await page.getByLabel("Wait while config is frozen").check();
  await dashboard.startRelease();
  await expect(dashboard.step("Edit")).toHaveAttribute("aria-current", "step");
  await dashboard.emulator(() => frozen.uncheck());
  await dashboard.releaseIs("done");
});

visitTestOnBoth("the platform fails: a page that can't be read is read again", {}, async (dashboard) => {
  const { page } = dashboard;
  await expect(page.getByRole("main").getByRole("listitem").first()).toBeVisible();
  await dashboard.break("The session has expired (401)");
  await page.getByRole("link", { name: new RegExp(AGENTS.hotel) }).click();
  await expect(dashboard.title).toHaveText("This page could not be read");
  await expect(dashboard.title).toBeFocused();
  await dashboard.button("Sign in again").click();
  await dashboard.button("Sign in", page.getByRole("dialog", { name: "Sign in again" })).click();
  await expect(dashboard.title).toHaveText(AGENTS.hotel);
});
