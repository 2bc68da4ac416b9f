// @ts-check
// A listener of progress that returns a promise is waited for.
import assert from "node:assert/strict";
import test from "node:test";
import { AbortError, ReleaseError, TimeoutError } from "atoms-lifecycle";
import { checkedFetch } from "../contract/checked-fetch.mjs";
import { client, platform, platformWithAgent, polling } from "./platform.mjs";

const never = new Promise(() => {});

/** @param {Promise<unknown>} call */
async function stopped(call) {
  const error = await call.then(
    () => assert.fail("it should have stopped"),
    (/** @type {unknown} */ error) => error,
  );
  assert.ok(error instanceof ReleaseError, String(error));
  return error;
}

for (const generation of /** @type {const} */ (["versions", "branches"])) {
  test(`nothing is sent before the listener's promise is settled, on ${generation}`, async (t) => {
    const { server, atoms } = await platform(t, { generation });
    const agentId = await atoms.createAgent({ name: "support" });
    let saving = 0;
    let saved = 0;
    let sent = 0;
    const watched = await client(server, {
      fetch: checkedFetch((input, init) => {
        sent += 1;
        assert.equal(saving, saved, `${init?.method} ${input} was sent while something was being saved`);
        return fetch(input, init);
      }),
    });
    const report = await watched.release(agentId, { firstMessage: "Hello!" }, {
      polling,
      onProgress: async () => {
        saving += 1;
        await new Promise((resolve) => setTimeout(resolve, 5));
        saved += 1;
      },
    });
    assert.equal(report.outcome, "released");
    assert.equal(sent, report.requests);
    assert.ok(saved >= 2 * report.steps.length, `${saved} events of ${report.steps.length} steps`);
    assert.equal(saving, saved, "the last event is waited for as well");
  });
}

test("whatever has a then is waited for", async (t) => {
  const { atoms, agentId } = await platformWithAgent(t);
  let begun = 0;
  let ended = 0;
  await atoms.release(agentId, { firstMessage: "Hello!" }, {
    polling,
    onProgress: () => ({
      /** @param {(value: unknown) => void} resolve */
      then(resolve) {
        assert.equal(begun, ended, "one after the other");
        begun += 1;
        setTimeout(() => resolve((ended += 1)), 2);
      },
    }),
  });
  assert.ok(begun > 0);
  assert.equal(begun, ended);
});

test("a promise that is rejected is logged and stops nothing", async (t) => {
  const { atoms, agentId } = await platformWithAgent(t);
  const complaints = t.mock.method(console, "error", () => {});
  const report = await atoms.release(agentId, { firstMessage: "Hello!" }, {
    polling,
    onProgress: async ({ step, state }) => {
      if (step === "publish" && state === "started") throw new Error("disk full");
    },
  });
  assert.equal(report.outcome, "released");
  assert.equal(complaints.mock.callCount(), 1);
  assert.match(String(complaints.mock.calls[0]?.arguments.join(" ")), /onProgress failed: disk full/);
});

test("the signal ends the wait for a listener, and its late failure is still logged", async (t) => {
  const { atoms, agentId } = await platformWithAgent(t);
  const complaints = t.mock.method(console, "error", () => {});
  const abort = new AbortController();
  /** @type {((error: Error) => void) | undefined} */
  let fail;
  const error = await stopped(
    atoms.release(agentId, { firstMessage: "Hello!" }, {
      signal: abort.signal,
      onProgress: ({ step, state }) => {
        if (step !== "edit" || state !== "started") return;
        setImmediate(() => abort.abort());
        return new Promise((_, reject) => (fail = reject));
      },
    }),
  );
  assert.ok(error.cause instanceof AbortError);
  assert.equal(error.draftDiscarded, true);
  assert.deepEqual(await atoms.listDrafts(agentId), []);
  fail?.(new Error("too late"));
  await new Promise((resolve) => setImmediate(resolve));
  assert.match(String(complaints.mock.calls[0]?.arguments.join(" ")), /too late/);
});

test("the deadline ends the wait for a listener, and nothing of it is sent", async (t) => {
  const { server, atoms, agentId } = await platformWithAgent(t);
  /** @type {string[]} */
  const sent = [];
  const watched = await client(server, {
    fetch: (input, init) => {
      sent.push(`${init?.method} ${input}`);
      return fetch(input, init);
    },
  });
  const error = await stopped(
    watched.release(agentId, { firstMessage: "Hello!" }, {
      deadlineMs: 300,
      onProgress: ({ step, state }) => (step === "publish" && state === "started" ? never : undefined),
    }),
  );
  assert.equal(error.code, "deadline_exceeded");
  assert.ok(error.cause instanceof TimeoutError);
  assert.ok(!sent.some((line) => /^POST .*publish$/.test(line)), sent.join("\n"));
  assert.deepEqual(await atoms.listDrafts(agentId), []);
  assert.equal((await atoms.listVersions(agentId)).total, 1);
});
