// @ts-check
// `onDeprecation`: what the platform says of endpoints that are going away.
import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { MigrationRequiredError } from "atoms-lifecycle";
import { client, platformWithBranches, stranger } from "./platform.mjs";

/** @typedef {import("atoms-lifecycle").DeprecationNotice} DeprecationNotice */

const SUNSET = "Mon, 31 Aug 2026 00:00:00 GMT";

test("each endpoint is told of once, refusals included, on each connection", async (t) => {
  const { server, agentId, firstRevisionId } = await platformWithBranches(t);
  /** @type {DeprecationNotice[]} */
  const notices = [];
  const onDeprecation = (/** @type {DeprecationNotice} */ notice) => void notices.push(notice);
  const atoms = await client(server, { onDeprecation });
  await atoms.getVersion(agentId, firstRevisionId);
  const deprecated = { deprecation: "true", sunset: SUNSET };
  const version = { method: "GET", path: "/agent/{agentId}/versions/{versionId}", ...deprecated };
  assert.deepEqual(notices, [version]);
  const otherId = await atoms.createAgent({ name: "other" });
  await atoms.getVersion(otherId, String((await atoms.getAgent(otherId)).activeVersionId));
  await atoms.listBranches(agentId);
  assert.equal(notices.length, 1, "neither the same endpoint again nor one that stays");
  await assert.rejects(atoms.forkDraft(agentId, { sourceVersionId: firstRevisionId }), MigrationRequiredError);
  await atoms.diffVersions(agentId, firstRevisionId, firstRevisionId);
  assert.deepEqual(notices.slice(1), [
    { method: "POST", path: "/agent/{agentId}/drafts", ...deprecated },
    { method: "GET", path: "/agent/{agentId}/versions/diff", ...deprecated },
  ]);
  await (await client(server, { onDeprecation })).getVersion(agentId, firstRevisionId);
  assert.deepEqual(notices[3], version, "another connection is told again");
});

test("a sunset may be missing", async (t) => {
  /** @type {DeprecationNotice[]} */
  const notices = [];
  const answer = /** @type {import("node:http").RequestListener} */ (
    (_, response) => void response.writeHead(200, { deprecation: "@1688169599" }).end('{"status":true,"data":{}}')
  );
  const { atoms } = await stranger(t, answer, { onDeprecation: (notice) => notices.push(notice) });
  await atoms.listAgents({ page: 2 });
  assert.deepEqual(notices, [{ method: "GET", path: "/agent", deprecation: "@1688169599", sunset: null }]);
});

test("a listener that fails stops nothing", async (t) => {
  const { server, agentId, firstRevisionId } = await platformWithBranches(t);
  const complaints = t.mock.method(console, "error", () => {});
  for (const onDeprecation of [
    () => {
      throw new Error("broken listener");
    },
    async () => {
      throw new Error("broken listener");
    },
  ]) {
    const atoms = await client(server, { onDeprecation });
    assert.equal((await atoms.getVersion(agentId, firstRevisionId)).version._id, firstRevisionId);
  }
  await sleep(1);
  const said = complaints.mock.calls.map((call) => call.arguments.join(" "));
  assert.deepEqual(said, ["onDeprecation failed: broken listener", "onDeprecation failed: broken listener"]);
});

test("a listener may call again, on the same connection", async (t) => {
  const { server, agentId, firstRevisionId } = await platformWithBranches(t);
  /** @type {Promise<unknown>[]} */
  const calls = [];
  const atoms = await client(server, {
    onDeprecation: () => void calls.push(atoms.getVersion(agentId, firstRevisionId)),
  });
  await atoms.getVersion(agentId, firstRevisionId);
  await Promise.all(calls);
  assert.equal(calls.length, 1);
});
