// @ts-check
// The dashboard as a person sees it: by roles and labels, never by the names of its styles.
import { expect as plainExpect } from "@playwright/test";

/** Waits for what is expected; long enough for a machine that does much else. */
export const expect = plainExpect.configure({ timeout: 20_000 });

/** @typedef {import("playwright-core").Locator} Locator */

/** @typedef {"versions" | "branches"} Generation */

/** Agents of the seed that the tests use, by what each is good for. */
export const AGENTS = {
  /** With an open draft, and a branch of its own where branches serve. */
  clinic: "Riverside clinic receptionist",
  /** With little history, and without an open draft. */
  hotel: "Hotel Aurora concierge",
  /** On versions: with one that was published and never made live. */
  restaurant: "Trattoria Verde reservations",
  /** With a branch of its own where branches serve, and without an open draft. */
  parcels: "Parcel status line",
  archived: "Fibre outage hotline",
};

/** A text that no security check of the seeded emulator lets pass. */
export const FORBIDDEN = "We offer guaranteed approval.";

/** One visit of it. */
export class Dashboard {
  /**
   * @param {import("playwright-core").Page} page
   * @param {string} url
   * @param {Generation} generation
   */
  constructor(page, url, generation) {
    this.page = page;
    this.url = url;
    this.generation = generation;
    this.title = page.getByRole("heading", { level: 1 });
    this.notices = page.getByTestId("notices");
    this.firstMessage = page.getByRole("textbox", { name: "First message" });
    this.prompt = page.getByRole("textbox", { name: "Prompt", exact: true });
    /** What callers get, on an agent's page. */
    this.serving = page.getByRole("region", { name: /^Serves now/ });
    this.dialog = page.getByRole("dialog");
    this.timeline = page.getByTestId("timeline");
    /** A release, whatever its state. */
    this.run = page.getByTestId("run");
    this.saveBar = page.getByTestId("save-bar");
  }

  /**
   * @param {string} name
   * @param {Locator} [within]
   */
  button(name, within = this.page.locator("body")) {
    return within.getByRole("button", { name, exact: true });
  }

  /**
   * @param {string | RegExp} name
   * @param {Locator} [within]
   */
  link(name, within = this.page.locator("body")) {
    return within.getByRole("link", { name, exact: typeof name === "string" });
  }

  /**
   * Chooses one of a row of options.
   * @param {string} group
   * @param {string} option
   */
  async choose(group, option) {
    await this.page.getByRole("group", { name: group, exact: true }).getByRole("radio", { name: option }).check();
  }

  /**
   * A failure that is told of, with its way on.
   * @param {string} title
   */
  failure(title) {
    return this.page.getByRole("alert").filter({ hasText: title });
  }

  /**
   * One step of the release that is shown.
   * @param {string} name
   */
  step(name) {
    return this.page.getByTestId("stepper").getByRole("listitem").filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** @param {string} name from the list of agents */
  async openAgent(name) {
    await this.page.getByRole("link", { name: new RegExp(name) }).click();
    await expect(this.title).toHaveText(name);
    await expect(this.serving).toBeVisible();
  }

  /** Goes to the editor of what serves, or of the live branch. */
  async edit() {
    await this.link("Edit", this.page.getByRole("navigation", { name: "Agent" })).click();
    await expect(this.firstMessage).toBeVisible();
  }

  /** Back to the agent's own page. */
  async overview() {
    await this.link("Overview").click();
    await expect(this.serving).toBeVisible();
  }

  /** The same from edits that are not saved and stay so. */
  async overviewKeeping() {
    await this.link("Overview").click();
    await this.button("Keep and leave", this.dialog).click();
    await expect(this.serving).toBeVisible();
  }

  /**
   * From an agent's page to the form of a release that changes the first message.
   * @param {string} firstMessage
   */
  async prepareRelease(firstMessage) {
    await this.edit();
    await this.firstMessage.fill(firstMessage);
    await this.button("Release…", this.saveBar).click();
    await expect(this.page.getByRole("heading", { name: "What changes" })).toBeVisible();
  }

  async startRelease() {
    await this.button("Release", this.page.getByTestId("release-form")).click();
    await expect(this.run).toBeVisible();
  }

  /** @param {string} state of the release that is shown: `done`, `failed`, ... */
  async releaseIs(state) {
    await expect(this.run).toHaveAttribute("data-state", state, { timeout: 45_000 });
  }

  /**
   * Opens the emulator's settings, changes them, and closes them.
   * @param {(panel: Locator) => Promise<void>} change
   */
  async emulator(change) {
    await this.button("Emulator settings").click();
    const panel = this.page.getByRole("dialog", { name: "Emulator" });
    await change(panel);
    await this.button("Done", panel).click();
    await expect(panel).toBeHidden();
  }

  /** @param {string} what goes wrong from now on, as the settings call it */
  async break(what) {
    await this.emulator(async (panel) => void (await panel.getByLabel("What goes wrong").selectOption({ label: what })));
  }

  /** Somebody else changes the agent that is shown. */
  async interfere() {
    // A notice of the last time would be taken for that of this one.
    const earlier = this.notices.getByText("A colleague has");
    while ((await earlier.count()) > 0) await this.button("Dismiss", this.notices).first().click();
    await this.emulator(async (panel) => {
      await this.button("Let a colleague change this agent", panel).click();
      await expect(this.notices).toContainText("A colleague has");
    });
  }

  /** @returns {Promise<string>} all that the page keeps anywhere */
  stored() {
    return this.page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie, location.href]));
  }
}
