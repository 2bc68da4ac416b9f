// @ts-check
// How fast the requests of a connection start, and that a 429 holds all of them.
import assert from "node:assert/strict";
import test from "node:test";
import { AbortError, InputError, ReleaseError, TimeoutError, connect } from "atoms-lifecycle";
import { emulate } from "atoms-lifecycle/emulator";
import { client, platform, platformWithAgent, polling, stranger } from "./platform.mjs";

const ID = "0123456789abcdef01234567";
const OK = JSON.stringify({ status: true, data: { ok: 1 } });

/**
 * A fetch that writes down when each request started.
 * @param {number[]} starts
 * @returns {typeof globalThis.fetch}
 */
const timed = (starts) => (input, init) => {
  starts.push(performance.now());
  return fetch(input, init);
};

/**
 * No window of a second holds more starts than that.
 * @param {number[]} starts
 * @param {number} most
 */
function assertPaced(starts, most) {
  for (const [at, start] of starts.slice(0, -most).entries()) {
    const next = Number(starts[at + most]);
    assert.ok(next - start >= 1_000, `${most + 1} starts within ${next - start} ms: ${starts.join()}`);
  }
}

/** Timers that keep this process alive. */
const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

test("no second sees more starts than the limit, over all calls of a connection", async (t) => {
  const { server, atoms } = await platform(t);
  const agentId = await atoms.createAgent({ name: "support" });
  /** @type {number[]} */
  const starts = [];
  const limited = await client(server, { maxRequestsPerSecond: 5, fetch: timed(starts) });
  const reads = Array.from({ length: 8 }, () => limited.getAgent(agentId));
  const report = await limited.release(agentId, { firstMessage: "Hello!" }, { polling });
  await Promise.all(reads);
  assert.equal(report.outcome, "released");
  assert.equal(starts.length, 8 + report.requests);
  assertPaced(starts, 5);
});

test("asking for a token does not bunch requests up", async (t) => {
  /** @type {number[]} */
  const starts = [];
  let asked = 0;
  const { atoms } = await stranger(t, (_, response) => response.end(OK), {
    apiKey: undefined,
    // Each token comes sooner than the one before.
    auth: () => new Promise((resolve) => setTimeout(resolve, Math.max(0, 600 - 200 * asked++), "sk_test")),
    maxRequestsPerSecond: 2,
    fetch: timed(starts),
  });
  await Promise.all(Array.from({ length: 5 }, () => atoms.getAgent(ID)));
  assert.equal(starts.length, 5);
  assertPaced(starts, 2);
});

test("a signal that fires between a turn and its request gives the turn back", async () => {
  const depths = Array.from({ length: 24 }, (_, depth) => depth);
  const answered = depths.map(async (depth) => {
    const abort = new AbortController();
    // The signal fires so many turns of the microtask queue after the token is there.
    const fireLater = async () => {
      for (let turn = 0; turn < depth; turn += 1) await undefined;
      abort.abort();
    };
    let asked = 0;
    const atoms = await connect({
      auth: () => {
        asked += 1;
        if (asked === 1) void fireLater();
        return "sk_test";
      },
      maxRequestsPerSecond: 1,
      fetch: async () => new Response(OK),
    });
    await atoms.getAgent(ID, {}, { signal: abort.signal }).catch(() => {});
    // Where the turn is lost, this one never comes.
    return Promise.race([atoms.getAgent(ID), new Promise((resolve) => setTimeout(resolve, 5_000, depth))]);
  });
  assert.deepEqual(await Promise.all(answered), depths.map(() => ({ ok: 1 })));
});

test("requests go in the order in which they came", async (t) => {
  const { atoms, requests } = await stranger(t, (_, response) => response.end(OK), { maxRequestsPerSecond: 2 });
  const ids = Array.from({ length: 5 }, (_, at) => `${at}${ID.slice(1)}`);
  const abort = new AbortController();
  const calls = ids.map((id, at) => atoms.getAgent(id, {}, at === 2 ? { signal: abort.signal } : {}).catch((error) => error));
  abort.abort();
  const answers = await Promise.all(calls);
  assert.ok(answers[2] instanceof AbortError);
  assert.deepEqual(requests.map((line) => line.split("/").at(-1)), ids.filter((_, at) => at !== 2));
});

test("below one a second, and what is no rate", async (t) => {
  const { atoms, requests } = await stranger(t, (_, response) => response.end(OK), { maxRequestsPerSecond: 0.5 });
  const began = performance.now();
  await atoms.getAgent(ID);
  await atoms.getAgent(ID);
  assert.ok(performance.now() - began >= 2_000);
  assert.equal(requests.length, 2);
  for (const bad of /** @type {any[]} */ ([0, -1, NaN, -Infinity, "8", true, {}])) {
    await assert.rejects(connect({ maxRequestsPerSecond: bad }), (/** @type {Error} */ error) => {
      assert.ok(error instanceof InputError);
      return error.message.includes("maxRequestsPerSecond");
    });
  }
});

