// @ts-check
// That the contract can fail: it describes every operation, passes what is as
// described, and finds what is not.
import assert from "node:assert/strict";
import test from "node:test";
import { connect } from "atoms-lifecycle";
import { emulate } from "atoms-lifecycle/emulator";
import { clientOperations, shapeOf } from "../contract/client-operations.mjs";
import { Contract } from "../contract/contract.mjs";
import { Exchanges, OUTSIDE } from "../contract/exchanges.mjs";
import * as samples from "../contract/samples.mjs";
import { ContractViolation, watched } from "../contract/watch.mjs";

const { ID, answered, failure, requests, responses, sent, success } = samples;
const contract = await Contract.read(undefined, { strict: true });

/**
 * @param {string[]} problems
 * @param {RegExp} expected
 */
function assertProblem(problems, expected) {
  assert.ok(problems.some((problem) => expected.test(problem)), `${expected} is not in: ${problems.join("\n")}`);
}

test("a description that is not OpenAPI, or has a rule that nobody knows, is refused", async () => {
  await assert.rejects(Contract.read("openapi: 3.1.0\npaths: {}"), /not OpenAPI/);
  const misspelt = `
openapi: 3.1.0
info: { title: t, version: "1" }
servers: [{ url: "https://host/base" }]
paths: { /a: { get: { operationId: a, parameters: [{ name: q, in: query, schema: { type: string, maxLenght: 3 } }], responses: { default: { description: d } } } } }`;
  await assert.rejects(Contract.read(misspelt, { strict: true }), /maxLenght/);
});

test("every operation of the client is described, and a generation that it speaks is spoken whole", async () => {
  const spoken = await clientOperations();
  assert.ok(spoken.includes("PATCH /agent/{}/versions/{}/activate"), spoken.join());
  const described = contract.operations.map(({ method, path, tags }) => ({ shape: shapeOf(method, path), tag: tags[0] }));
  assert.deepEqual(spoken.filter((shape) => !described.some((operation) => operation.shape === shape)), []);
  const tags = new Set(described.filter(({ shape }) => spoken.includes(shape)).map(({ tag }) => tag));
  const unspoken = described.filter(({ shape, tag }) => tags.has(tag) && !spoken.includes(shape));
  assert.deepEqual(unspoken.map(({ shape }) => shape), []);
  assert.ok(tags.has("agents") && tags.has("calls") && tags.has("versions"));
});

test("what is as described passes, in every documented form", () => {
  const operations = contract.operations.map(({ operationId }) => operationId);
  assert.deepEqual(Object.keys(requests).sort(), operations.sort());
  for (const [name, request] of Object.entries(requests)) {
    assert.deepEqual(contract.problemsOfRequest(request), [], name);
    for (const response of responses[/** @type {keyof typeof requests} */ (name)]) {
      assert.deepEqual(contract.problemsOfResponse(request, response), [], `${name}: ${response.status} ${response.body}`);
    }
  }
});

