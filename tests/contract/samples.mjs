// @ts-check
// Messages that are as described, of both generations: what the tests of the
// contract break, one thing at a time.

export const ID = "0123456789abcdef01234567";
const DRAFT = "9b2f1c1e-0000-4000-8000-000000000000";
const TIME = "2026-07-01T12:00:00.000Z";
const BASE = "https://api.smallest.ai/atoms/v1";

/** @typedef {import("./contract.mjs").Sent} Sent */
/** @typedef {import("./contract.mjs").Answered} Answered */

/**
 * @param {string} method
 * @param {string} path below the base URL
 * @param {unknown} [body]
 * @param {Record<string, string>} [headers]
 * @returns {Sent}
 */
export function sent(method, path, body, headers = {}) {
  const all = new Headers({ authorization: "Bearer sk_test", ...headers });
  if (body !== undefined) all.set("content-type", "application/json");
  return { method, url: new URL(BASE + path), headers: all, body: body === undefined ? "" : JSON.stringify(body) };
}

/**
 * @param {number} status
 * @param {unknown} body
 * @param {Record<string, string>} [headers]
 * @returns {Answered}
 */
export function answered(status, body, headers = {}) {
  return {
    status,
    headers: new Headers({ "content-type": "application/json; charset=utf-8", "x-request-id": "req_1", ...headers }),
    body: JSON.stringify(body),
  };
}

/** @param {unknown} data */
export const success = (data) => ({ status: true, data });

/**
 * @param {string} error
 * @param {string} [error_type]
 */
export const failure = (error, error_type) => ({ status: false, errors: [error], error_type });

const sections = [
  "workflow_prompt",
  "workflow_tools",
  "workflow_graph",
  "llm",
  "voice",
  "language",
  "call_handling",
  "detection",
  "analytics",
  "timeouts",
  "audio",
  "privacy",
  "widget",
];

/** @param {unknown} value */
const bySection = (value) => Object.fromEntries(sections.map((section) => [section, value]));

const row = {
  _id: ID,
  agent: ID,
  blocks: bySection(ID),
  workflowType: "single_prompt",
  isActive: false,
  createdAt: TIME,
  updatedAt: TIME,
};
const check = { status: "passed", reason: null, triggeredAt: TIME, completedAt: TIME };

export const version = { ...row, status: "published", versionNumber: 2, securityCheck: check };
export const draft = { ...row, status: "draft", draftId: DRAFT, draftRevision: 0 };
export const revision = { ...row, status: "published", branch: ID, revisionNumber: 3, securityCheck: check };
export const branchDraft = { ...draft, branch: ID, pendingPublish: { state: "active", startedBy: ID, startedAt: TIME } };

const branch = {
  _id: ID,
  agent: ID,
  name: "staging",
  isDefault: false,
  headRevisionId: ID,
  openDraftId: null,
  status: "active",
};
export const branchSummary = { branch, isLive: true, hasOpenDraft: false, revisionsCount: 1, headRevisionNumber: 1 };

export const agent = {
  _id: ID,
  name: "support",
  workflowId: ID,
  activeVersionId: ID,
  versionId: ID,
  _resolvedConfig: { prompt: "", tools: [], modelName: "electron", defaultLanguage: "en", supportedLanguages: ["en"] },
};
export const diff = {
  unchangedSections: ["llm"],
  diffs: [{ section: "call_handling", changes: [{ path: "firstMessage", oldValue: "", newValue: "Hello!" }] }],
};
const sectionsDiff = { sections: { llm: { before: {}, after: {}, changed: false } }, hasChanges: false };
const call = { conversationId: ID, callId: "CALL-1737000000000-abc123", token: "t", roomName: "r", host: "wss://host" };
const flatLimit = { status: false, error: "Rate limit exceeded", code: "RATE_LIMIT_EXCEEDED", retry_after: 60 };
const nestedLimit = { message: "Rate limit exceeded", rateLimit: { routeClass: "read", limit: 10, retryAfterSec: 1 } };
const migration = failure("moved to branches", "versioning_v2_migration_required");
const conflict = { expectedRevision: 1, latestRevision: 2, diffs: [{ path: "call_handling.firstMessage" }] };

const oneAgent = `/agent/${ID}`;
const drafts = `${oneAgent}/drafts`;
const oneDraft = `${drafts}/${DRAFT}`;
const versions = `${oneAgent}/versions`;
const oneVersion = `${versions}/${ID}`;
const branches = `${oneAgent}/branches`;
const oneBranch = `${branches}/${ID}`;
const revisions = `${oneBranch}/revisions`;
const oneRevision = `${revisions}/${ID}`;

