// @ts-check
// Production through a team's own server: the browser has a session's cookie
// there, and no page has a key.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { connect } from "../../pkg/node.js";
import { serve } from "../../pkg/server.js";
import { expect } from "./dashboard.mjs";
import { openProxy, SESSION } from "./proxy.mjs";
import { visitTest } from "./visit.mjs";

const KEY = "sk_the_server_alone_has_it";

/** @type {Record<"versions" | "branches", import("../../pkg/server.js").EmulatorServer>} */
let platforms;

before(async () => {
  const [versions, branches] = await Promise.all([
    serve({ checkDurationMs: 400, apiKeys: [KEY] }),
    serve({ checkDurationMs: 400, apiKeys: [KEY], generation: "branches" }),
  ]);
  platforms = { versions, branches };
  for (const { baseUrl } of [versions, branches]) {
    const atoms = await connect({ baseUrl, apiKey: KEY });
    await atoms.createAgent({ name: "Behind a proxy", firstMessage: "Hello from behind." });
  }
});

after(async () => {
  for (const platform of Object.values(platforms ?? {})) await platform.close();
});

for (const generation of /** @type {const} */ (["versions", "branches"])) {
  visitTest("through a proxy of its own origin: asks to sign in there, and releases with the cookie", { generation }, async (dashboard) => {
    const { page, dialog } = dashboard;
    const proxy = await openProxy({ site: dashboard.url, baseUrl: platforms[generation].baseUrl, key: KEY });
    try {
      await page.goto(proxy.url);
      await chooseProxy(dashboard);
      await expect(page.getByLabel("Base URL of your proxy")).toHaveValue(proxy.baseUrl);
      await dashboard.button("Connect").click();
      await expect(dashboard.failure("You are signed out")).toBeVisible();
      await dashboard.button("Sign in again").click();
      await expect(dialog).toContainText("Your proxy refused the session.");
      // In another tab, in between.
      await page.context().addCookies([{ ...SESSION, url: proxy.url }]);
      await dashboard.button("I have signed in", dialog).click();

      await dashboard.openAgent("Behind a proxy");
      await dashboard.prepareRelease("Released through the proxy");
      await dashboard.startRelease();
      await dashboard.releaseIs("done");
      await page.reload();
      await dashboard.link("Overview").click();
      await expect(dashboard.serving).toContainText("Released through the proxy");
      assert.ok(proxy.asked.every((headers) => headers.authorization === undefined), "the page sent a key of its own");
      assert.ok(!(await dashboard.stored()).includes(KEY) && !(await page.content()).includes(KEY), "the key is on the page");
    } finally {
      proxy.close();
    }
  });
}

visitTest("through a proxy of another origin: sends cookies only when it is told to", {}, async (dashboard) => {
  const { page } = dashboard;
  const proxy = await openProxy({ site: dashboard.url, baseUrl: platforms.versions.baseUrl, key: KEY });
  try {
    await page.context().addCookies([{ ...SESSION, url: proxy.url }]);
    await chooseProxy(dashboard);
    await page.getByLabel("Base URL of your proxy").fill(proxy.baseUrl);
    await dashboard.button("Connect").click();
    await expect(dashboard.failure("You are signed out")).toBeVisible();
    assert.deepEqual(proxy.asked.map(({ cookie }) => cookie), [undefined]);

    await chooseProxy(dashboard);
    await page.getByLabel("Send cookies to another origin").check();
    await dashboard.button("Connect").click();
    await dashboard.openAgent("Behind a proxy");
    assert.equal(proxy.asked.at(-1)?.cookie, `${SESSION.name}=${SESSION.value}`);
    await chooseProxy(dashboard);
    await expect(page.getByLabel("Send cookies to another origin")).toBeChecked();
  } finally {
    proxy.close();
  }
});

/** @param {import("./dashboard.mjs").Dashboard} dashboard */
async function chooseProxy({ page }) {
  await page.getByTitle("Where this dashboard is connected").click();
  await page.getByRole("radio", { name: /Production, through a proxy/ }).check();
}
