// @ts-check
// Hostile arguments through every method: a typed error, no request, and the next call works.
import assert from "node:assert/strict";
import test from "node:test";
import { InputError } from "atoms-lifecycle";
import { stranger } from "./platform.mjs";

const ID = "0123456789abcdef01234567";

/** @type {any} */
const cyclic = { firstMessage: "x" };
cyclic.self = cyclic;

const BAD_IDS = ["", " ", "..", "../x", "a/b", "a\\b", "a?b", "a#b", "a\nb", "\ud83d", "x".repeat(10_000), 7, null, undefined, {}, [], 1n, Symbol("x"), () => ID];
const BAD_BODIES = [null, undefined, 7, "text", true, 1n, Symbol("x"), () => {}, [], cyclic, { firstMessage: 1n }, { firstMessage: "\ud83d" }, { toJSON: () => undefined }, { get firstMessage() { throw new Error("getter"); } }, {}];
const BAD_OPTIONS = [7, "x", { signal: {} }, { signal: 1 }, { timeoutMs: -1 }, { timeoutMs: NaN }, { timeoutMs: 1e12 }, { headers: 7 }, { headers: { "a b": "c" } }, { headers: { a: 1 } }, { headers: { get a() { throw new Error("getter"); } } }, { headers: new Proxy({}, { ownKeys: () => { throw new Error("trap"); } }) }];

test("every method refuses what it cannot send", async (t) => {
  const { atoms, requests } = await stranger(t, (_, response) => response.end('{"status":true,"data":{"ok":1}}'));
  /** @type {any} */
  const any = atoms;
  const checkpoint = { version: 1, call: "rollback", ids: { agentId: ID }, draft: "none", arguments: {} };
  const call = { agentId: ID, phoneNumber: "+14155550123" };
  /** Arguments that are good, and which of them are ids and bodies. @type {Record<string, [unknown[], number[], number[]]>} */
  const methods = {
    createAgent: [[{ name: "x" }], [], [0]],
    getAgent: [[ID, null], [0], []],
    listAgents: [[null], [], []],
    updateAgent: [[ID, { name: "x" }], [0], [1]],
    archiveAgent: [[ID], [0], []],
    unarchiveAgent: [[ID], [0], []],
    listDrafts: [[ID], [0], []],
    forkDraft: [[ID, { sourceVersionId: ID }], [0], [1]],
    getDraft: [[ID, "draft", null], [0, 1], []],
    renameDraft: [[ID, "draft", "name"], [0, 1], []],
    updateDraftConfig: [[ID, "draft", { firstMessage: "x" }], [0, 1], [2]],
    diffDraft: [[ID, "draft", null], [0, 1], []],
    discardDraft: [[ID, "draft"], [0, 1], []],
    publishDraft: [[ID, "draft", null], [0, 1], []],
    testCallDraft: [[ID, "draft", null], [0, 1], []],
    listVersions: [[ID, null], [0], []],
    getVersion: [[ID, ID], [0, 1], []],
    diffVersions: [[ID, ID, ID], [0, 1, 2], []],
    updateVersion: [[ID, ID, { label: "x" }], [0, 1], [2]],
    activateVersion: [[ID, ID], [0, 1], []],
    testCallVersion: [[ID, ID, null], [0, 1], []],
    listBranches: [[ID], [0], []],
    createBranch: [[ID, { sourceBranchId: ID, name: "staging" }], [0], [1]],
    getBranch: [[ID, ID], [0, 1], []],
    renameBranch: [[ID, ID, "name"], [0, 1], []],
    archiveBranch: [[ID, ID], [0, 1], []],
    makeBranchLive: [[ID, ID], [0, 1], []],
    testCallBranch: [[ID, ID, null], [0, 1], []],
    getBranchDraft: [[ID, ID], [0, 1], []],
    updateBranchDraft: [[ID, ID, { firstMessage: "x" }], [0, 1], [2]],
    discardBranchDraft: [[ID, ID], [0, 1], []],
    publishBranchDraft: [[ID, ID, null], [0, 1], []],
    cancelPublish: [[ID, ID], [0, 1], []],
    listRevisions: [[ID, ID, null], [0, 1], []],
    getRevision: [[ID, ID, ID], [0, 1, 2], []],
    getRevisionHistory: [[ID, ID, ID], [0, 1, 2], []],
    restoreRevision: [[ID, ID, ID], [0, 1, 2], []],
    diff: [[ID, { revisionId: ID }, { branchId: ID, draft: true }], [0], [1, 2]],
    startOutboundCall: [[call], [], [0]],
    waitForSecurityCheck: [[ID, ID], [0, 1], []],
    release: [[ID, { firstMessage: "x" }], [0], [1]],
    plan: [[ID, { firstMessage: "x" }], [0], [1]],
    // A target that is no good fails by itself: see many.test.mjs.
    releaseMany: [[[{ agentId: ID, patch: { firstMessage: "x" } }]], [], []],
    rollback: [[ID], [0], []],
    promote: [[ID, "staging"], [0], []],
    mergeBranch: [[ID, "staging", "Main"], [0], []],
    resume: [[checkpoint], [], [0]],
  };
  const covered = Object.getOwnPropertyNames(Object.getPrototypeOf(atoms)).filter(
    (name) => !["constructor", "free", "iterateAgents", "iterateVersions", "iterateRevisions"].includes(name) && !name.startsWith("__"),
  );
  assert.deepEqual(covered.sort(), Object.keys(methods).sort(), "every public method is in the table");

  for (const [name, [good, ids, bodies]] of Object.entries(methods)) {
    const tries = [
      ...ids.flatMap((at) => BAD_IDS.map((bad) => good.with(at, bad))),
      ...bodies.flatMap((at) => BAD_BODIES.map((bad) => good.with(at, bad))),
      ...BAD_OPTIONS.map((bad) => [...good, bad]),
    ];
    for (const args of tries) {
      const shown = `${name}(${args.map((arg) => typeof arg === "string" ? JSON.stringify(arg).slice(0, 40) : typeof arg).join(", ")})`;
      /** @type {unknown} */
      const promise = any[name](...args);
      assert.ok(promise instanceof Promise, `${shown} must not throw`);
      const error = await promise.then(() => undefined, (/** @type {unknown} */ error) => error);
      assert.ok(error instanceof InputError, `${shown}: ${error}`);
    }
  }
  assert.deepEqual(requests, [], "nothing was sent");
  assert.deepEqual(await atoms.getAgent(ID), { ok: 1 }, "and the next call works");
});

