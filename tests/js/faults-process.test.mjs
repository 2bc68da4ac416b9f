// @ts-check
// A process whose release met a fault ends by itself: no socket, no timer of
// the client's holds it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";
import { KEY, PATCH, Scene, versions } from "./fault-worlds.mjs";
import { faultNamed, unreachable } from "./faults.mjs";

/** Longer than a busy machine needs to end a process that nothing holds. */
const ENDS_WITHIN_MS = 60_000;

const PROGRAM = `
import { connect } from "atoms-lifecycle";
const { BASE_URL, AGENT_ID, PATCH, KEY } = process.env;
const atoms = await connect({ apiKey: KEY, baseUrl: BASE_URL, timeoutMs: 1_500, retry: { maxDelayMs: 10 } });
await atoms.release(AGENT_ID, JSON.parse(PATCH), { polling: { minIntervalMs: 10, maxIntervalMs: 30 } }).catch(() => {});
// Sockets close in a later turn than the call that they served.
await new Promise((resolve) => setTimeout(resolve, 200));
setImmediate(() => {
  const held = process.getActiveResourcesInfo();
  console.log(JSON.stringify(held.filter((name) => name === "TCPSocketWrap" || name === "Timeout")));
});
`;

/** @param {Scene} scene */
async function heldAfterRelease({ proxy, agentId }) {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", PROGRAM], {
    // What the program imports is looked up from here.
    cwd: import.meta.dirname,
    env: { ...process.env, BASE_URL: proxy.baseUrl, AGENT_ID: agentId, PATCH: JSON.stringify(PATCH), KEY },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const killer = setTimeout(() => child.kill("SIGKILL"), ENDS_WITHIN_MS);
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  clearTimeout(killer);
  return { code, held: JSON.parse(said || "null") };
}

describe("a process ends after a release", { concurrency: 4 }, () => {
  for (const keeps of [false, true]) {
    for (const [spot, fault] of /** @type {const} */ ([
      ["POST drafts #1", faultNamed("never answered, executed")],
      ["POST drafts/:id/publish #1", faultNamed("never answered, not executed")],
      ["GET versions/:id #1", faultNamed("dripping too slowly")],
      ["GET versions/:id #2", faultNamed("half a body, then the end")],
      ["PATCH versions/:id/activate #1", unreachable],
      ["POST drafts/:id/publish #1", unreachable],
    ])) {
      it(`${spot}: ${fault.name}${keeps ? ", on kept connections" : ""}`, async () => {
        const scene = await Scene.open(versions, { keeps });
        try {
          scene.proxy.plan(spot, fault);
          const { code, held } = await heldAfterRelease(scene);
          assert.equal(code, 0, "it ended by itself");
          assert.deepEqual(held, []);
          assert.ok(scene.proxy.struck, "the fault did not take place");
        } finally {
          await scene.close();
        }
      });
    }
  }
});
