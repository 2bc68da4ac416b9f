// @ts-check
// How long a pause a reply asks for, and how often a call repeats its requests.
import assert from "node:assert/strict";
import test from "node:test";
import { ReleaseError, ServerError } from "atoms-lifecycle";
import { client, platformWithAgent, polling, stranger } from "./platform.mjs";

const ID = "0123456789abcdef01234567";
const OK = JSON.stringify({ status: true, data: { ok: 1 } });

/**
 * How long a read takes that is refused once with these headers.
 * @param {import("node:test").TestContext} t
 * @param {Record<string, string>} headers
 */
async function refusedOnce(t, headers) {
  let refused = false;
  const { atoms, requests } = await stranger(t, (_, response) => {
    response.sendDate = false;
    if (refused) return void response.end(OK);
    refused = true;
    response.writeHead(503, headers).end();
  });
  const began = performance.now();
  assert.deepEqual(await atoms.getAgent(ID), { ok: 1 });
  assert.equal(requests.length, 2);
  return performance.now() - began;
}

/** @param {number} ms from now */
const date = (ms) => new Date(Date.now() + ms).toUTCString();

test("Retry-After may be a date", async (t) => {
  // A date has whole seconds: this one is between one and two of them away.
  const took = await refusedOnce(t, { "retry-after": date(2_000) });
  assert.ok(took >= 990, `${took} ms`);
});

test("a date is measured from the reply's own, whatever the clocks say", async (t) => {
  const hour = 3_600_000;
  const took = await refusedOnce(t, { date: date(hour), "retry-after": date(hour + 1_000) });
  assert.ok(took >= 990, `${took} ms`);
  // Without a pause of an hour, which would end the call.
  await refusedOnce(t, { date: date(-hour), "retry-after": date(-hour) });
});

test("a date in the past means now, and what is no date means nothing", async (t) => {
  await refusedOnce(t, { "retry-after": date(-86_400_000) });
  await refusedOnce(t, { "retry-after": "Sun, 06 Nov 1994 08:49:37 GMT" });
  await refusedOnce(t, { "retry-after": "soon" });
  await refusedOnce(t, { date: "yesterday", "retry-after": date(-1) });
});

test("a date too far away ends the call with it", async (t) => {
  const { atoms, requests } = await stranger(t, (_, response) => {
    response.writeHead(503, { "retry-after": date(3_600_000) }).end();
  });
  await assert.rejects(atoms.getAgent(ID), ServerError);
  assert.equal(requests.length, 1);
});

test("all requests of a call share its repeats", async (t) => {
  const { server, atoms, agentId } = await platformWithAgent(t);
  let failed = 0;
  let fail = false;
  const flaky = await client(server, {
    retry: { maxRepeats: 2, maxDelayMs: 1 },
    fetch: async (input, init) => {
      // Every read fails at its first attempt.
      fail = init?.method === "GET" && !fail;
      if (!fail) return fetch(input, init);
      failed += 1;
      return new Response(null, { status: 503 });
    },
  });
  const error = await flaky.release(agentId, { firstMessage: "Hello!" }, { polling }).then(
    () => assert.fail("it should have used its repeats up"),
    (/** @type {unknown} */ error) => error,
  );
  assert.ok(error instanceof ReleaseError, String(error));
  assert.ok(error.cause instanceof ServerError, String(error.cause));
  assert.equal(error.step, "confirm", "asking for the generation and the first read took both");
  assert.equal(failed, 4, "cleaning up has repeats of its own");
  assert.equal(error.draftDiscarded, true);
  assert.deepEqual(await atoms.listDrafts(agentId), []);
});
