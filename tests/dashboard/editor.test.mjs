// @ts-check
// Editing a config: as texts, form and JSON, with nothing typed lost on the way.
import assert from "node:assert/strict";
import { AGENTS, expect } from "./dashboard.mjs";
import { visitTest, visitTestOnBoth } from "./visit.mjs";

visitTestOnBoth("asks before unsaved edits are left, and keeps them if wanted", {}, async (dashboard) => {
  const { page, firstMessage, title } = dashboard;
  const leave = page.getByRole("dialog", { name: "Leave with unsaved changes?" });
  await dashboard.openAgent(AGENTS.hotel);
  await dashboard.edit();
  const before = await firstMessage.inputValue();
  await firstMessage.fill("Typed and not saved");
  await expect(dashboard.saveBar).toContainText("1 unsaved change");

  await dashboard.link("Overview").click();
  await dashboard.button("Stay", leave).click();
  await expect(firstMessage).toHaveValue("Typed and not saved");
  await expect(page).toHaveURL(/\/edit\/live$/);

  await page.goBack();
  await dashboard.button("Keep and leave", leave).click();
  await expect(dashboard.serving).toContainText(before);
  await dashboard.edit();
  await expect(firstMessage).toHaveValue("Typed and not saved");

  await dashboard.link("Overview").click();
  await dashboard.button("Discard and leave", leave).click();
  await expect(title).toHaveText(AGENTS.hotel);
  await dashboard.edit();
  await expect(firstMessage).toHaveValue(before);
  await dashboard.overview();
});

visitTestOnBoth("asks before a reload, and still has what was typed after it", {}, async (dashboard) => {
  const { page, firstMessage, prompt } = dashboard;
  /** @type {string[]} */
  const asked = [];
  page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.accept();
  });
  await dashboard.openAgent(AGENTS.hotel);
  await dashboard.edit();
  await firstMessage.click();
  await page.keyboard.press("End");
  await page.keyboard.type(" Typed by hand.");
  await prompt.fill("Another prompt,\nof two lines.");
  const typed = await firstMessage.inputValue();
  await page.reload();
  await expect(firstMessage).toHaveValue(typed);
  await expect(prompt).toHaveValue("Another prompt,\nof two lines.");
  await expect(dashboard.saveBar).toContainText("2 unsaved changes");
  assert.deepEqual(asked, ["beforeunload"]);
});

visitTestOnBoth("shows in the form what was changed in the JSON, and keeps JSON that can't be read yet", {}, async (dashboard) => {
  const { page, firstMessage } = dashboard;
  const json = page.getByRole("textbox", { name: "The whole config as JSON" });
  await dashboard.openAgent(AGENTS.hotel);
  await dashboard.edit();
  await dashboard.choose("How to edit", "JSON");
  await replaceAll(page, json, '{"firstMessage": "From the JSON", "synthesizer": {"speed": 1.25}}');
  await dashboard.choose("How to edit", "Form");
  await expect(firstMessage).toHaveValue("From the JSON");
  await expect(page.getByLabel("Speed")).toHaveValue("1.25");

  await dashboard.choose("How to edit", "JSON");
  await replaceAll(page, json, '{"firstMessage": ');
  await expect(dashboard.saveBar).toContainText("The JSON can't be read yet");
  await expect(dashboard.button("Release…", dashboard.saveBar)).toBeDisabled();
  await page.reload();
  await expect(json).toContainText('{"firstMessage":');
  await replaceAll(page, json, '{"firstMessage": "Whole again"}');
  await dashboard.choose("How to edit", "Form");
  await expect(firstMessage).toHaveValue("Whole again");
});

visitTest("saves edits as a draft, which is then in the list", { generation: "versions" }, async (dashboard) => {
  const { page, dialog, firstMessage } = dashboard;
  await dashboard.openAgent(AGENTS.hotel);
  const serving = await dashboard.serving.textContent();
  await dashboard.edit();
  await firstMessage.fill("From a draft");
  await page.getByLabel("Speed").fill("1.4");
  await dashboard.button("Review").click();
  await expect(dialog).toContainText("synthesizer.speed");
  await dashboard.button("Close", dialog).click();
  await dashboard.button("Save as a draft").click();
  await dialog.getByLabel("Name of the draft").fill("Spring");
  await dashboard.button("Save", dialog).click();
  await expect(dashboard.notices).toContainText("The draft Spring is saved.");
  await expect(page.getByRole("heading", { name: "Spring" })).toBeVisible();
  await expect(dashboard.saveBar).toContainText("No unsaved changes");
  await page.getByLabel("Speed").fill("1.5");
  await dashboard.button("Save draft").click();
  await expect(dashboard.notices).toContainText("What serves has not changed.");
  await expect(dashboard.saveBar).toContainText("No unsaved changes");
  await expect(page.getByLabel("Speed")).toHaveValue("1.5");
  await dashboard.overview();
  await expect(page.getByRole("region", { name: "Drafts" })).toContainText("Spring");
  assert.equal(await dashboard.serving.textContent(), serving);
});

visitTest("saves edits into the branch's draft", { generation: "branches" }, async (dashboard) => {
  const { page, firstMessage } = dashboard;
  await dashboard.openAgent(AGENTS.hotel);
  const serving = await dashboard.serving.textContent();
  await dashboard.edit();
  await firstMessage.fill("Into the draft");
  await dashboard.button("Save draft").click();
  await expect(dashboard.notices).toContainText("The draft is saved.");
  await expect(page.getByRole("heading", { name: "the draft of Main" })).toBeVisible();
  await firstMessage.fill("Into the same draft");
  await dashboard.button("Save draft").click();
  await expect(dashboard.saveBar).toContainText("No unsaved changes");
  await expect(page.getByRole("alert")).toHaveCount(0);
  await dashboard.overview();
  await expect(page.getByRole("region", { name: "Branches" })).toContainText("open draft");
  assert.equal(await dashboard.serving.textContent(), serving);
});

/**
 * @param {import("playwright-core").Page} page
 * @param {import("playwright-core").Locator} editor
 * @param {string} text
 */
async function replaceAll(page, editor, text) {
  await editor.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}
