// @ts-check
// What a release is on either generation of the API.

/** @typedef {import("atoms-lifecycle").Atoms} Atoms */

/**
 * @typedef {object} Traces
 * @property {string[]} versions the ids of every version or revision, the newest first
 * @property {number} drafts how many are open
 */

/** @typedef {(typeof STEPS)[keyof typeof STEPS][number]} Step */

/** The steps, as progress events name them: each is a step of the workflow. */
export const STEPS = {
  versions: /** @type {const} */ (["read", "fork", "edit", "confirm", "diff", "publish", "check", "recheck", "activate", "verify"]),
  branches: /** @type {const} */ (["read", "edit", "confirm", "diff", "recheck", "publish", "check", "verify"]),
};

/** Those of its writes that may take place once only, in order. */
export const ONCE = {
  versions: [/^POST .*\/drafts$/, /^POST .*\/publish$/, /^PATCH .*\/activate$/],
  branches: [/^POST .*\/publish$/],
};

/**
 * When its process is killed: while the answer to any of its writes is on its
 * way, or to a read during the check; or before one of those writes arrives.
 */
export const MOMENTS = {
  versions: {
    answered: [/^POST .*\/drafts$/, /^PATCH .*\/config$/, /^POST .*\/publish$/, /^GET .*\/versions\/\w+$/, /^PATCH .*\/activate$/],
    sent: ONCE.versions,
  },
  branches: {
    answered: [/^PUT .*\/draft$/, /^POST .*\/publish$/, /^GET .*\/diff\b/],
    sent: ONCE.branches,
  },
};

/** @type {Record<keyof typeof STEPS, (atoms: Atoms, agentId: string) => Promise<Traces>>} */
export const TRACES = {
  async versions(atoms, agentId) {
    const { versions } = await atoms.listVersions(agentId);
    const drafts = await atoms.listDrafts(agentId);
    return { versions: versions.map(({ _id }) => _id), drafts: drafts.length };
  },
  async branches(atoms, agentId) {
    const { branches } = await atoms.listBranches(agentId);
    const traces = await Promise.all(
      branches.map(async ({ branch, hasOpenDraft }) => {
        const { revisions } = await atoms.listRevisions(agentId, branch._id);
        return { versions: revisions.map(({ _id }) => _id), drafts: hasOpenDraft ? 1 : 0 };
      }),
    );
    return {
      versions: traces.flatMap(({ versions }) => versions),
      drafts: traces.reduce((sum, { drafts }) => sum + drafts, 0),
    };
  },
};
