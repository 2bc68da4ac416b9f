// @ts-check
// Every endpoint method, over HTTP.
import assert from "node:assert/strict";
import test from "node:test";
import { ConflictError, NotFoundError, ValidationError } from "atoms-lifecycle";
import { platform, platformWithAgent, polling } from "./platform.mjs";

test("agents: create, read, list, metadata, archive, unarchive", async (t) => {
  const { atoms } = await platform(t);
  const agentId = await atoms.createAgent({ name: "one", language: { switching: { isEnabled: false } } });
  assert.match(agentId, /^[0-9a-f]{24}$/);
  assert.equal(await atoms.updateAgent(agentId, { name: "two", description: "d" }), agentId);
  const agent = await atoms.getAgent(agentId);
  assert.equal(agent.name, "two");
  assert.match(String(agent.activeVersionId), /^[0-9a-f]{24}$/);
  const page = await atoms.listAgents({ search: "two" });
  assert.deepEqual(page.agents.map(({ _id }) => _id), [agentId]);
  assert.equal((await atoms.archiveAgent(agentId)).message, "Agent archived");
  await assert.rejects(atoms.archiveAgent(agentId), ConflictError);
  assert.deepEqual((await atoms.listAgents()).agents, []);
  assert.equal((await atoms.listAgents({ archived: true })).agents.length, 1);
  assert.equal((await atoms.unarchiveAgent(agentId)).message, "Agent unarchived");
  await assert.rejects(atoms.getAgent("0123456789abcdef01234567"), NotFoundError);
  await assert.rejects(atoms.updateAgent(agentId, { firstMessage: "x" }), ValidationError);
});

test("drafts: fork from either source, read, rename, edit, diff, discard", async (t) => {
  const { atoms, agentId, firstVersionId } = await platformWithAgent(t);
  const draft = await atoms.forkDraft(agentId, { sourceVersionId: firstVersionId, draftName: "a" });
  const second = await atoms.forkDraft(agentId, { sourceDraftId: draft.draftId });
  assert.notEqual(draft.draftId, second.draftId);
  assert.deepEqual(await atoms.renameDraft(agentId, draft.draftId, "b"), { draftName: "b" });
  const patched = await atoms.updateDraftConfig(agentId, draft.draftId, { firstMessage: "Hello!" });
  assert.equal(patched.firstMessage, undefined, "the reply to a patch shows no field");
  const preview = await atoms.getAgent(agentId, { draftId: draft.draftId });
  assert.equal(preview._resolvedConfig?.firstMessage, "Hello!");
  assert.equal(preview._configSource, "draft");
  const detail = await atoms.getDraft(agentId, draft.draftId, { limit: 1 });
  assert.equal(detail.latest.draftName, "b");
  assert.equal(detail.editCount, 1);
  for (const diff of [
    await atoms.diffDraft(agentId, draft.draftId),
    await atoms.diffDraft(agentId, draft.draftId, firstVersionId),
  ]) {
    assert.ok(JSON.stringify(diff).includes("Hello!"));
  }
  assert.equal(await atoms.discardDraft(agentId, second.draftId), undefined);
  assert.deepEqual((await atoms.listDrafts(agentId)).map(({ draftId }) => draftId), [draft.draftId]);
  await assert.rejects(atoms.getDraft(agentId, second.draftId), NotFoundError);
});

test("versions: publish, wait, activate, read, label, pin, diff, list", async (t) => {
  const { atoms, agentId, firstVersionId } = await platformWithAgent(t);
  const { draftId } = await atoms.forkDraft(agentId, { sourceVersionId: firstVersionId });
  await atoms.updateDraftConfig(agentId, draftId, { firstMessage: "Hello!" });
  const version = await atoms.publishDraft(agentId, draftId, { label: "v2", description: "greets" });
  assert.equal(version.isActive, false);
  await assert.rejects(atoms.activateVersion(agentId, version._id), /security check/);
  const check = await atoms.waitForSecurityCheck(agentId, version._id, { polling });
  assert.equal(check.status, "passed");
  assert.ok(check.polls > 1);
  const activated = await atoms.activateVersion(agentId, version._id);
  assert.equal(activated.isActive, true);
  const detail = await atoms.getVersion(agentId, version._id);
  assert.equal(detail.version.label, "v2");
  const updated = await atoms.updateVersion(agentId, version._id, { label: null, isPinned: true });
  assert.equal(updated.label, null);
  assert.equal(updated.isPinned, true);
  const diff = await atoms.diffVersions(agentId, firstVersionId, version._id);
  assert.ok(JSON.stringify(diff).includes("Hello!"));
  const page = await atoms.listVersions(agentId, { isPinned: true });
  assert.deepEqual(page.versions.map(({ _id }) => _id), [version._id]);
  assert.equal((await atoms.listVersions(agentId)).total, 2);
});

test("calls: a draft, a version, a real number", async (t) => {
  const { server, atoms, agentId, firstVersionId } = await platformWithAgent(t);
  const { draftId } = await atoms.forkDraft(agentId, { sourceVersionId: firstVersionId });
  const web = await atoms.testCallDraft(agentId, draftId);
  assert.ok(web.conversationId && web.callId && web.token);
  const phone = await atoms.testCallVersion(agentId, firstVersionId, { mode: "telephony", toPhone: "+14155550123" });
  assert.equal(phone.token, undefined);
  const call = { agentId, phoneNumber: "+14155550123", variables: { name: "Ada", vip: true, age: 36 } };
  const { conversationId } = await atoms.startOutboundCall(call, { testCall: true });
  assert.match(conversationId, /^CALL-\d{13}-[0-9a-f]{6}$/);
  assert.ok(server.emulator.snapshot().includes(conversationId));
});

test("lists go on over all pages, and stop when asked to", async (t) => {
  const { atoms, agentId, firstVersionId } = await platformWithAgent(t);
  for (let made = 0; made < 6; made += 1) {
    const { draftId } = await atoms.forkDraft(agentId, { sourceVersionId: firstVersionId });
    await atoms.updateDraftConfig(agentId, draftId, { firstMessage: `${made}` });
    await atoms.publishDraft(agentId, draftId, {});
    await atoms.createAgent({ name: `agent ${made}` });
  }
  const ids = [];
  for await (const version of atoms.iterateVersions(agentId, { limit: 2 })) ids.push(version._id);
  assert.equal(new Set(ids).size, 7);
  assert.equal(ids.at(-1), firstVersionId);
  const names = new Set();
  for await (const agent of atoms.iterateAgents({ pageSize: 3 })) names.add(agent.name);
  assert.equal(names.size, 7);

  const iterator = atoms.iterateVersions(agentId, { limit: 2 });
  const both = await Promise.all([iterator.next(), iterator.next()]);
  assert.deepEqual(both.map(({ value }) => value._id), ids.slice(0, 2));
  await iterator.return?.();
  assert.deepEqual(await iterator.next(), { value: undefined, done: true });
  assert.throws(() => atoms.iterateVersions("../x"), { name: "InputError" });
});

test("documents pass through with fields that the types don't know", async (t) => {
  const { atoms, agentId } = await platformWithAgent(t);
  const agent = await atoms.getAgent(agentId);
  assert.equal(typeof agent._resolvedConfig, "object");
  assert.ok("_versionedWorkflow" in agent);
});