test("a request that is not as described is found", () => {
  const { forkDraft, getAgent, publishDraft, discardDraft, testCallVersion, startOutboundCall, updateVersion } = requests;
  /** @param {import("../contract/contract.mjs").Sent} request @param {unknown} body */
  const withBody = (request, body) => ({ ...request, body: JSON.stringify(body) });
  /** @param {import("../contract/contract.mjs").Sent} request @param {Record<string, string>} headers */
  const withHeaders = (request, headers) => ({ ...request, headers: new Headers(headers) });
  const call = { agentId: ID, phoneNumber: "+14155550123" };
  const broken = /** @type {[import("../contract/contract.mjs").Sent, RegExp][]} */ ([
    // Routes.
    [sent("PATCH", `/workflow/${ID}`, {}), /not described/],
    [sent("DELETE", `/agent/${ID}`), /not described/],
    [sent("GET", "/agent/"), /not described/],
    [sent("PUT", "/agent", {}), /not described/],
    [{ ...getAgent, url: new URL(`https://api.smallest.ai/v1/agent/${ID}`) }, /not described/],
    [sent("GET", "/agent/0123456789ABCDEF01234567"), /\/path\/agentId/],
    [sent("GET", "/agent/1"), /\/path\/agentId/],
    [sent("GET", `/agent/${ID}/versions/draft`), /\/path\/versionId/],
    // Queries.
    [sent("GET", `/agent/${ID}?page=1`), /"page"/],
    [sent("GET", "/agent?page=0"), /\/query\/page/],
    [sent("GET", "/agent?page=1&page=2"), /\/query\/page/],
    [sent("GET", "/agent?archived=yes"), /\/query\/archived/],
    [sent("GET", `/agent/${ID}/versions?limit=101`), /\/query\/limit/],
    [sent("GET", `/agent/${ID}/drafts/d/diff?versionId=${ID}`), /versionId and compareTo differ/],
    [sent("GET", `/agent/${ID}/drafts/d/diff?compareTo=${ID}`), /versionId and compareTo differ/],
    [sent("GET", `/agent/${ID}/versions/diff?baseId=${ID}&compareId=${ID}`), /versionA/],
    [sent("GET", `/agent/${ID}/versions/diff?baseId=${ID}&compareId=${ID}&versionA=${ID}&versionB=${"f".repeat(24)}`), /versionB differ/],
    [sent("GET", `/agent/${ID}/diff?a=${ID}&b=draft`), /\/query\/b/],
    // Headers.
    [withHeaders(getAgent, {}), /neither a bearer key/],
    [withHeaders(getAgent, { authorization: "sk_test" }), /neither a bearer key/],
    [withHeaders(forkDraft, { authorization: "Bearer k", "content-type": "text/plain" }), /content-type text\/plain/],
    [withHeaders(discardDraft, { authorization: "Bearer k", "content-type": "application/json" }), /no body and content-type/],
    [sent("POST", "/conversation/outbound", call, { "x-test-call": "yes" }), /x-test-call/],
    // Bodies.
    [sent("DELETE", `/agent/${ID}/archive`, {}), /a body and content-type/],
    [{ ...forkDraft, body: "{" }, /JSON/],
    [{ ...forkDraft, body: "" }, /no body and content-type/],
    [sent("PATCH", `/agent/${ID}/drafts/d/config`), /required property 'requestBody'/],
    [withBody(forkDraft, {}), /sourceVersionId/],
    [withBody(forkDraft, { sourceVersionId: ID, label: "x" }), /"label"/],
    [withBody(forkDraft, { sourceVersionId: ID, draftName: "" }), /draftName/],
    [withBody(publishDraft, { label: "v2", activate: true }), /"activate"/],
    [withBody(publishDraft, { label: "x".repeat(201) }), /label/],
    [withBody(requests.publishBranchDraft, { description: "no such field here" }), /"description"/],
    [withBody(requests.createAgent, { name: "a", language: { default: "en" } }), /switching/],
    [withBody(requests.createAgent, { language: { switching: {} } }), /'name'/],
    [withBody(requests.renameDraft, { draftName: "x".repeat(101) }), /draftName/],
    [withBody(requests.updateDraftConfig, {}), /fewer than 1/],
    [withBody(requests.updateDraftConfig, { name: "x" }), /\/name/],
    [withBody(requests.updateDraftConfig, { timezone: "UTC" }), /timezone/],
    [withBody(requests.updateBranchDraft, { firstMessage: "x", expectedRevision: -1 }), /expectedRevision/],
    [withBody(updateVersion, {}), /fewer than 1/],
    [withBody(updateVersion, { isPinned: null }), /isPinned/],
    [withBody(testCallVersion, { mode: "telephony" }), /toPhone/],
    [withBody(testCallVersion, { mode: "fax" }), /mode/],
    [withBody(requests.testCallBranch, { includeDraft: true, revisionId: ID }), /must NOT be valid/],
    [withBody(startOutboundCall, { agentId: ID, toPhone: "+14155550123" }), /phoneNumber/],
    [withBody(startOutboundCall, { ...call, phoneNumber: "14155550123" }), /phoneNumber/],
    [withBody(startOutboundCall, { ...call, variables: { a: {} } }), /variables/],
  ]);
  for (const [request, expected] of broken) assertProblem(contract.problemsOfRequest(request), expected);
});

