// @ts-check
// A slip of the pen in an option's name is refused, by name, before any request.
import assert from "node:assert/strict";
import test from "node:test";
import { InputError, connect } from "atoms-lifecycle";
import { stranger } from "./platform.mjs";

const ID = "0123456789abcdef01234567";

/** Of a release that did nothing yet. */
const checkpoint = { version: 1, call: "release", ids: { agentId: ID }, draft: "none", arguments: { patch: { firstMessage: "x" } } };

/**
 * @param {() => unknown} call
 * @param {RegExp} message
 */
async function refused(call, message) {
  await assert.rejects(async () => call(), (/** @type {InputError} */ error) => {
    assert.ok(error instanceof InputError, String(error));
    assert.match(error.message, message);
    return true;
  });
}

test("connect knows its options and those of retry", async () => {
  /** @type {any} */
  const any = connect;
  await refused(() => any({ apikey: "sk_x" }), /^options knows no apikey; it may hold apiKey, auth, baseUrl, /);
  await refused(() => any({ apikey: undefined }), /knows no apikey/);
  await refused(() => any({ retry: { maxAttemps: 1 } }), /^retry knows no maxAttemps; it may hold maxAttempts, maxDelayMs, maxRetryAfterMs, maxRepeats$/);
  (await any({ auth: () => "x", fetch, headers: {}, timeoutMs: 1, credentials: "omit", generation: "auto", onDeprecation() {}, dangerouslyAllowBrowserKey: false, retry: { maxRepeats: 1 }, maxRequestsPerSecond: 1, [Symbol("x")]: 1 })).free();
});

test("every method knows its options and the fields of its query", async (t) => {
  const { atoms, requests } = await stranger(t, (_, response) => response.end('{"status":true,"data":{"agents":[]}}'));
  /** @type {any} */
  const any = atoms;
  const patch = { firstMessage: "x" };
  for (const [call, message] of /** @type {[() => unknown, RegExp][]} */ ([
    [() => any.getAgent(ID, null, { timeoutMS: 1 }), /^options knows no timeoutMS; it may hold signal, timeoutMs, headers$/],
    [() => any.discardDraft(ID, "d", { sginal: null }), /knows no sginal/],
    [() => any.iterateAgents({}, { timeout: 1 }), /knows no timeout;/],
    [() => any.listAgents({ pagesize: 1 }), /^query knows no pagesize; it may hold page, pageSize, /],
    [() => any.iterateVersions(ID, { page: 1 }), /^query knows no page; it may hold limit, skip, isPinned$/],
    [() => any.getAgent(ID, { draft: "x" }), /^preview knows no draft;/],
    [() => any.diff(ID, { revisionId: ID, branch: ID }, { revisionId: ID }), /^a knows no branch;/],
    [() => any.createBranch(ID, { sourceBranchId: ID, name: "x", from: ID }), /^branch knows no from;/],
    [() => any.updateBranchDraft(ID, ID, patch, { expectedrevision: 1 }), /knows no expectedrevision; it may hold expectedRevision, signal/],
    [() => any.startOutboundCall({ agentId: ID, phoneNumber: "+14155550123" }, { testcall: true }), /knows no testcall; it may hold testCall, /],
    [() => any.release(ID, patch, { lable: "v2" }), /^options knows no lable; it may hold .*label/],
    [() => any.release(ID, patch, { polling: { intervalMs: 1 } }), /^polling knows no intervalMs;/],
    [() => any.plan(ID, patch, { goLife: false }), /knows no goLife/],
    [() => any.plan(ID, patch, { openDraft: "include" }), /knows no openDraft/],
    [() => any.rollback(ID, { versionId: ID }), /knows no versionId; it may hold .*\bto\b/],
    [() => any.promote(ID, "staging", { branch: "x" }), /knows no branch/],
    [() => any.mergeBranch(ID, "a", "b", { dryRun: true }), /knows no dryRun; it may hold .*preview/],
    [() => any.waitForSecurityCheck(ID, ID, { onprogress() {} }), /knows no onprogress/],
    [() => any.promote(ID, "staging", { to: ID }), /knows no to;/],
    [() => any.rollback(ID, { label: "back" }), /knows no label/],
    [() => any.mergeBranch(ID, "a", "b", { waitOutFreeze: true }), /knows no waitOutFreeze/],
    [() => any.releaseMany([], { concurency: 2 }), /^options knows no concurency; it may hold concurrency, .*label/],
    [() => any.releaseMany([], { patch }), /^options knows no patch;/],
    [() => any.resume(checkpoint, { label: "v2" }), /^options knows no label; it may hold polling, stopAfter, /],
    [() => any.resume({ ...checkpoint, call: "plan" }, { stopAfter: "edit" }), /^options knows no stopAfter/],
  ])) {
    await refused(call, message);
  }
  assert.deepEqual(requests, []);
});

test("every target of many knows its fields, and each says so itself", async (t) => {
  const { atoms, requests } = await stranger(t, (_, response) => response.end("{}"));
  const target = { agentId: ID, patch: { firstMessage: "x" } };
  /** @type {any[]} */
  const targets = [{ ...target, lable: "v2" }, { ...target, signal: null }, { ...target, onProgress() {} }, { ...target, concurrency: 1 }];
  const { failed, firstErrors } = await atoms.releaseMany(targets, { label: "v2", concurrency: 1 });
  assert.equal(failed, targets.length);
  const [slip, ...ofAll] = firstErrors.map(({ error }) => (assert.ok(error instanceof InputError), error.message));
  assert.match(`${slip}`, /^the target knows no lable; it may hold patch, agentId, .*label/);
  assert.match(`${ofAll}`, /^the target knows no signal; .*,the target knows no onProgress; .*,the target knows no concurrency;/);
  assert.deepEqual(requests, []);
});

test("a checkpoint may hold what a later version writes", async (t) => {
  const { atoms, requests } = await stranger(t, (_, response) => response.end('{"status":true,"data":{}}'));
  /** @type {any} */
  const later = { ...checkpoint, since: "v2", ids: { ...checkpoint.ids, callId: "1" }, arguments: { ...checkpoint.arguments, since: "v2" } };
  await assert.rejects(atoms.resume(later), (/** @type {Error} */ error) => {
    assert.ok(!(error instanceof InputError), String(error));
    return true;
  });
  assert.ok(requests.length > 0);
});

test("an option that cannot be read is refused, not left out", async (t) => {
  const { atoms, requests } = await stranger(t, (_, response) => response.end("{}"));
  const fail = () => {
    throw new Error("getter");
  };
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  await refused(() => atoms.listAgents({}, Object.defineProperty({}, "signal", { get: fail })), /^options cannot be read: its signal throws$/);
  await refused(() => atoms.listAgents({}, proxy), /^options cannot be read$/);
  await refused(() => atoms.listAgents({}, new Proxy({}, { ownKeys: fail })), /^options cannot be read$/);
  assert.deepEqual(requests, []);
});