test("the guide's pitfalls are refused before any request", async (t) => {
  const { atoms, requests } = await stranger(t, (_, response) => response.end("{}"));
  /** @type {any} */
  const any = atoms;
  for (const [call, message] of /** @type {[() => Promise<unknown>, RegExp][]} */ ([
    [() => any.publishDraft(ID, "d", { activate: true }), /activateVersion/],
    [() => any.forkDraft(ID, {}), /needs a source/],
    [() => any.createAgent({ name: "x", language: { default: "en" } }), /switching/],
    [() => any.updateDraftConfig(ID, "d", { name: "x" }), /updateAgent/],
    [() => any.startOutboundCall({ agentId: ID, phoneNumber: "555" }), /E\.164/],
    [() => any.testCallDraft(ID, "d", { mode: "telephony" }), /toPhone/],
    [() => any.publishBranchDraft(ID, ID, { activate: true }), /goes live by itself/],
    [() => any.updateBranchDraft(ID, ID, { firstMessage: "x" }, { expectedRevision: -1 }), /expectedRevision must be a whole number/],
    [() => any.updateBranchDraft(ID, ID, { firstMessage: "x" }, { expectedRevision: 1.5 }), /expectedRevision/],
    [() => any.updateBranchDraft(ID, ID, { firstMessage: "x" }, { expectedRevision: "1" }), /expectedRevision/],
    [() => any.createBranch(ID, { name: "staging" }), /sourceBranchId must be a string/],
    [() => any.createBranch(ID, { sourceBranchId: ID, name: " " }), /name is empty/],
    [() => any.renameBranch(ID, ID, 7), /name must be a string/],
    [() => any.testCallBranch(ID, ID, { includeDraft: true, revisionId: ID }), /not both/],
    [() => any.diff(ID, `${ID}:draft`, { revisionId: ID }), /a must be an object/],
    [() => any.diff(ID, { revisionId: ID }, { revisionId: `${ID}:draft` }), /b holds a colon/],
    [() => any.diff(ID, { revisionId: ID }, { branchId: ID }), /draft: true/],
    [() => any.listRevisions(ID, ID, { limit: 101 }), /limit must be from 1 to 100/],
    [() => any.release(ID, { firstMessage: "x" }, { openDraft: "merge" }), /openDraft must be/],
    [() => any.release(ID, { firstMessage: "x" }, { onConflict: "replace" }), /onConflict must be/],
    [() => any.release(ID, { firstMessage: "x" }, { createBranch: true }), /createBranch needs/],
    [() => any.release(ID, { firstMessage: "x" }, { goLive: false }), /goLive: false needs/],
    [() => any.release(ID, { firstMessage: "x" }, { waitOutFreeze: "yes" }), /waitOutFreeze must be/],
    [() => any.promote(ID, " "), /name is empty/],
    [() => any.renameDraft(ID, ID, "half \ud83d"), /^draftName holds half a character/],
    [() => any.renameBranch(ID, ID, "half \ud83d"), /^name holds half a character/],
    [() => any.promote(ID, "half \ud83d"), /^branch holds half a character/],
    [() => any.release(ID, { firstMessage: "x" }, { label: "half \ud83d" }), /^options holds half a character/],
  ])) {
    await assert.rejects(call(), (/** @type {InputError} */ error) => {
      assert.ok(error instanceof InputError, String(error));
      assert.match(error.message, message);
      return true;
    });
  }
  assert.ok(!Object.getOwnPropertyNames(Object.getPrototypeOf(atoms)).some((name) => /workflow/i.test(name)));
  assert.deepEqual(requests, []);
});

test("a document that is left out is sent as an empty one", async (t) => {
  /** @type {string[]} */
  const bodies = [];
  const { atoms } = await stranger(t, async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    bodies.push(`${request.headers["content-type"]} ${body}`);
    response.end('{"status":true,"data":{"ok":1}}');
  });
  await atoms.publishDraft(ID, ID);
  await atoms.testCallDraft(ID, ID);
  await atoms.publishBranchDraft(ID, ID);
  await atoms.testCallBranch(ID, ID, {});
  assert.deepEqual(bodies, Array(4).fill("application/json {}"));
});

test("ten megabytes of text pass through", async (t) => {
  let received = 0;
  const { atoms } = await stranger(t, async (request, response) => {
    for await (const chunk of request) received += chunk.length;
    response.end(JSON.stringify({ status: true, data: { text: "é".repeat(5_000_000) } }));
  });
  const patch = { firstMessage: "é".repeat(5_000_000) };
  const reply = await atoms.updateDraftConfig(ID, "draft", patch);
  assert.equal(/** @type {any} */ (reply).text.length, 5_000_000);
  assert.equal(received, Buffer.byteLength(JSON.stringify(patch)));
});