test("a response that is not as described is found", () => {
  /** @param {Record<string, any>} object @param {string} name */
  const without = (object, name) => ({ ...object, [name]: undefined });
  const { agent, branchDraft, branchSummary, diff, draft, revision, version } = samples;
  const migration = failure("moved", "versioning_v2_migration_required");
  const detail = { version, resolvedConfig: {} };
  const broken = /** @type {[keyof typeof requests, import("../contract/contract.mjs").Answered, RegExp][]} */ ([
    // Status, headers, type.
    ["getAgent", answered(418, failure("teapot")), /status 418/],
    ["createAgent", answered(200, success(ID)), /status 200/],
    ["getAgent", answered(200, success(agent), { "content-type": "text/html" }), /text\/html/],
    ["getAgent", { ...answered(200, {}), body: "<html>" }, /not JSON/],
    ["getAgent", { ...answered(200, success(agent)), headers: new Headers({ "content-type": "application/json" }) }, /X-Request-Id/],
    ["listAgents", answered(429, { status: false, error: "x", code: "SLOW", retry_after: 1 }), /RATE_LIMIT_EXCEEDED/],
    ["listAgents", answered(429, failure("slow down")), /oneOf/],
    ["listAgents", answered(429, { message: "x", rateLimit: { limit: 1 } }), /routeClass/],
    ["listAgents", answered(429, { status: false, error: "x", code: "RATE_LIMIT_EXCEEDED", retry_after: 1 }, { "retry-after": "soon" }), /retry-after/],
    ["forkDraft", answered(409, migration), /Deprecation/],
    ["forkDraft", answered(409, migration, { deprecation: "yes" }), /deprecation/],
    ["forkDraft", answered(409, failure("x", "other"), { deprecation: "true" }), /error_type/],
    ["forkDraft", answered(409, { ...migration, message: "moved" }, { deprecation: "true" }), /message/],
    ["activateVersion", answered(409, migration), /Deprecation is missing for versioning_v2/],
    ["activateVersion", answered(409, failure("no")), /errors\/0/],
    ["archiveAgent", answered(409, failure("no")), /errors\/0/],
    ["archiveBranch", answered(423, failure("frozen")), /error_type/],
    // Envelopes.
    ["getAgent", answered(200, agent), /'status'/],
    ["getAgent", answered(200, { status: "true", data: agent }), /\/status/],
    ["getAgent", answered(400, { status: false, error: "x" }), /'errors'/],
    ["getAgent", answered(400, { status: false, errors: [] }), /errors/],
    ["getAgent", answered(400, { status: true, errors: ["x"] }), /\/status/],
    // Documents.
    ["createAgent", answered(201, success({ _id: ID })), /\/data/],
    ["getAgent", answered(200, success(without(agent, "activeVersionId"))), /activeVersionId/],
    ["getAgent", answered(200, success({ ...agent, _id: 7 })), /_id/],
    ["getAgent", answered(200, success({ ...agent, _configSource: "other" })), /_configSource/],
    ["getAgent", answered(200, success({ ...agent, _resolvedConfig: { ...agent._resolvedConfig, slmModel: "x" } })), /slmModel/],
    ["listAgents", answered(200, success({ agents: [agent], total: 1 })), /_resolvedConfig/],
    ["listAgents", answered(200, success({ agents: [], totalCount: 0 })), /oneOf/],
    ["forkDraft", answered(201, success(without(draft, "draftId"))), /draftId/],
    ["forkDraft", answered(201, success({ ...draft, status: "published" })), /status/],
    ["updateDraftConfig", answered(200, success({ ...draft, draftRevision: 1, firstMessage: "x" })), /firstMessage/],
    ["updateDraftConfig", answered(200, success(without({ ...draft, draftRevision: 1 }, "blocks"))), /blocks/],
    ["discardDraft", answered(200, success({})), /\/data/],
    ["diffDraft", answered(200, success({ sections: {}, diffs: [] })), /oneOf/],
    ["diffDraft", answered(200, success({ sections: { llm: { before: {}, after: {} } }, hasChanges: true })), /changed/],
    ["diffVersions", answered(200, success({ ...diff, diffs: [{ section: "llm", changes: [{ path: "x" }] }] })), /oldValue/],
    ["publishDraft", answered(201, success({ ...version, isActive: true })), /isActive/],
    ["activateVersion", answered(200, success(version)), /isActive/],
    ["getVersion", answered(200, success(version)), /resolvedConfig/],
    ["getVersion", answered(200, success(detail)), /workflow_prompt/],
    ["listVersions", answered(200, success({ versions: [without(version, "versionNumber")], total: 1 })), /revisionNumber/],
    ["listVersions", answered(200, success({ versions: [{ ...version, blocks: { llm: ID } }], total: 1 })), /workflow_prompt/],
    ["listVersions", answered(200, success({ versions: [{ ...version, createdAt: "yesterday" }], total: 1 })), /createdAt/],
    ["listVersions", answered(200, success({ versions: [{ ...version, securityCheck: { status: "fine" } }], total: 1 })), /securityCheck/],
    ["startOutboundCall", answered(200, success({ conversationId: "CALL-1" })), /conversationId/],
    // The second generation.
    ["listBranches", answered(200, success({ branches: [branchSummary.branch] })), /'branch'/],
    ["listBranches", answered(200, success({ branches: [{ ...branchSummary, isDefault: true }] })), /isDefault/],
    ["getBranch", answered(200, success({ ...branchSummary, branch: { ...branchSummary.branch, isDefault: true } })), /name/],
    ["updateBranchDraft", answered(409, { status: false, errors: ["x"], data: { conflict: {} } }), /expectedRevision/],
    ["updateBranchDraft", answered(200, success({ ...branchDraft, pendingPublish: { state: "done" } })), /pendingPublish/],
    ["publishBranchDraft", answered(202, success({ state: "scanning", revision })), /revision/],
    ["publishBranchDraft", answered(200, success({ state: "committed" })), /revision/],
    ["publishBranchDraft", answered(200, success({ state: "committed", revision: { ...revision, revisionNumber: null } })), /revisionNumber/],
    ["createBranch", answered(409, failure("x", "name_taken")), /error_type/],
    ["restoreRevision", answered(201, success({ state: "committed", revision })), /status 201/],
  ]);
  for (const [name, response, expected] of broken) {
    assertProblem(contract.problemsOfResponse(requests[name], response), expected);
  }
});

