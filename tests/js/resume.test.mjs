// @ts-check
// Checkpoints, and going on from them, on the installed package.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import { ConflictError, InputError, ReleaseError, SecurityCheckFailedError } from "atoms-lifecycle";
import { client, platformWithAgent, platformWithBranches, polling } from "./platform.mjs";

/** @typedef {import("atoms-lifecycle").Checkpoint} Checkpoint */
/** @typedef {import("atoms-lifecycle").ReleaseReport} ReleaseReport */

const PATCH = { firstMessage: "Hello again!" };

/**
 * What another process would read.
 * @param {Checkpoint} checkpoint
 * @returns {Checkpoint}
 */
const stored = (checkpoint) => JSON.parse(JSON.stringify(checkpoint));

/**
 * @param {Promise<unknown>} call
 * @returns {Promise<ReleaseError>}
 */
async function stopped(call) {
  const error = await call.then(
    () => assert.fail("it should have stopped"),
    (/** @type {unknown} */ thrown) => thrown,
  );
  assert.ok(error instanceof ReleaseError, String(error));
  return error;
}

for (const [generation, begin] of /** @type {const} */ ([
  ["versions", platformWithAgent],
  ["branches", platformWithBranches],
])) {
  describe(`on ${generation}`, { concurrency: true }, () => {
    test("every event holds one, and resuming any of them afterwards changes nothing", async (t) => {
      const { server, atoms, agentId } = await begin(t);
      /** @type {Checkpoint[]} */
      const checkpoints = [];
      const options = { label: "again", polling };
      const report = await atoms.release(agentId, PATCH, {
        ...options,
        onProgress: ({ checkpoint }) => {
          checkpoints.push(stored(checkpoint));
        },
      });
      const other = await client(server);
      assert.ok(checkpoints.length > 10);
      for (const checkpoint of checkpoints) {
        assert.deepEqual(checkpoint.arguments, { patch: PATCH, label: "again" });
        const again = /** @type {ReleaseReport} */ (await other.resume(checkpoint, { polling }));
        assert.equal(again.versionId, report.versionId);
        assert.equal(again.generation, generation);
      }
    });

    test("it is small, and holds no key", async (t) => {
      const { atoms, agentId } = await begin(t);
      const error = await stopped(atoms.release(agentId, PATCH, { signal: AbortSignal.timeout(60), polling }));
      const text = JSON.stringify(error.checkpoint);
      assert.ok(text.length < 800, text);
      assert.doesNotMatch(text, /sk_/);
      assert.deepEqual(stored(error.checkpoint), error.checkpoint);
    });

    test("an abort at any moment leaves what another process finishes", async (t) => {
      const { server, atoms, agentId } = await begin(t);
      for (const [index, step] of ["read", "edit", "confirm", "diff", "publish", "check", "verify"].entries()) {
        const abort = new AbortController();
        const patch = { firstMessage: `abort at ${step}` };
        const call = atoms.release(agentId, patch, {
          signal: abort.signal,
          polling,
          onProgress: (event) => {
            if (event.step === step) abort.abort();
          },
        });
        const { checkpoint } = await stopped(call);
        const other = await client(server);
        const report = /** @type {ReleaseReport} */ (await other.resume(stored(checkpoint), { polling }));
        assert.equal(report.outcome, "released", step);
        const agent = await atoms.getAgent(agentId);
        assert.equal(agent._resolvedConfig?.["firstMessage"], patch.firstMessage);
        assert.equal(agent.activeVersionId, report.versionId);
        if (generation === "versions") {
          assert.equal((await atoms.listVersions(agentId)).total, index + 2, `${step}: one version each`);
        }
      }
    });

    test("stopAfter leaves everything as it is", async (t) => {
      const { atoms, agentId } = await begin(t);
      const before = (await atoms.getAgent(agentId)).activeVersionId;
      const report = await atoms.release(agentId, PATCH, { stopAfter: "diff", polling });
      assert.equal(report.outcome, "stopped");
      assert.equal(report.versionId, before);
      assert.ok(report.checkpoint);
      assert.ok((await atoms.getAgent(agentId, { draftId: String(report.ids.draftId) }))._resolvedConfig);
      const done = /** @type {ReleaseReport} */ (await atoms.resume(stored(report.checkpoint), { polling }));
      assert.equal(done.outcome, "released");
      assert.equal(done.ids.draftId, report.ids.draftId, "the same draft");
    });

    test("a failed check stays failed", async (t) => {
      const { atoms, agentId } = await begin(t, { failChecksContaining: ["banned"] });
      const before = (await atoms.getAgent(agentId)).activeVersionId;
      const error = await stopped(atoms.release(agentId, { firstMessage: "banned" }, { polling }));
      const again = await stopped(atoms.resume(stored(error.checkpoint), { polling }));
      assert.ok(again.cause instanceof SecurityCheckFailedError, String(again.cause));
      assert.equal((await atoms.getAgent(agentId)).activeVersionId, before);
    });

    test("a rollback goes to where it was going", async (t) => {
      const { atoms, agentId } = await begin(t);
      await atoms.release(agentId, { firstMessage: "one" }, { polling });
      await atoms.release(agentId, { firstMessage: "two" }, { polling });
      /** @type {Checkpoint[]} */
      const checkpoints = [];
      await atoms.rollback(agentId, {
        polling,
        onProgress: ({ checkpoint }) => {
          checkpoints.push(stored(checkpoint));
        },
      });
      const serves = await atoms.getAgent(agentId);
      assert.equal(serves._resolvedConfig?.["firstMessage"], "one");
      for (const checkpoint of checkpoints.slice(3)) {
        await atoms.resume(checkpoint, { polling });
        assert.equal((await atoms.getAgent(agentId)).activeVersionId, serves.activeVersionId);
      }
    });
  });
}

