// @ts-check
// The platforms that a release under faults meets: an agent, a draft of
// somebody else's, and a look at all of it past the faults.
import { connect } from "atoms-lifecycle";
import { serve } from "atoms-lifecycle/emulator/server";
import { FaultProxy } from "./fault-proxy.mjs";

/** @typedef {import("atoms-lifecycle").Atoms} Atoms */
/** @typedef {import("atoms-lifecycle").Checkpoint} Checkpoint */
/** @typedef {import("atoms-lifecycle").ConnectOptions} ConnectOptions */
/** @typedef {import("atoms-lifecycle").ReleaseOptions} ReleaseOptions */
/** @typedef {import("atoms-lifecycle").ReleaseReport} ReleaseReport */
/** @typedef {import("atoms-lifecycle/emulator/server").EmulatorServer} EmulatorServer */

export const KEY = "sk_test_0123456789abcdef";

/** Every request moves the platform's time on, and nothing else does: each run has the same requests. */
const REQUEST_TAKES_MS = 20;
const CHECK_TAKES_MS = 50;

export const PATCH = { firstMessage: "Hello through the faults!", slmModel: "gpt-4o" };
const THEIRS = { globalPrompt: "somebody else's work" };

/**
 * What is there, in the words of both generations.
 * @typedef {object} Sight
 * @property {string[]} active versions that are active, or branches that are live
 * @property {string} serving the version or revision that serves
 * @property {unknown} check the status of its security check
 * @property {Record<string, unknown>} config what serves
 * @property {string[]} versions every version, or every revision of every branch
 * @property {{ name: string, discard: () => Promise<unknown> }[]} drafts that are not somebody else's
 * @property {boolean} isTheirsIntact
 */

/**
 * @typedef {object} World
 * @property {string} name
 * @property {"versions" | "branches"} generation
 * @property {ReleaseOptions} options of its releases
 * @property {(atoms: Atoms, agentId: string) => Promise<string>} intrude makes somebody else's draft, gives its id
 * @property {(atoms: Atoms, agentId: string, theirs: string) => Promise<Sight>} look
 */

/**
 * @param {Atoms} atoms
 * @param {string} agentId
 * @param {string} draftId
 */
async function shows(atoms, agentId, draftId) {
  const { _resolvedConfig } = await atoms.getAgent(agentId, { draftId });
  return _resolvedConfig?.globalPrompt === THEIRS.globalPrompt;
}

/** @type {World["look"]} */
async function lookAtVersions(atoms, agentId, theirs) {
  const [{ activeVersionId, _resolvedConfig }, { versions }, drafts] = await Promise.all([
    atoms.getAgent(agentId),
    atoms.listVersions(agentId, { limit: 100 }),
    atoms.listDrafts(agentId),
  ]);
  const active = versions.filter(({ isActive }) => isActive);
  return {
    active: active.map(({ _id }) => _id),
    serving: String(activeVersionId),
    check: active[0]?.securityCheck?.status,
    config: { ..._resolvedConfig },
    versions: versions.map(({ _id }) => _id),
    drafts: drafts
      .filter(({ draftId }) => draftId !== theirs)
      .map(({ draftId, draftName }) => ({
        name: `${draftName} (${draftId})`,
        discard: () => atoms.discardDraft(agentId, draftId),
      })),
    isTheirsIntact: drafts.some(({ draftId }) => draftId === theirs) && (await shows(atoms, agentId, theirs)),
  };
}

/** @type {World["look"]} */
async function lookAtBranches(atoms, agentId, theirs) {
  const [{ activeVersionId, _resolvedConfig }, { branches }] = await Promise.all([
    atoms.getAgent(agentId),
    atoms.listBranches(agentId),
  ]);
  const pages = branches.map(({ branch }) => atoms.listRevisions(agentId, branch._id, { limit: 100 }));
  const revisions = (await Promise.all(pages)).flatMap(({ revisions }) => revisions);
  const serving = revisions.find(({ _id }) => _id === activeVersionId);
  const open = branches.map(({ branch }) => branch).filter(({ openDraftId }) => openDraftId);
  return {
    active: branches.filter(({ isLive }) => isLive).map(({ branch }) => branch.name),
    serving: String(serving?._id),
    check: serving?.securityCheck?.status,
    config: { ..._resolvedConfig },
    versions: revisions.map(({ _id }) => _id),
    drafts: open
      .filter(({ openDraftId }) => openDraftId !== theirs)
      .map(({ _id, name }) => ({
        name: `on ${name}`,
        discard: async () => {
          await atoms.cancelPublish(agentId, _id);
          await atoms.discardBranchDraft(agentId, _id);
        },
      })),
    isTheirsIntact: open.some(({ openDraftId }) => openDraftId === theirs) && (await shows(atoms, agentId, theirs)),
  };
}

