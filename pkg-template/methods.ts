/** The methods of `Atoms` that only pass on what they are called with. Their types and comments are in `atoms.ts`. */

import type { Atoms } from "./atoms.js";
import { call, Pages, type Session } from "./driver/index.js";
import { PageIterator } from "./page-iterator.js";
import { Holdings } from "./receiver.js";

/** Has a body of its own. */
type Written = "diff" | "releaseMany" | "free" | typeof Symbol.dispose;
type Iterating = Extract<keyof Atoms, `iterate${string}`>;
type Calling = Exclude<keyof Atoms, Written | Iterating>;

type Arguments<Name extends Calling> = Required<Parameters<Atoms[Name]>>;
type CountBeforeOptions<Name extends Calling> = Arguments<Name> extends [...infer Before, object] ? Before["length"] : never;

/** How many arguments come before the options. The compiler sees to it that no method is missing, and counts. */
const CALLS = {
  createAgent: 1,
  getAgent: 2,
  listAgents: 1,
  updateAgent: 2,
  archiveAgent: 1,
  unarchiveAgent: 1,
  listDrafts: 1,
  forkDraft: 2,
  getDraft: 3,
  renameDraft: 3,
  updateDraftConfig: 3,
  diffDraft: 3,
  discardDraft: 2,
  publishDraft: 3,
  testCallDraft: 3,
  listVersions: 2,
  getVersion: 2,
  diffVersions: 3,
  updateVersion: 3,
  activateVersion: 2,
  testCallVersion: 3,
  startOutboundCall: 1,
  listBranches: 1,
  createBranch: 2,
  getBranch: 2,
  renameBranch: 3,
  archiveBranch: 2,
  makeBranchLive: 2,
  testCallBranch: 3,
  getBranchDraft: 2,
  updateBranchDraft: 3,
  discardBranchDraft: 2,
  publishBranchDraft: 3,
  cancelPublish: 2,
  listRevisions: 3,
  getRevision: 3,
  getRevisionHistory: 3,
  restoreRevision: 3,
  waitForSecurityCheck: 2,
  release: 2,
  plan: 2,
  rollback: 1,
  promote: 2,
  mergeBranch: 3,
  resume: 1,
} satisfies { [Name in Calling]: CountBeforeOptions<Name> };

/** What reads one page for each method that iterates over all of them, with the same arguments. */
const ITERATIONS = {
  iterateAgents: "listAgents",
  iterateVersions: "listVersions",
  iterateRevisions: "listRevisions",
} satisfies Record<Iterating, Calling>;

/** What each connection stands for. */
export const sessions = new Holdings<Session>();

/** Gives the class's prototype what the tables name. */
export function defineMethods(prototype: Atoms): void {
  for (const [name, count] of Object.entries(CALLS)) {
    define(prototype, name, count, (atoms, given, options) => sessions.use(atoms, name, (session) => call(session, name, given, options)));
  }
  for (const [name, list] of Object.entries(ITERATIONS)) {
    define(prototype, name, CALLS[list], (atoms, given, options) => new PageIterator(new Pages(sessions.of(atoms, name), list, given, options)));
  }
}

/** As a class defines its methods: named, and not enumerable. */
function define(prototype: Atoms, name: string, count: number, body: (atoms: Atoms, given: unknown[], options: unknown) => unknown): void {
  const { [name]: value } = {
    [name](this: Atoms, ...given: unknown[]) {
      const options = given[count];
      // Also where fewer came: what was left out is undefined.
      given.length = count;
      return body(this, given, options);
    },
  };
  Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
}
