// @ts-check
// One visit of the dashboard in the Firefox of the operating system. Playwright
// has its own Firefox alone; puppeteer drives any, with locators of its own.
import { expect } from "./dashboard.mjs";

/** Long enough for a machine that does much else. */
const PATIENCE_MS = 20_000;
const RELEASE_MS = 45_000;

export class FirefoxDashboard {
  /**
   * @param {import("puppeteer-core").Page} page
   * @param {import("./dashboard.mjs").Generation} generation
   */
  constructor(page, generation) {
    this.page = page;
    this.generation = generation;
    page.setDefaultTimeout(PATIENCE_MS);
  }

  /**
   * @param {string} name the whole of it, as a screen reader says it
   * @param {string} [within] a selector
   */
  async click(name, within = "body") {
    await this.page.locator(`${within} ::-p-aria(${name})`).click();
  }

  /** @param {string} text from the list of agents */
  async openAgent(text) {
    await this.page.locator(`main ::-p-text(${text})`).click();
    await this.shows("serving", "Serves now");
  }

  /** Goes to the editor of what serves, or of the live branch. */
  async edit() {
    await this.click("Edit", "nav[aria-label=Agent]");
    await this.page.locator(field("First message")).wait();
  }

  /**
   * @param {string} label
   * @param {string} text
   */
  async fill(label, text) {
    await this.page.locator(field(label)).fill(text);
  }

  /** From the editor to the form of a release, and on. */
  async release() {
    await this.click("Release…", testId("save-bar"));
    await this.page.waitForSelector(testId("changes"));
    await this.click("Release", testId("release-form"));
    await this.page.waitForSelector(testId("run"));
  }

  /** @param {string} state of the release that is shown: `done`, `failed`, ... */
  async releaseIs(state) {
    await this.page.waitForSelector(`${testId("run")}[data-state=${state}]`, { timeout: RELEASE_MS });
  }

  /** Until the check of the release that is shown goes on. */
  async checkGoesOn() {
    await this.page.waitForSelector(`${testId("stepper")} [data-step=check][aria-current=step]`);
  }

  /**
   * Waits until a part of the page says something.
   * @param {string} part by its test id
   * @param {string} text
   */
  async shows(part, text) {
    await expect.poll(() => this.text(part)).toContain(text);
  }

  /**
   * @param {string} part by its test id
   * @returns {Promise<string | undefined>} what it says; undefined when it is not there
   */
  text(part) {
    return this.page.evaluate((selector) => document.querySelector(selector)?.textContent, testId(part));
  }
}

const testId = (/** @type {string} */ id) => `[data-testid="${id}"]`;

const field = (/** @type {string} */ label) => `::-p-aria([name="${label}"][role="textbox"])`;