/** @type {World["intrude"]} */
async function forkTheirs(atoms, agentId) {
  const { activeVersionId } = await atoms.getAgent(agentId);
  const { draftId } = await atoms.forkDraft(agentId, { sourceVersionId: String(activeVersionId), draftName: "theirs" });
  await atoms.updateDraftConfig(agentId, draftId, THEIRS);
  return draftId;
}

/** @type {World["intrude"]} */
async function branchTheirs(atoms, agentId) {
  const [live] = (await atoms.listBranches(agentId)).branches;
  const { _id } = await atoms.createBranch(agentId, { name: "theirs", sourceBranchId: String(live?.branch._id) });
  await atoms.updateBranchDraft(agentId, _id, THEIRS);
  const { branch } = await atoms.getBranch(agentId, _id);
  return String(branch.openDraftId);
}

const onBranches = /** @type {const} */ ({ generation: "branches", intrude: branchTheirs, look: lookAtBranches });

/** @type {World} */
export const versions = {
  name: "versions",
  generation: "versions",
  options: {},
  intrude: forkTheirs,
  look: lookAtVersions,
};
/** @type {World} */
export const liveBranch = { ...onBranches, name: "live branch", options: {} };
/** @type {World} */
export const newBranch = {
  ...onBranches,
  name: "new branch",
  options: { branch: "staging", createBranch: true },
};

const POLLING = { minIntervalMs: 10, maxIntervalMs: 30 };

/** A platform of its own, with an agent and a faulty way to it. */
export class Scene {
  /** @type {EmulatorServer} */
  server;
  /** @type {FaultProxy} */
  proxy;
  /** Past the faults. @type {Atoms} */
  atoms;
  agentId = "";
  #theirs = "";
  #world;

  /**
   * @param {World} world
   * @param {EmulatorServer} server
   * @param {Atoms} atoms
   * @param {FaultProxy} proxy
   */
  constructor(world, server, atoms, proxy) {
    this.#world = world;
    this.server = server;
    this.atoms = atoms;
    this.proxy = proxy;
  }

  /**
   * @param {World} world
   * @param {{ keeps?: boolean }} [options]
   */
  static async open(world, options = {}) {
    const server = await serve({
      generation: world.generation,
      clock: "manual",
      checkDurationMs: CHECK_TAKES_MS,
      apiKeys: [KEY],
    });
    const timeGoesOn = () => server.emulator.advance(REQUEST_TAKES_MS);
    const atoms = await connect({
      apiKey: KEY,
      baseUrl: server.emulator.baseUrl,
      fetch: (url, init) => {
        timeGoesOn();
        return server.emulator.fetch(url, init);
      },
    });
    const proxy = new FaultProxy(server.url, { ...options, beforeDelivery: timeGoesOn });
    await proxy.open();
    const scene = new Scene(world, server, atoms, proxy);
    scene.agentId = await atoms.createAgent({ name: "support" });
    scene.#theirs = await world.intrude(atoms, scene.agentId);
    return scene;
  }

  /**
   * A client whose way leads through the faults.
   * @param {ConnectOptions} [options]
   */
  client(options) {
    const { proxy } = this;
    return connect({ apiKey: KEY, baseUrl: proxy.baseUrl, fetch: proxy.fetch(), retry: { maxDelayMs: 10 }, ...options });
  }

  /**
   * @param {Atoms} atoms
   * @param {number} [deadlineMs]
   */
  release(atoms, deadlineMs = 30_000) {
    return atoms.release(this.agentId, PATCH, { ...this.#world.options, polling: POLLING, deadlineMs });
  }

  /**
   * Past the faults, from what an error holds.
   * @param {Checkpoint} checkpoint
   */
  async resume(checkpoint) {
    const kept = JSON.parse(JSON.stringify(checkpoint));
    return /** @type {ReleaseReport} */ (await this.atoms.resume(kept, { polling: POLLING }));
  }

  /** What came of it, once every check that went on by itself is over. */
  look() {
    this.server.emulator.advance(10 * CHECK_TAKES_MS);
    return this.#world.look(this.atoms, this.agentId, this.#theirs);
  }

  async close() {
    this.proxy.close();
    await this.server.close();
  }
}