test("a route that is not there is the router's page", () => {
  const page = { ...answered(404, {}, { "content-type": "text/html; charset=utf-8" }), body: `<pre>Cannot GET /atoms/v1/agent/${ID}/branches</pre>` };
  assert.deepEqual(contract.problemsOfResponse(requests.listBranches, page), []);
  assert.deepEqual(contract.problemsOfResponse(sent("GET", `/agent/${ID}/branches/x/y`), { ...page, body: `Cannot GET /atoms/v1/agent/${ID}/branches/x/y` }), []);
  assertProblem(contract.problemsOfResponse(requests.listBranches, { ...page, body: "Not found" }), /name the route/);
  assertProblem(contract.problemsOfResponse(requests.getAgent, page), /text\/html/);
  assertProblem(contract.problemsOfResponse(sent("DELETE", `/agent/${ID}`), answered(200, success(null))), /status 200/);
});

test("a watched fetch throws at a violation and remembers it", async () => {
  const exchanges = new Exchanges(contract);
  const { violations } = exchanges;
  /** @type {Request[]} */
  const arrived = [];
  let reply = () => new Response(JSON.stringify(success(samples.agent)), { headers: { "content-type": "application/json", "x-request-id": "r" } });
  const fetch = watched(async (input, init) => (arrived.push(new Request(input, init)), reply()), exchanges);
  const url = `https://api.smallest.ai/atoms/v1/agent/${ID}`;
  const init = { headers: { authorization: "Bearer k" } };

  assert.deepEqual(await (await fetch(url, init)).json(), success(samples.agent));
  assert.deepEqual(violations, []);

  await assert.rejects(fetch(`${url}?x=1`, init), ContractViolation);
  assert.equal(arrived.length, 1, "a request outside of the contract is not sent");
  await assert.rejects(fetch(url, { ...init, headers: { ...init.headers, [OUTSIDE]: "no reason" } }), /remove x-outside-contract/);
  assert.equal(arrived.length, 1);
  await assert.rejects(fetch(`${url}?x=1`, { headers: { ...init.headers, [OUTSIDE]: "an unknown query" } }).then(() => fetch("nowhere")), TypeError);
  assert.equal(arrived.length, 2);
  assert.equal(arrived[1]?.headers.get(OUTSIDE), null);
  assert.equal(violations.length, 2);

  reply = () => new Response("{}", { headers: { "content-type": "application/json" } });
  await fetch(url, init).catch(() => "swallowed");
  assert.equal(violations.length, 3);
  assert.match(`${violations[2]}`, /^getAgent: the 200 to GET .*X-Request-Id.*$/);

  reply = () => new Response(new ReadableStream({ pull: (controller) => controller.error(new Error("cut")) }));
  await assert.rejects((await fetch(url, init)).text(), /cut/);
  assert.equal(violations.length, 3);

  const stranger = watched(async () => new Response("teapot", { status: 418 }), exchanges, { stranger: true });
  assert.equal((await stranger(url, init)).status, 418);
  await assert.rejects(stranger(`${url}?x=1`, init), ContractViolation);
});

