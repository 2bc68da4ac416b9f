// @ts-check
// Two tabs of the dashboard at once, in one browser.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { connect } from "../../pkg/node.js";
import { serve } from "../../pkg/server.js";
import { AGENTS, Dashboard, expect } from "./dashboard.mjs";
import { visitTest, visitTestOnBoth } from "./visit.mjs";

/** @type {import("../../pkg/server.js").EmulatorServer} */
let platform;

before(async () => {
  platform = await serve({ checkDurationMs: 3_000 });
  const atoms = await connect({ baseUrl: platform.baseUrl, apiKey: "any" });
  await atoms.createAgent({ name: "Seen by two tabs", firstMessage: "Hello from a server." });
});

after(() => platform?.close());

visitTestOnBoth("each has an emulator of its own: a release in one leaves that of the other alone", { checkDurationMs: 4_000 }, async (first) => {
  const second = await anotherTab(first);
  await first.openAgent(AGENTS.hotel);
  await second.openAgent(AGENTS.hotel);
  await first.prepareRelease("From the first tab");
  await second.prepareRelease("From the second tab");
  await first.startRelease();
  await expect(first.step("Security check")).toHaveAttribute("aria-current", "step");
  await second.startRelease();
  await expect(second.step("Security check")).toHaveAttribute("aria-current", "step");

  await first.page.reload();
  await first.releaseIs("interrupted");
  await first.button("Resume", first.run).click();
  await second.releaseIs("done");
  await first.releaseIs("done");
  for (const [tab, text] of /** @type {const} */ ([[first, "From the first tab"], [second, "From the second tab"]])) {
    await tab.link("Back to the agent").click();
    await expect(tab.serving).toContainText(text);
    assert.doesNotMatch(await tab.stored(), /checkpoint/);
  }
});

visitTest("on one platform, one tab releases an agent at a time, and takes over from one that is gone", {}, async (first) => {
  const second = await anotherTab(first);
  for (const tab of [first, second]) {
    await tab.page.goto(`${first.url}#/connect`);
    await tab.page.getByRole("radio", { name: /Emulator on this machine/ }).check();
    await tab.page.getByLabel("Base URL of the emulator").fill(platform.baseUrl);
    await tab.button("Connect").click();
    await tab.openAgent("Seen by two tabs");
  }
  await first.prepareRelease("From the first tab");
  await second.prepareRelease("From the second tab");
  await first.startRelease();
  await expect(first.step("Security check")).toHaveAttribute("aria-current", "step");
  await second.button("Release", second.page.getByTestId("release-form")).click();
  await expect(second.notices).toContainText("Another tab releases Seen by two tabs at the moment.");
  await expect(second.run).toHaveCount(0);

  await first.page.close();
  await second.page.reload();
  await second.releaseIs("interrupted");
  await second.button("Resume", second.run).click();
  await second.releaseIs("done");
  await second.link("Back to the agent").click();
  await expect(second.serving).toContainText("From the first tab");
});

/** @param {Dashboard} dashboard */
async function anotherTab({ page, url, generation }) {
  const other = await page.context().newPage();
  await other.goto(url);
  return new Dashboard(other, url, generation);
}
