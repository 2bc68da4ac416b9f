// @ts-check
// Programs of the operating system that the tests drive.
import { Failure, read, run, step } from "./run.mjs";
import { find } from "./toolchain.mjs";

/**
 * @typedef {object} Program
 * @property {string[]} commands its names on the PATH, or where it stands otherwise
 * @property {string} debian the package that brings it on Debian
 * @property {string} [variable] the environment variable that may name it
 * @property {{ args: string[], what: string }} [proof] how a command shows that it is whole and new enough, and for what
 */

const PROGRAMS = /** @satisfies {Record<string, Program>} */ ({
  chromium: {
    commands: [
      ...["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ],
    debian: "chromium",
    variable: "CHROME_BIN",
  },
  chromedriver: { commands: ["chromedriver"], debian: "chromium-driver", variable: "CHROMEDRIVER" },
  firefox: {
    commands: ["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"],
    debian: "firefox-esr",
    variable: "FIREFOX_BIN",
  },
  WebKitWebDriver: { commands: ["WebKitWebDriver"], debian: "webkit2gtk-driver", variable: "WEBKIT_DRIVER" },
  Xvfb: { commands: ["Xvfb"], debian: "xvfb", variable: "XVFB" },
  "c++": { commands: ["c++"], debian: "g++" },
  curl: { commands: ["curl"], debian: "curl" },
  jq: { commands: ["jq"], debian: "jq" },
  python3: {
    commands: ["python3"],
    debian: "python3-venv",
    // Debian has it in pieces.
    proof: { args: ["-c", "import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 10))"], what: "3.10 or later, with venv and pip" },
  },
});

/** @typedef {keyof typeof PROGRAMS} ProgramName */

/**
 * Finds these programs; where apt-get can, installs the missing ones.
 * @param {...ProgramName} names
 * @returns {Promise<void>}
 */
export async function ensurePrograms(...names) {
  const missing = await missingOf(names);
  if (missing.length === 0) return;
  const packages = missing.map((name) => PROGRAMS[name].debian);
  const apt = await aptGet();
  if (apt) {
    await step(`installing ${packages.join(", ")} with apt-get`, async () => {
      await run("env", [...apt, "update", "-q"]);
      await run("env", [...apt, "install", "-q", "-y", "--no-install-recommends", ...packages]);
    });
  }
  const [still] = await missingOf(missing);
  if (!still) return;
  const { variable, proof } = /** @type {Program} */ (PROGRAMS[still]);
  const other = variable ? `, or set ${variable} to its path` : "";
  const whole = proof ? ` (${proof.what})` : "";
  throw new Failure(`${still}${whole} was not found: install it (debian: apt-get install ${packages.join(" ")}) and put it on the PATH${other}`);
}

/**
 * The browser's and its driver's paths, in the variables that test tools read.
 * @returns {Promise<{CHROME_BIN: string, CHROMEDRIVER: string}>}
 */
export async function ensureBrowser() {
  await ensurePrograms("chromium", "chromedriver");
  return { CHROME_BIN: (await locate("chromium")) ?? "", CHROMEDRIVER: (await locate("chromedriver")) ?? "" };
}

/**
 * The same for every browser that the package is tested in, and for what those need.
 * @returns {Promise<Record<"CHROME_BIN" | "FIREFOX_BIN" | "WEBKIT_DRIVER" | "XVFB", string>>}
 */
export async function ensureBrowsers() {
  await ensurePrograms("chromium", "firefox", "WebKitWebDriver", "Xvfb");
  return {
    CHROME_BIN: (await locate("chromium")) ?? "",
    FIREFOX_BIN: (await locate("firefox")) ?? "",
    WEBKIT_DRIVER: (await locate("WebKitWebDriver")) ?? "",
    XVFB: (await locate("Xvfb")) ?? "",
  };
}

/** @param {readonly ProgramName[]} names */
async function missingOf(names) {
  const paths = await Promise.all(names.map(locate));
  return names.filter((_, index) => !paths[index]);
}

/**
 * @param {ProgramName} name
 * @returns {Promise<string | undefined>}
 */
async function locate(name) {
  const { commands, variable, proof } = /** @type {Program} */ (PROGRAMS[name]);
  const named = variable && process.env[variable];
  const path = await find(...(named ? [named] : commands));
  if (!path || !proof) return path;
  return read(path, proof.args, { errors: true }).then(
    () => path,
    () => undefined,
  );
}

/** @returns {Promise<string[] | undefined>} how to call apt-get without a question, where that is possible */
async function aptGet() {
  if (!(await find("apt-get"))) return undefined;
  const call = ["DEBIAN_FRONTEND=noninteractive", "apt-get"];
  if (process.getuid?.() === 0) return call;
  if (!(await find("sudo"))) return undefined;
  const free = await read("sudo", ["-n", "true"]).catch(() => undefined);
  return free === undefined ? undefined : ["sudo", "-n", "env", ...call];
}
