// @ts-check
// A platform over HTTP: an emulator of this machine, and a key that stays in memory.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { serve } from "../../pkg/server.js";
import { connect } from "../../pkg/node.js";
import { expect } from "./dashboard.mjs";
import { visitTest } from "./visit.mjs";

const KEY = "sk_kept_in_memory_alone";

/** @type {Record<"versions" | "branches", import("../../pkg/server.js").EmulatorServer>} */
let platforms;

before(async () => {
  const [versions, branches] = await Promise.all([
    serve({ checkDurationMs: 400, apiKeys: ["any", KEY] }),
    serve({ checkDurationMs: 400, apiKeys: ["any", KEY], generation: "branches" }),
  ]);
  platforms = { versions, branches };
  for (const { baseUrl } of [versions, branches]) {
    const atoms = await connect({ baseUrl, apiKey: KEY });
    await atoms.createAgent({ name: "Over HTTP", firstMessage: "Hello from a server." });
  }
});

after(async () => {
  for (const platform of Object.values(platforms ?? {})) await platform.close();
});

for (const generation of /** @type {const} */ (["versions", "branches"])) {
  visitTest("connects to an emulator on this machine, and releases over HTTP", { generation }, async (dashboard) => {
    const { page } = dashboard;
    await page.getByRole("link", { name: "Emulator in this page" }).click();
    await page.getByRole("radio", { name: /Emulator on this machine/ }).check();
    await page.getByLabel("Base URL of the emulator").fill(platforms[generation].baseUrl);
    await dashboard.button("Connect").click();
    await dashboard.openAgent("Over HTTP");
    await dashboard.prepareRelease("Released over HTTP");
    await dashboard.startRelease();
    await dashboard.releaseIs("done");
    await page.reload();
    await page.getByRole("link", { name: "Overview" }).click();
    await expect(dashboard.serving).toContainText("Released over HTTP");
    await expect(dashboard.button("Emulator settings")).toHaveCount(0);
  });

  visitTest("takes a key, writes it nowhere, and asks for it again after a reload", { generation }, async (dashboard) => {
    const { page, dialog } = dashboard;
    await page.goto(`${dashboard.url}#/connect`);
    await page.getByRole("radio", { name: /Production, with a key/ }).check();
    await expect(page.getByText("The key stays in this tab's memory.")).toBeVisible();
    await page.getByLabel("Base URL of the platform").fill(platforms[generation].baseUrl);
    await page.getByLabel("API key or token").fill(` ${KEY} `);
    await dashboard.button("Connect").click();
    await dashboard.openAgent("Over HTTP");
    await dashboard.button("Activity").click();
    await dashboard.prepareRelease(`By key, on ${generation}`);
    await dashboard.startRelease();
    await expect(dashboard.step("Publish")).toContainText("done");
    assert.ok(!(await dashboard.stored()).includes(KEY), "the key is in a storage, a cookie or the address");
    await dashboard.releaseIs("done");
    assert.ok(!(await dashboard.stored()).includes(KEY), "the key is in a storage, a cookie or the address");
    assert.ok(!(await page.content()).includes(KEY), "the key is on the page");

    await page.reload();
    await expect(dialog.getByRole("heading", { name: "Sign in again" })).toBeVisible();
    await dialog.getByLabel("API key or token").fill("sk_somebody_elses");
    await dashboard.button("Sign in", dialog).click();
    await expect(dashboard.failure("You are signed out").first()).toBeVisible();
    await dashboard.button("Sign in again").first().click();
    await dialog.getByLabel("API key or token").fill(KEY);
    await dashboard.button("Sign in", dialog).click();
    await page.getByRole("link", { name: "Overview" }).click();
    await expect(dashboard.serving).toContainText(`By key, on ${generation}`);
  });
}

visitTest("is told of an edit that it could not know of, and keeps both", { generation: "branches" }, async (dashboard) => {
  const { page, firstMessage, prompt } = dashboard;
  const { baseUrl } = platforms.branches;
  const colleague = await connect({ baseUrl, apiKey: KEY });
  const agentId = await colleague.createAgent({ name: "Edited by two" });
  const branchId = (await colleague.listBranches(agentId)).branches[0]?.branch._id ?? "";
  await page.getByRole("link", { name: "Emulator in this page" }).click();
  await page.getByRole("radio", { name: /Emulator on this machine/ }).check();
  await page.getByLabel("Base URL of the emulator").fill(baseUrl);
  await dashboard.button("Connect").click();
  await dashboard.openAgent("Edited by two");
  await dashboard.edit();
  await firstMessage.fill("Saved by me");
  await dashboard.button("Save draft").click();
  await expect(page.getByRole("heading", { name: "the draft of Main" })).toBeVisible();

  await firstMessage.fill("Mine");
  await colleague.updateBranchDraft(agentId, branchId, { firstMessage: "Theirs", singlePromptConfig: { prompt: "Their prompt" } });
  await dashboard.button("Save draft").click();
  const theirs = dashboard.failure("It has changed since you began");
  await expect(theirs.getByRole("list", { name: "Fields that both changed" })).toHaveText("firstMessage");
  assert.equal((await colleague.getAgent(agentId, { draftId: await draftOf(colleague, agentId, branchId) }))._resolvedConfig.firstMessage, "Theirs");
  await dashboard.button("Keep my edits on top").click();
  await expect(firstMessage).toHaveValue("Mine");
  await expect(prompt).toHaveValue("Their prompt");
  await dashboard.button("Save draft").click();
  await expect(dashboard.saveBar).toContainText("No unsaved changes");
  await expect(page.getByRole("alert")).toHaveCount(0);
});

/**
 * @param {import("../../pkg/index.js").Atoms} atoms
 * @param {string} agentId
 * @param {string} branchId
 */
async function draftOf(atoms, agentId, branchId) {
  return (await atoms.getBranchDraft(agentId, branchId)).latest.draftId ?? "";
}
