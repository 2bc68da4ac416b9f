// @ts-check
// Faults on the wire under single calls: a read is repeated until it is whole,
// a write that may have been executed is never sent again.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ApiError, AtomsError, NetworkError, TimeoutError } from "atoms-lifecycle";
import { Scene, liveBranch, versions } from "./fault-worlds.mjs";
import { faultNamed, faults } from "./faults.mjs";

/** @typedef {import("atoms-lifecycle").Atoms} Atoms */
/** @typedef {import("./fault-proxy.mjs").Fault} Fault */
/** @typedef {import("./fault-worlds.mjs").World} World */

const STALL_MS = 500;
/** The platform said itself that it did not process the request. */
const REFUSED_UNPROCESSED = "429 with Retry-After";
const CUT_OFF = [
  "reset in mid-body",
  "half a body, then the end",
  "half the chunks, then the end",
  "half the JSON, of the right length",
  "an empty body",
];
const LABELS = ["one", "two", "three", "four"];

/**
 * @param {World} world
 * @param {string} spot
 * @param {Fault} fault
 * @param {(scene: Scene, atoms: Atoms) => Promise<void>} check
 */
async function under(world, spot, fault, check) {
  const scene = await Scene.open(world);
  try {
    scene.proxy.plan(spot, fault);
    await check(scene, await scene.client(fault.stalls ? { timeoutMs: STALL_MS } : {}));
    assert.ok(scene.proxy.struck, "the fault did not take place");
    assert.ok(await scene.proxy.letGo(), `${scene.proxy.held} connections are left`);
  } finally {
    await scene.close();
  }
}

/** @param {Promise<unknown>} call */
const outcomeOf = (call) => call.catch((/** @type {unknown} */ error) => error);

describe("a read under faults", { concurrency: 8 }, () => {
  for (const fault of faults.filter(({ onWrites }) => !onWrites)) {
    it(`getAgent: ${fault.name}`, () =>
      under(versions, "GET agent/:id #1", fault, async (scene, atoms) => {
        assert.deepEqual(await atoms.getAgent(scene.agentId), await scene.atoms.getAgent(scene.agentId));
      }));
  }
});

describe("a write under faults is sent once", { concurrency: 8 }, () => {
  const writes = /** @type {[string, string, (scene: Scene, atoms: Atoms) => Promise<unknown>][]} */ ([
    ["createAgent", "POST agent #1", (_, atoms) => atoms.createAgent({ name: "another" })],
    [
      "startOutboundCall",
      "POST conversation/outbound #1",
      ({ agentId }, atoms) => atoms.startOutboundCall({ agentId, phoneNumber: "+14155550123" }),
    ],
  ]);
  for (const [name, spot, write] of writes) {
    for (const fault of faults) {
      it(`${name}: ${fault.name}`, () =>
        under(versions, spot, fault, async (scene, atoms) => {
          const outcome = await outcomeOf(write(scene, atoms));
          await scene.proxy.catchUp();
          const sent = fault.name === REFUSED_UNPROCESSED ? 2 : fault.strike ? 1 : 0;
          assert.equal(scene.proxy.arrived.length, sent, "how often the client sent it");
          if (outcome instanceof Error) assert.ok(outcome instanceof AtomsError, String(outcome));
          if (name === "createAgent") {
            const { agents } = await scene.atoms.listAgents();
            const made = agents.filter((agent) => agent.name === "another");
            assert.equal(made.length, scene.proxy.delivered.length, "agents on the platform");
            if (typeof outcome === "string") assert.ok(made.some(({ _id }) => _id === outcome));
          }
        }));
    }
  }

  it("waits as long as Retry-After asks before it sends again", () =>
    under(versions, "POST agent #1", faultNamed(REFUSED_UNPROCESSED), async (scene, atoms) => {
      await atoms.createAgent({ name: "another" });
      const [first, second] = scene.proxy.arrived;
      // Timers may fire a little early.
      assert.ok(Number(second?.at) - Number(first?.at) >= 990);
    }));
});

describe("a list under faults is whole or an error", { concurrency: 8 }, () => {
  for (const name of CUT_OFF) {
    const fault = faultNamed(name);
    const spot = (/** @type {string} */ list) => `GET ${list} #1`;
    const lists = /** @type {[string, World, string, (atoms: Atoms, agentId: string) => Promise<unknown>][]} */ ([
      ["listAgents", versions, spot("agent"), (atoms) => atoms.listAgents()],
      ["listVersions", versions, spot("versions"), (atoms, agentId) => atoms.listVersions(agentId)],
      ["listDrafts", versions, spot("drafts"), (atoms, agentId) => atoms.listDrafts(agentId)],
      ["listBranches", liveBranch, spot("branches"), (atoms, agentId) => atoms.listBranches(agentId)],
    ]);
    for (const [list, world, at, call] of lists) {
      it(`${list}: ${name}, once`, () =>
        under(world, at, fault, async ({ agentId, atoms: direct }, atoms) => {
          assert.deepEqual(await call(atoms, agentId), await call(direct, agentId));
        }));
      it(`${list}: ${name}, every time`, () =>
        under(world, at, { ...fault, lasts: true }, async ({ agentId, proxy }, atoms) => {
          const error = await outcomeOf(call(atoms, agentId));
          assert.ok(error instanceof NetworkError || error instanceof ApiError, String(error));
          assert.equal(proxy.arrived.length, 4, "attempts");
        }));
    }
    it(`iterateVersions: ${name} on the second page`, () =>
      under(versions, "GET versions?limit&skip #2", fault, async ({ agentId, atoms: direct }, atoms) => {
        const { activeVersionId } = await direct.getAgent(agentId);
        for (const label of LABELS) {
          const { draftId } = await direct.forkDraft(agentId, { sourceVersionId: String(activeVersionId) });
          await direct.publishDraft(agentId, draftId, { label });
        }
        const seen = [];
        for await (const { label } of atoms.iterateVersions(agentId, { limit: 2 })) seen.push(label);
        assert.deepEqual(seen.slice(0, LABELS.length), LABELS.toReversed());
        assert.equal(seen.length, LABELS.length + 1);
      }));
  }

  it("a body that never ends is out of time", () =>
    under(versions, "GET drafts #1", { ...faultNamed("dripping too slowly"), lasts: true }, async ({ agentId }, atoms) => {
      assert.ok((await outcomeOf(atoms.listDrafts(agentId))) instanceof TimeoutError);
    }));
});
