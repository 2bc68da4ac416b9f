// @ts-check
// What a first visit loads, and that the page can be used before all of it is there.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BUDGET, firstVisit } from "../../scripts/dashboard/budget.mjs";
import { AGENTS, expect } from "./dashboard.mjs";
import { visitTest } from "./visit.mjs";

test("loads no more than the budget until it shows the agents of the emulator", async (context) => {
  const parts = await firstVisit();
  const sum = (/** @type {typeof parts} */ some) => some.reduce((total, { bytes }) => total + bytes, 0);
  const shell = sum(parts.filter(({ first }) => first));
  context.diagnostic(`until the page can be used: ${shell} bytes; until it shows the agents: ${sum(parts)} bytes of ${BUDGET}`);
  assert.equal(parts.filter(({ file }) => file.endsWith(".wasm")).length, 2, "both modules are counted");
  assert.ok(shell > 0);
  assert.ok(sum(parts) <= BUDGET, `${sum(parts)} bytes until it shows the agents`);
});

/** @type {Set<string>} */
const loaded = new Set();

visitTest("loads no more files on a first visit than the build weighs", {
  prepare: async (page) => {
    page.on("request", (request) => loaded.add(new URL(request.url()).pathname.slice(1) || "index.html"));
  },
}, async ({ page }) => {
  await expect(page.getByRole("main").getByRole("listitem").first()).toBeVisible();
  await page.waitForLoadState("networkidle");
  const weighed = new Set((await firstVisit()).map(({ file }) => file));
  assert.deepEqual([...loaded].filter((file) => !weighed.has(file) && file !== "icon.svg"), []);
});

visitTest("can be used before any wasm module has come", {
  prepare: (page) => page.route("**/*.wasm", () => {}),
}, async (dashboard) => {
  const { page, title } = dashboard;
  await expect(title).toHaveText("Agents");
  await expect(page.getByRole("status", { name: "Loading the agents" })).toBeVisible();
  await dashboard.button("Activity").click();
  await expect(page.getByRole("complementary", { name: "Activity" })).toBeVisible();
  await page.getByRole("link", { name: "Emulator in this page" }).click();
  await expect(title).toHaveText("Connect");
  await expect(page.getByRole("radio", { name: /Production, with a key/ })).toBeVisible();
});

visitTest("tries again when the module could not be loaded", {
  prepare: (page) => page.route("**/*.wasm", (route) => route.abort(), { times: 2 }),
}, async (dashboard) => {
  const { page } = dashboard;
  await dashboard.button("Try again").first().click();
  await expect(page.getByRole("main").getByRole("listitem").first()).toBeVisible();
});

visitTest("tries again when a page's part could not be loaded, its styles included", {}, async (dashboard) => {
  const { page } = dashboard;
  const list = page.getByRole("main").getByRole("listitem");
  await expect(list.first()).toBeVisible();
  const parts = /\/assets\/.*\.(js|css)$/;
  await page.route(parts, (route) => route.abort());
  await list.filter({ hasText: AGENTS.hotel }).getByRole("link").click();
  await expect(dashboard.failure("A part of this page could not be loaded.")).toContainText("what you typed is kept");
  await page.unroute(parts);
  await dashboard.button("Try again").click();
  await expect(dashboard.title).toHaveText(AGENTS.hotel);
  await expect(page.getByRole("navigation", { name: "Agent" })).toHaveCSS("display", "flex");
});
