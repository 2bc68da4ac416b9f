// @ts-check
// Test calls and calls to a person, with the number looked at before anything is sent.
import assert from "node:assert/strict";
import { AGENTS, expect } from "./dashboard.mjs";
import { visitTestOnBoth } from "./visit.mjs";

/** What is wrong with each, as the page says it. */
const WRONG = /** @type {const} */ ([
  ["4155550123", "Begin with + and the country code"],
  ["+0155550123", "none begins with 0"],
  ["+1 415 555 0123", "no spaces, hyphens or brackets"],
  ["+12345", "too short"],
  ["+1234567890123456", "too long"],
]);

visitTestOnBoth("makes a test call with any config, in the browser and by phone", {}, async (dashboard) => {
  const { page, generation } = dashboard;
  await dashboard.openAgent(AGENTS.clinic);
  await dashboard.link("Calls").click();
  const form = page.getByTestId("test-call");
  await form.getByLabel("With the config of").selectOption(generation === "versions" ? "Flu season" : "draft of Main");
  await dashboard.button("Start the test call", form).click();
  await expect(form.getByRole("status")).toContainText("given, and not shown");

  await dashboard.choose("How", "By phone");
  const number = form.getByLabel("Number to call");
  for (const [wrong, problem] of WRONG) {
    await number.fill(wrong);
    await dashboard.button("Start the test call", form).click();
    await expect(form.getByRole("alert")).toContainText(problem);
    await expect(number).toHaveAttribute("aria-invalid", "true");
  }
  await number.fill("+14155550123");
  await expect(form.getByRole("alert")).toHaveCount(0);
  await dashboard.button("Start the test call", form).click();
  await expect(form.getByRole("status")).toContainText("Call");
});

visitTestOnBoth("calls a person only after it has asked, with the variables", {}, async (dashboard) => {
  const { page, dialog } = dashboard;
  await dashboard.openAgent(AGENTS.clinic);
  await dashboard.link("Calls").click();
  const form = page.getByTestId("outbound-call");
  const number = form.getByLabel("Number to call");
  await number.fill("0415 5550123");
  await dashboard.button("Call…", form).click();
  await expect(form.getByRole("alert")).toContainText("Begin with +");
  await expect(dialog).toHaveCount(0);

  await number.fill("+14155550123");
  await dashboard.button("Add a variable", form).click();
  await form.getByLabel("Name of variable 1").fill("visits");
  await form.getByLabel("Value of variable 1").fill("3");
  await dashboard.button("Activity").click();
  const calls = page.getByRole("complementary", { name: "Activity" }).getByRole("listitem").filter({ hasText: "/conversation/outbound" });
  await dashboard.button("Call…", form).click();
  await expect(dialog).toContainText("Call +14155550123?");
  await dashboard.button("Don't call", dialog).click();
  await expect(calls).toHaveCount(0);
  await dashboard.button("Call…", form).click();
  await dashboard.button("Call now", dialog).click();
  await expect(form.getByRole("status")).toContainText(/CALL-\d+-/);
  await expect(calls).toHaveCount(1);
  await calls.locator("summary").click();
  const body = JSON.parse((await calls.locator("pre").textContent()) ?? "");
  assert.equal(body.phoneNumber, "+14155550123");
  assert.deepEqual(body.variables, { visits: 3 });
});