test("what the client called with success is counted apart", async () => {
  const exchanges = new Exchanges(contract);
  let answer = answered(200, success(samples.agent));
  const reply = async () => new Response(answer.body, answer);
  const ask = (/** @type {typeof globalThis.fetch} */ send) => send(String(requests.getAgent.url), { headers: requests.getAgent.headers });
  await ask(watched(reply, exchanges, { sender: "test" }));
  answer = answered(401, failure("Unauthorized"));
  await ask(watched(reply, exchanges));
  assert.deepEqual([exchanges.requests, exchanges.responses, [...exchanges.succeeded]], [2, 2, []]);
  answer = answered(200, success(samples.agent));
  await ask(watched(reply, exchanges));
  assert.deepEqual([...exchanges.succeeded], ["getAgent"]);
  assert.deepEqual(exchanges.violations, []);
});

test("the emulator stays inside under every setting of its bodies", async (t) => {
  const exchanges = new Exchanges(contract);
  for (const options of /** @type {import("atoms-lifecycle/emulator").EmulateOptions[]} */ ([
    { draftDiffBody: "sections", agentListBody: "live", earlyActivationStatus: 409, requestsPerSecond: 9, rateLimitBody: "flat" },
    { draftDiffBody: "changes", agentListBody: "contract", earlyActivationStatus: 400, requestsPerSecond: 9, rateLimitBody: "nested" },
  ])) {
    const emulator = await emulate({ clock: "manual", ...options });
    t.after(() => emulator.close());
    const atoms = await connect({ fetch: watched(emulator.fetch, exchanges), auth: () => "sk_test", retry: { maxAttempts: 1 } });
    const agentId = await atoms.createAgent({ name: "x" });
    await atoms.listAgents();
    const { activeVersionId } = await atoms.getAgent(agentId);
    const { draftId } = await atoms.forkDraft(agentId, { sourceVersionId: String(activeVersionId) });
    await atoms.updateDraftConfig(agentId, draftId, { firstMessage: "Hello!" });
    await atoms.diffDraft(agentId, draftId);
    const version = await atoms.publishDraft(agentId, draftId, {});
    await assert.rejects(atoms.activateVersion(agentId, version._id), { status: options.earlyActivationStatus });
    await atoms.getVersion(agentId, version._id);
    await assert.rejects(atoms.getAgent(agentId), { name: "RateLimitError" });
  }
  assert.deepEqual(exchanges.violations, []);
});