test("it finds out what somebody else did meanwhile", async (t) => {
  const { server, atoms, agentId, firstVersionId } = await platformWithAgent(t);
  const report = await atoms.release(agentId, PATCH, { stopAfter: "check", polling });
  const theirs = await atoms.release(agentId, { globalPrompt: "theirs" }, { polling });
  const other = await client(server);
  const error = await stopped(other.resume(stored(/** @type {Checkpoint} */ (report.checkpoint)), { polling }));
  assert.ok(error.cause instanceof ConflictError);
  assert.equal(error.code, "active_version_changed");
  const { activeVersionId } = await atoms.getAgent(agentId);
  assert.equal(activeVersionId, theirs.versionId);
  assert.notEqual(activeVersionId, firstVersionId);
});

test("a lost fork and a lost publish are taken over", async (t) => {
  const { server, agentId } = await platformWithAgent(t);
  for (const [lost, count] of /** @type {const} */ ([
    [/^POST .*\/drafts$/, 2],
    [/^POST .*\/publish$/, 3],
  ])) {
    let left = 1;
    const flaky = await client(server, {
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        if (left > 0 && lost.test(`${init?.method} ${input}`)) {
          left -= 1;
          await response.text();
          throw new TypeError("the reply got lost");
        }
        return response;
      },
    });
    const report = await flaky.release(agentId, { firstMessage: `lost ${count}` }, { label: "x", polling });
    assert.equal(report.outcome, "released");
    assert.equal((await flaky.listVersions(agentId)).total, count);
    assert.deepEqual(await flaky.listDrafts(agentId), []);
  }
});

test("what is no checkpoint is refused, a newer one with what to do", async (t) => {
  const { atoms, agentId } = await platformWithAgent(t);
  const { checkpoint } = await atoms.release(agentId, PATCH, { stopAfter: "read" });
  for (const [bad, message] of /** @type {[unknown, RegExp][]} */ ([
    [undefined, /checkpoint/],
    [{}, /no checkpoint/],
    ["{}", /checkpoint must be an object/],
    [{ ...checkpoint, version: 2 }, /newer atoms-lifecycle/],
    [{ ...checkpoint, version: "1" }, /no checkpoint/],
    [{ ...checkpoint, call: "destroy" }, /no checkpoint/],
    [{ ...checkpoint, ids: { agentId: "../x" } }, /agentId/],
    [{ ...checkpoint, arguments: undefined }, /patch/],
    [{ ...checkpoint, arguments: { patch: 7 } }, /patch/],
  ])) {
    await assert.rejects(
      atoms.resume(/** @type {Checkpoint} */ (bad)),
      (/** @type {unknown} */ error) => error instanceof InputError && message.test(error.message),
      JSON.stringify(bad),
    );
  }
  await assert.rejects(atoms.release(agentId, PATCH, { stopAfter: /** @type {any} */ ("discard") }), InputError);
});

test("an abort ends the request in flight, and a single call, at once", async (t) => {
  const { server, agentId } = await platformWithAgent(t);
  /** @type {AbortSignal | null | undefined} */
  let inFlight;
  const slow = await client(server, {
    fetch: async (input, init) => {
      inFlight = init?.signal;
      await sleep(5_000, undefined, { signal: init?.signal ?? undefined });
      return fetch(input, init);
    },
  });
  const abort = new AbortController();
  let ended = false;
  const call = slow.getAgent(agentId, undefined, { signal: abort.signal }).catch(() => {
    ended = true;
  });
  await sleep(20);
  abort.abort();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(inFlight?.aborted, true);
  assert.equal(ended, true, "in under one macrotask");
  await call;
});

test("what stopped a release is printed without the patch, which its JSON holds", async (t) => {
  const { atoms, agentId } = await platformWithAgent(t);
  const prompt = "x".repeat(5_000);
  const error = await stopped(atoms.release(agentId, { singlePromptConfig: { prompt }, fristMessage: "Hi" }));
  assert.ok(inspect(error, { depth: 10 }).length < 4_000, inspect(error));
  assert.equal(error.checkpoint.call, "release");
  assert.deepEqual(stored(JSON.parse(JSON.stringify(error)).checkpoint), stored(error.checkpoint));
  assert.ok(JSON.stringify(error).includes(prompt));
});