/** Every operation's request, by operationId. */
export const requests = {
  createAgent: sent("POST", "/agent", { name: "support", language: { switching: { isEnabled: false } } }),
  listAgents: sent("GET", "/agent?page=1&offset=10&search=a%20b&type=single_prompt&sortOrder=asc&archived=false"),
  getAgent: sent("GET", `${oneAgent}?draftId=${DRAFT}`),
  updateAgent: sent("PATCH", oneAgent, { description: "d" }),
  archiveAgent: sent("DELETE", `${oneAgent}/archive?on=false`),
  startOutboundCall: sent(
    "POST",
    "/conversation/outbound",
    { agentId: ID, phoneNumber: "+14155550123", variables: { name: "Ada", vip: true, age: 36 } },
    { "x-test-call": "true" },
  ),
  forkDraft: sent("POST", drafts, { sourceVersionId: ID, draftName: "a" }),
  listDrafts: sent("GET", drafts),
  getDraft: sent("GET", `${oneDraft}?limit=100`),
  renameDraft: sent("PATCH", oneDraft, { draftName: "b" }),
  discardDraft: sent("DELETE", oneDraft),
  updateDraftConfig: sent("PATCH", `${oneDraft}/config`, { firstMessage: "Hello!", unknownYet: 1 }),
  diffDraft: sent("GET", `${oneDraft}/diff?versionId=${ID}&compareTo=${ID}`),
  publishDraft: sent("POST", `${oneDraft}/publish`, { label: "v2", description: null }),
  testCallDraft: sent("POST", `${oneDraft}/test-call`),
  listVersions: sent("GET", `${versions}?limit=1&skip=0&isPinned=true`),
  diffVersions: sent("GET", `${versions}/diff?baseId=${ID}&compareId=${ID}&versionA=${ID}&versionB=${ID}`),
  getVersion: sent("GET", oneVersion),
  updateVersion: sent("PATCH", oneVersion, { label: null, isPinned: true }),
  activateVersion: sent("PATCH", `${oneVersion}/activate`),
  testCallVersion: sent("POST", `${oneVersion}/test-call`, { mode: "telephony", toPhone: "+14155550123" }),
  createBranch: sent("POST", branches, { sourceBranchId: ID, name: "staging" }),
  listBranches: sent("GET", branches),
  getBranch: sent("GET", oneBranch),
  renameBranch: sent("PATCH", oneBranch, { name: "next" }),
  archiveBranch: sent("POST", `${oneBranch}/archive`),
  makeBranchLive: sent("POST", `${oneBranch}/live`),
  getBranchDraft: sent("GET", `${oneBranch}/draft`),
  updateBranchDraft: sent("PUT", `${oneBranch}/draft`, { firstMessage: "Hello!", expectedRevision: 0 }),
  discardBranchDraft: sent("DELETE", `${oneBranch}/draft`),
  publishBranchDraft: sent("POST", `${oneBranch}/draft/publish`, { label: "v2" }),
  cancelPublish: sent("POST", `${oneBranch}/draft/publish/cancel`),
  listRevisions: sent("GET", `${revisions}?limit=1`),
  getRevision: sent("GET", oneRevision),
  getRevisionHistory: sent("GET", `${oneRevision}/history`),
  restoreRevision: sent("POST", `${oneRevision}/restore`),
  testCallBranch: sent("POST", `${oneBranch}/test-call`, { includeDraft: true, mode: "chat" }),
  diffSides: sent("GET", `${oneAgent}/diff?a=${ID}&b=${ID}%3Adraft`),
};

const deprecated = { deprecation: "true" };

/**
 * Each operation's answers, by operationId: every documented form once.
 * @type {Record<keyof typeof requests, Answered[]>}
 */