test("the platform is spared without a word, an emulator and this machine are not", async (t) => {
  const emulator = await emulate({ clock: "manual" });
  t.after(() => emulator.close());
  const local = await platform(t);
  /**
   * How many of 20 calls start before anything but the calls themselves can happen.
   * @param {typeof globalThis.fetch} fetch
   * @param {import("atoms-lifecycle").ConnectOptions} [options]
   */
  const atOnce = async (fetch, options) => {
    let starts = 0;
    /** @type {typeof globalThis.fetch} */
    const counted = (input, init) => {
      starts += 1;
      return fetch(input, init);
    };
    // What a fetch says about itself goes with it.
    const atoms = await connect({ fetch: Object.assign(counted, fetch), ...options });
    const abort = new AbortController();
    const calls = Array.from({ length: 20 }, () => atoms.listAgents({}, { signal: abort.signal }).catch(() => {}));
    await new Promise((resolve) => setImmediate(resolve));
    abort.abort();
    await Promise.all(calls);
    return starts;
  };
  assert.equal(await atOnce((input, init) => emulator.fetch(input, init)), 8);
  assert.equal(await atOnce(emulator.fetch), 20);
  assert.equal(await atOnce(emulator.fetch, { maxRequestsPerSecond: 3 }), 3);
  assert.equal(await atOnce(fetch, { baseUrl: local.server.baseUrl }), 20);
  assert.equal(await atOnce(fetch, { baseUrl: local.server.baseUrl, maxRequestsPerSecond: 2.9 }), 2);
  assert.equal(await atOnce((input, init) => emulator.fetch(input, init), { maxRequestsPerSecond: Infinity }), 20);
});

test("waiting for a turn ends at once with the signal, and leaves no timer", async (t) => {
  const { atoms, requests } = await stranger(t, (_, response) => response.end(OK), { maxRequestsPerSecond: 0.01 });
  await atoms.getAgent(ID);
  const before = timers();
  const abort = new AbortController();
  const calls = [1, 2, 3].map(() => atoms.getAgent(ID, {}, { signal: abort.signal }).catch((error) => error));
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(timers() > before, "the first in the queue waits by a timer");
  abort.abort();
  for (const error of await Promise.all(calls)) assert.ok(error instanceof AbortError, String(error));
  assert.equal(timers(), before);
  assert.equal(requests.length, 1);
});

test("waiting for a turn counts against the deadline, not against an attempt", async (t) => {
  const { server, atoms, agentId } = await platformWithAgent(t);
  const slow = await client(server, { maxRequestsPerSecond: 1, timeoutMs: 500 });
  const both = await Promise.all([slow.getAgent(agentId), slow.getAgent(agentId)]);
  assert.equal(both.length, 2);
  const error = await slow.release(agentId, { firstMessage: "Hello!" }, { deadlineMs: 300 }).then(
    () => assert.fail("it should have run out of time"),
    (/** @type {unknown} */ error) => error,
  );
  assert.ok(error instanceof ReleaseError, String(error));
  assert.ok(error.cause instanceof TimeoutError);
  assert.equal(error.code, "deadline_exceeded");
  assert.deepEqual(await atoms.listDrafts(agentId), []);
});

for (const [what, headers, body] of /** @type {[string, Record<string, string>, object][]} */ ([
  ["the header", { "retry-after": "0.7" }, {}],
  ["the body", {}, { retry_after: 0.7 }],
])) {
  test(`a 429 holds every request of its connection as long as ${what} says`, async (t) => {
    /** @type {number[]} */
    const starts = [];
    let answered = 0;
    let refused = false;
    const { atoms } = await stranger(
      t,
      (_, response) => {
        if (refused) return void response.end(OK);
        refused = true;
        response.writeHead(429, headers).end(JSON.stringify({ error: "Rate limit exceeded", ...body }));
      },
      {
        retry: { maxAttempts: 1 },
        fetch: async (input, init) => {
          starts.push(performance.now());
          const response = await fetch(input, init);
          if (response.status === 429) answered = performance.now();
          return response;
        },
      },
    );
    await assert.rejects(atoms.createAgent({ name: "x" }));
    await Promise.all([atoms.getAgent(ID), atoms.updateAgent(ID, { name: "y" })]);
    assert.equal(starts.length, 3, "one refused, and two that waited");
    for (const start of starts.slice(1)) assert.ok(start - answered >= 690, `${start - answered} ms after the 429`);
  });
}

test("a 429 that says nothing holds for a second, and none for longer than maxRetryAfterMs", async (t) => {
  for (const [headers, maxRetryAfterMs, least] of /** @type {const} */ ([[{}, 60_000, 990], [{ "retry-after": "3600" }, 200, 190]])) {
    let refused = false;
    const { atoms } = await stranger(
      t,
      (_, response) => {
        if (refused) return void response.end(OK);
        refused = true;
        response.writeHead(429, headers).end("");
      },
      { retry: { maxAttempts: 1, maxRetryAfterMs } },
    );
    await assert.rejects(atoms.getAgent(ID));
    const began = performance.now();
    await atoms.getAgent(ID);
    assert.ok(performance.now() - began >= least, `${performance.now() - began} ms`);
  }
});

test("a token that was asked for before a pause does not start within it", async (t) => {
  /** @type {number[]} */
  const starts = [];
  let answered = 0;
  let asked = 0;
  const { atoms } = await stranger(
    t,
    (_, response) => {
      if (starts.length > 1) return void response.end(OK);
      response.writeHead(429, { "retry-after": "0.8" }).end("");
    },
    {
      apiKey: undefined,
      auth: async () => {
        asked += 1;
        // The second asks until the first was refused.
        if (asked === 2) await first.catch(() => {});
        return "sk_test";
      },
      retry: { maxAttempts: 1 },
      fetch: async (input, init) => {
        starts.push(performance.now());
        const response = await fetch(input, init);
        if (response.status === 429) answered = performance.now();
        return response;
      },
    },
  );
  const first = atoms.getAgent(ID);
  const second = atoms.getAgent(ID);
  await assert.rejects(first);
  await second;
  assert.equal(starts.length, 2);
  assert.ok(Number(starts[1]) - answered >= 790, `${Number(starts[1]) - answered} ms after the 429`);
});
