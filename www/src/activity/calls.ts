// Which call of the package sends a request: the panel teaches it beside the HTTP.

const CALLS: readonly [string, RegExp, string][] = [
  ["GET", /^\/agent$/, "listAgents"],
  ["POST", /^\/agent$/, "createAgent"],
  ["GET", /^\/agent\/[^/]+$/, "getAgent"],
  ["PATCH", /^\/agent\/[^/]+$/, "updateAgent"],
  ["DELETE", /^\/agent\/[^/]+\/archive$/, "archiveAgent"],
  ["GET", /\/versions\/diff$/, "diffVersions"],
  ["GET", /\/versions$/, "listVersions"],
  ["GET", /\/versions\/[^/]+$/, "getVersion"],
  ["PATCH", /\/versions\/[^/]+\/activate$/, "activateVersion"],
  ["PATCH", /\/versions\/[^/]+$/, "updateVersion"],
  ["POST", /\/versions\/[^/]+\/test-call$/, "testCallVersion"],
  ["GET", /\/drafts$/, "listDrafts"],
  ["POST", /\/drafts$/, "forkDraft"],
  ["PATCH", /\/drafts\/[^/]+\/config$/, "updateDraftConfig"],
  ["GET", /\/drafts\/[^/]+\/diff$/, "diffDraft"],
  ["POST", /\/drafts\/[^/]+\/publish$/, "publishDraft"],
  ["POST", /\/drafts\/[^/]+\/test-call$/, "testCallDraft"],
  ["GET", /\/drafts\/[^/]+$/, "getDraft"],
  ["PATCH", /\/drafts\/[^/]+$/, "renameDraft"],
  ["DELETE", /\/drafts\/[^/]+$/, "discardDraft"],
  ["GET", /\/branches$/, "listBranches"],
  ["POST", /\/branches$/, "createBranch"],
  ["POST", /\/draft\/publish\/cancel$/, "cancelPublish"],
  ["POST", /\/draft\/publish$/, "publishBranchDraft"],
  ["GET", /\/branches\/[^/]+\/draft$/, "getBranchDraft"],
  ["PUT", /\/branches\/[^/]+\/draft$/, "updateBranchDraft"],
  ["DELETE", /\/branches\/[^/]+\/draft$/, "discardBranchDraft"],
  ["GET", /\/revisions$/, "listRevisions"],
  ["GET", /\/revisions\/[^/]+\/history$/, "getRevisionHistory"],
  ["POST", /\/revisions\/[^/]+\/restore$/, "restoreRevision"],
  ["GET", /\/revisions\/[^/]+$/, "getRevision"],
  ["POST", /\/branches\/[^/]+\/live$/, "makeBranchLive"],
  ["POST", /\/branches\/[^/]+\/archive$/, "archiveBranch"],
  ["POST", /\/branches\/[^/]+\/test-call$/, "testCallBranch"],
  ["GET", /\/branches\/[^/]+$/, "getBranch"],
  ["PATCH", /\/branches\/[^/]+$/, "renameBranch"],
  ["GET", /^\/agent\/[^/]+\/diff$/, "diff"],
  ["POST", /^\/conversation\/outbound$/, "startOutboundCall"],
];

/** The call by its name, or undefined for a request that none of them sends. */
export function callOf(method: string, path: string): string | undefined {
  const [plain = path] = path.split("?");
  return CALLS.find(([verb, pattern]) => verb === method && pattern.test(plain))?.[2];
}