export const responses = {
  createAgent: [answered(201, success(ID)), answered(400, failure("Invalid Input: Required"))],
  listAgents: [
    answered(200, success({ agents: [{ _id: ID, name: "a" }], hasMore: false, totalCount: 1, totalPages: 1, isSearchResults: false })),
    answered(200, success({ agents: [], total: 0 })),
    answered(401, failure("Unauthorized: User not found")),
    answered(429, flatLimit, { "retry-after": "60" }),
    answered(429, nestedLimit),
  ],
  getAgent: [
    answered(200, success(agent)),
    answered(200, success({ ...agent, workflowType: "multi_agents", _configSource: "draft" })),
    answered(400, failure("No agent found")),
    answered(403, { status: false, data: {} }),
  ],
  updateAgent: [answered(200, success(ID)), answered(413, failure("too large"))],
  archiveAgent: [
    answered(200, success({ message: "Agent unarchived" })),
    answered(404, failure("Agent not found")),
    answered(409, failure("Agent is already archived")),
    answered(409, failure('Agent is associated with the running campaign "spring".')),
  ],
  startOutboundCall: [answered(200, success({ conversationId: call.callId })), answered(400, failure("Invalid phone number"))],
  forkDraft: [answered(201, success(draft)), answered(409, migration, deprecated)],
  listDrafts: [answered(200, success([{ ...draft, lastEditorName: null }])), answered(409, migration, deprecated)],
  getDraft: [
    answered(200, success({
      latest: draft,
      editCount: 1,
      editHistory: [{ revision: 1, changedSections: ["llm"], editorName: null, editorId: ID, timestamp: TIME }],
    })),
  ],
  renameDraft: [answered(200, success({ draftName: "b" })), answered(409, migration, deprecated)],
  discardDraft: [answered(200, success(null)), answered(404, failure("Draft not found"))],
  updateDraftConfig: [
    answered(200, success({ draftRevision: 1, blocks: { llm: ID } })),
    answered(400, failure("No recognized config fields in request body")),
  ],
  diffDraft: [answered(200, success(sectionsDiff)), answered(200, success(diff))],
  publishDraft: [answered(201, success({ ...version, securityCheck: null })), answered(409, migration, deprecated)],
  testCallDraft: [answered(200, success({ callId: call.callId }))],
  listVersions: [answered(200, success({ versions: [{ ...version, publishedByName: "Ada" }], total: 1 })), answered(409, migration, deprecated)],
  diffVersions: [answered(200, success(diff))],
  getVersion: [
    answered(200, success({ version, resolvedConfig: bySection({}) })),
    answered(200, success({ version: { ...revision, versionNumber: null }, resolvedConfig: { ...bySection({}), playbooks: {} } })),
  ],
  updateVersion: [answered(200, success(version)), answered(409, migration, deprecated)],
  activateVersion: [
    answered(200, success({ ...version, isActive: true })),
    answered(400, failure("Cannot activate version: security check pending")),
    answered(409, failure("Cannot activate version: security check pending")),
    answered(409, migration, deprecated),
  ],
  testCallVersion: [answered(200, success(call))],
  createBranch: [answered(201, success(branch)), answered(409, failure("name taken", "branch_name_exists"))],
  listBranches: [
    answered(200, success({ branches: [branchSummary] })),
    answered(404, failure("Agent not found")),
  ],
  getBranch: [answered(200, success(branchSummary))],
  renameBranch: [answered(200, success({ ...branch, name: "next" })), answered(403, failure("Main cannot be renamed"))],
  archiveBranch: [answered(200, success({ archived: true })), answered(423, failure("frozen", "config_freeze_active"))],
  makeBranchLive: [answered(200, success(branchSummary)), answered(409, failure("no commit", "no_committed_revision"))],
  getBranchDraft: [
    answered(200, success({
      latest: { ...branchDraft, securityCheck: { status: "FAILED", reason: "unsafe" } },
      editCount: 1,
      editHistory: [{ revision: branchDraft, changedSections: ["llm"], editorName: "Ada" }],
    })),
  ],
  updateBranchDraft: [
    answered(200, success(branchDraft)),
    answered(409, { status: false, errors: ["call_handling.firstMessage"], data: { conflict } }),
    answered(409, { status: false, errors: ["call_handling.firstMessage", "llm.modelName"] }),
    answered(409, failure("base_revision_unavailable")),
    answered(409, failure("a publish is under way", "publish_in_progress")),
  ],
  discardBranchDraft: [answered(200, success({ discarded: true }))],
  publishBranchDraft: [
    answered(200, success({ state: "committed", revision })),
    answered(202, success({ state: "scanning" })),
    answered(409, failure("the last scan of this draft failed")),
  ],
  cancelPublish: [answered(200, success({ cancelled: true }))],
  listRevisions: [
    answered(200, success({ revisions: [revision], total: 1 })),
    answered(200, success({ revisions: [{ ...revision, status: "scanning", revisionNumber: null, securityCheck: { status: "scanning" } }], total: 1 })),
  ],
  getRevision: [answered(200, success({ revision, resolvedConfig: bySection({}) }))],
  getRevisionHistory: [answered(200, success({ revision, publishedBy: ID, trail: [{ revision: branchDraft, changedSections: [] }] }))],
  restoreRevision: [
    answered(200, success({ state: "committed", revision: { ...revision, restoredFromRevisionId: ID } })),
    answered(403, failure("the source's check failed")),
  ],
  testCallBranch: [answered(200, success(call))],
  diffSides: [answered(200, success(diff))],
};
