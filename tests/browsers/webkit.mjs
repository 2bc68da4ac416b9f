// @ts-check
// WebKit as GTK brings it. It draws on a display, so it gets one that nobody
// sees, and its driver speaks the W3C's WebDriver, of which this needs four calls.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 60_000;

/** Waits for the page's modules itself: the driver returns now and then before they are there. */
const TELL_OUTCOME = `
  const [done] = arguments;
  const tell = () => Promise.resolve(globalThis.outcome).then(done);
  if (document.readyState === "complete") tell();
  else addEventListener("load", tell);
`;

/**
 * @param {string} driver the path of WebKitWebDriver
 * @param {string} xvfb the path of Xvfb
 * @returns {Promise<import("./browser.mjs").Browser>}
 */
export async function openWebKit(driver, xvfb) {
  const display = await openDisplay(xvfb);
  const port = await freePort();
  const program = started(driver, [`--port=${port}`], { env: { ...process.env, DISPLAY: display.name } });
  const base = `http://127.0.0.1:${port}`;
  await ready(base, program);
  const { sessionId } = await call(`${base}/session`, {
    capabilities: { alwaysMatch: { timeouts: { script: PATIENCE_MS, pageLoad: PATIENCE_MS } } },
  });
  const session = `${base}/session/${sessionId}`;
  return {
    async visit(url) {
      await call(`${session}/url`, { url: url.href });
      const outcome = await call(`${session}/execute/async`, { script: TELL_OUTCOME, args: [] });
      await call(`${session}/url`, { url: "about:blank" });
      return outcome ?? { failure: "the page left no outcome" };
    },
    async close() {
      // The driver ends the browser with the session.
      await call(session, undefined, "DELETE");
      program.kill();
      display.close();
    },
  };
}

/**
 * @param {string} xvfb
 * @returns {Promise<{ name: string, close: () => void }>}
 */
async function openDisplay(xvfb) {
  const server = started(xvfb, ["-displayfd", "3", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "inherit", "pipe"] });
  const number = /** @type {import("node:stream").Readable} */ (server.stdio[3]);
  // Its whole line: it ends when nobody reads the rest.
  const lines = createInterface({ input: number });
  const [chosen] = await Promise.race([once(lines, "line"), once(server, "exit")]);
  if (typeof chosen !== "string") throw new Error(`${xvfb} ended with ${chosen}`);
  lines.close();
  number.destroy();
  return { name: `:${chosen}`, close: () => server.kill() };
}

/**
 * Starts a program that neither outlives this process nor keeps it running.
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 */
function started(command, args, options) {
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "inherit"], ...options });
  child.unref();
  process.once("exit", () => child.kill());
  // Without a listener, the signal would end it with no such event.
  process.once("SIGTERM", () => process.exit(143));
  return child;
}

/** @returns {Promise<number>} the driver chooses none itself */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  server.close();
  await once(server, "close");
  return port;
}

/**
 * @param {string} base
 * @param {import("node:child_process").ChildProcess} program that is to listen there
 */
async function ready(base, program) {
  for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(50)) {
    const status = await fetch(`${base}/status`).catch(() => undefined);
    if (status?.ok) return;
    if (program.exitCode !== null) throw new Error(`${program.spawnfile} ended with ${program.exitCode}`);
    if (Date.now() > deadline) throw new Error(`WebKit's driver did not listen at ${base}`);
  }
}

/**
 * @param {string} url
 * @param {unknown} body
 * @param {string} [method]
 */
async function call(url, body, method = "POST") {
  const answer = await fetch(url, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`WebKit's driver: ${value.error}: ${value.message}`);
  return value;
}
