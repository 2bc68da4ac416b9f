// @ts-check
// What goes wrong becomes a typed error that says what to do, and never shows the key.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";
import { inspect } from "node:util";
import * as errors from "atoms-lifecycle";
import { connect } from "atoms-lifecycle";
import { checkedFetch } from "../contract/checked-fetch.mjs";
import { KEY, platform, stranger } from "./platform.mjs";

const ID = "0123456789abcdef01234567";

/**
 * @param {Promise<unknown>} call
 * @returns {Promise<errors.AtomsError>}
 */
async function failure(call) {
  const error = await call.then(
    (value) => assert.fail(`it should have failed, not given ${JSON.stringify(value)}`),
    (/** @type {unknown} */ error) => error,
  );
  assert.ok(error instanceof errors.AtomsError, String(error));
  return error;
}

/**
 * @param {number} status
 * @param {string} body
 * @param {Record<string, string>} [headers]
 * @returns {import("node:http").RequestListener}
 */
const answer = (status, body, headers = {}) => (_, response) => {
  response.writeHead(status, { "content-type": "application/json", "x-request-id": "req_1", ...headers }).end(body);
};

test("every refusal has its class, code, status and request id", async (t) => {
  const cases = /** @type {const} */ ([
    [400, { errors: ["Invalid Input: Required"] }, errors.ValidationError, "validation_failed"],
    [400, { errors: ["No agent found"] }, errors.NotFoundError, "not_found"],
    [400, { errors: ["Please upgrade your plan"] }, errors.PermissionError, "forbidden"],
    [401, { errors: ["Unauthorized"] }, errors.AuthenticationError, "unauthorized"],
    [403, { errors: ["not available for your organization"] }, errors.PermissionError, "forbidden"],
    [404, { errors: ["Draft not found"] }, errors.NotFoundError, "not_found"],
    [409, { errors: ["x"], error_type: "publish_in_progress" }, errors.PublishInProgressError, "publish_in_progress"],
    [409, { errors: ["Agent is already archived"] }, errors.ConflictError, "conflict"],
    [423, { errors: ["frozen"] }, errors.ConfigFrozenError, "config_freeze_active"],
    [429, { error: "Rate limit exceeded", code: "RATE_LIMIT_EXCEEDED", retry_after: 0.001 }, errors.RateLimitError, "RATE_LIMIT_EXCEEDED"],
    [500, { errors: ["oops"] }, errors.ServerError, "server_error"],
    [418, {}, errors.ApiError, "api_error"],
  ]);
  for (const [status, body, expected, code] of cases) {
    const { atoms } = await stranger(t, answer(status, JSON.stringify({ status: false, ...body })));
    const error = await failure(atoms.getAgent(ID));
    assert.equal(error.constructor, expected, `${status}`);
    assert.match(expected.name, /^[A-Z][A-Za-z]+Error$/);
    assert.equal(error.name, expected.name);
    assert.ok(error instanceof errors.ApiError && error instanceof Error);
    assert.deepEqual([error.code, error.status, error.requestId], [code, status, "req_1"]);
    assert.ok(error.stack);
    assert.equal(error.message[0], error.message[0]?.toLowerCase());
  }
});

test("what a gateway answers is an error with its status, never a crash", async (t) => {
  const bodies = /** @type {const} */ ([
    [200, "<html>log in</html>"],
    [200, ""],
    [200, '{"status":true,"data":{"_id":"'],
    [200, "[]"],
    [200, '{"status":true}'],
    [502, "<html>Bad Gateway</html>"],
    [503, ""],
    [302, ""],
  ]);
  for (const [status, body] of bodies) {
    const { atoms, requests } = await stranger(t, answer(status, body, status === 302 ? { location: "/login" } : {}));
    const error = await failure(atoms.getAgent(ID));
    assert.ok(error instanceof errors.ApiError, `${status} ${body}: ${error}`);
    assert.equal(error.status, status);
    assert.ok(!error.message.includes("<"), error.message);
    assert.ok(requests.every((request) => request.startsWith("GET /atoms/v1/agent/")), "no redirect is followed");
  }
});

test("reads are repeated on what may pass, writes are not", async (t) => {
  let healthy = false;
  const { atoms, requests } = await stranger(t, (_, response) => {
    if (healthy) response.end(JSON.stringify({ status: true, data: { ok: 1 } }));
    else response.writeHead(503).end();
    healthy = true;
  });
  assert.deepEqual(await atoms.getAgent(ID), { ok: 1 });
  assert.equal(requests.length, 2);
  /** @param {() => Promise<unknown>} write */
  const once = async (write) => {
    healthy = false;
    requests.length = 0;
    const error = await failure(write());
    assert.equal(requests.length, 1, requests.join());
    return error;
  };
  assert.ok((await once(() => atoms.activateVersion(ID, ID))) instanceof errors.ServerError);
  for (const [write, look] of /** @type {[() => Promise<unknown>, RegExp][]} */ ([
    [() => atoms.createAgent({ name: "x" }), /listAgents/],
    [() => atoms.forkDraft(ID, { sourceVersionId: ID }), /listDrafts/],
    [() => atoms.publishDraft(ID, "draft", {}), /listVersions/],
    [() => atoms.startOutboundCall({ agentId: ID, phoneNumber: "+14155550123" }), /call log/],
    [() => atoms.testCallDraft(ID, "draft"), /call log/],
    [() => atoms.testCallVersion(ID, ID), /call log/],
    [() => atoms.createBranch(ID, { sourceBranchId: ID, name: "staging" }), /listBranches/],
    [() => atoms.publishBranchDraft(ID, ID), /listRevisions/],
    [() => atoms.restoreRevision(ID, ID, ID), /listRevisions/],
    [() => atoms.testCallBranch(ID, ID), /call log/],
  ])) {
    const error = await once(write);
    assert.ok(error instanceof errors.OutcomeUnknownError, String(error));
    assert.match(error.message, look);
    assert.equal(error.code, "outcome_unknown");
    assert.equal(error.status, 503);
    assert.ok(error.cause instanceof errors.ServerError);
  }
});

test("a refused write that makes something new has a known outcome", async (t) => {
  const { atoms } = await stranger(t, (_, response) => {
    response.writeHead(409).end(JSON.stringify({ status: false, errors: ["no"] }));
  });
  assert.ok((await failure(atoms.createAgent({ name: "x" }))) instanceof errors.ConflictError);
});

test("a server that hangs, before the headers or in mid-body, runs into the timeout", async (t) => {
  for (const stall of [() => {}, (/** @type {import("node:http").ServerResponse} */ response) => response.write('{"sta')]) {
    const { atoms } = await stranger(t, (_, response) => void stall(response), { timeoutMs: 60, retry: { maxAttempts: 1 } });
    const error = await failure(atoms.getAgent(ID));
    assert.ok(error instanceof errors.TimeoutError);
    assert.equal(error.code, "timeout");
  }
});

test("a connection that breaks is a network error, and the next call works", async (t) => {
  let broken = true;
  const { atoms } = await stranger(t, (request, response) => {
    if (broken) request.socket.destroy();
    else response.end(JSON.stringify({ status: true, data: { ok: 1 } }));
  });
  const error = await failure(atoms.getAgent(ID));
  assert.ok(error instanceof errors.NetworkError);
  assert.match(error.message, /check the host/);
  broken = false;
  assert.deepEqual(await atoms.getAgent(ID), { ok: 1 });
});

test("an abort ends a call at once, with the signal's reason", async (t) => {
  const { atoms } = await stranger(t, () => {});
  const reason = new Error("changed my mind");
  const aborted = await failure(atoms.getAgent(ID, undefined, { signal: AbortSignal.abort(reason) }));
  assert.ok(aborted instanceof errors.AbortError);
  assert.equal(aborted.cause, reason);
  const late = await failure(atoms.getAgent(ID, undefined, { signal: AbortSignal.timeout(30) }));
  assert.ok(late instanceof errors.AbortError);
  assert.equal(/** @type {Error} */ (late.cause).name, "TimeoutError");
});

test("the key shows nowhere", async (t) => {
  /** @param {errors.AtomsError} error */
  const assertClean = (error) => {
    const shown = [error.message, error.stack, String(error), JSON.stringify(error), inspect(error, { depth: 20, showHidden: true })];
    for (let cause = error.cause; cause instanceof Error; cause = cause.cause) shown.push(inspect(cause, { showHidden: true }), String(cause.stack));
    assert.ok(!shown.join("\n").includes(KEY), shown.join("\n"));
  };
  const echo = answer(400, JSON.stringify({ status: false, errors: [`bad key ${KEY}`], data: { headers: [`Bearer ${KEY}`] } }));
  const { atoms } = await stranger(t, echo);
  assertClean(await failure(atoms.getAgent(ID)));
  assertClean(await failure(atoms.release(ID, { firstMessage: "x" })));
  assert.ok(!inspect(atoms, { depth: 20, showHidden: true }).includes(KEY));
  const leaky = await connect({
    auth: async () => KEY,
    fetch: async (_, init) => {
      throw new Error(`could not send ${JSON.stringify(init.headers)}`, { cause: new Error(KEY) });
    },
  });
  assertClean(await failure(leaky.createAgent({ name: "x" })));
  await assert.rejects(connect({ apiKey: `${KEY}\n${KEY}` }), (/** @type {errors.AtomsError} */ error) => {
    assertClean(error);
    return error instanceof errors.InputError;
  });
});

test("no token shows that a call under way was signed in with", async () => {
  const tokens = ["tok_first_secret", "tok_second_secret"];
  /** @type {(response: Response) => void} */
  let answerFirst = () => {};
  const atoms = await connect({
    auth: () => tokens.shift() ?? "tok_last_secret",
    fetch: async (_, init) => {
      const { authorization } = /** @type {Record<string, string>} */ (init.headers);
      const refusal = () => new Response(JSON.stringify({ status: false, errors: [`bad token ${authorization}`] }), { status: 400 });
      if (!authorization?.includes("first")) return refusal();
      return new Promise((resolve) => {
        answerFirst = () => resolve(refusal());
      });
    },
  });
  const first = failure(atoms.getAgent(ID));
  const second = await failure(atoms.getAgent(ID));
  answerFirst(new Response());
  for (const error of [second, await first]) {
    assert.match(error.message, /bad token Bearer \[redacted\]/);
    assert.ok(!inspect(error, { depth: 20 }).includes("_secret"), inspect(error));
  }
});

test("a wrong key is a 401 that says so; white space around a good one is not", async (t) => {
  const { server } = await platform(t);
  const wrong = await connect({ apiKey: "sk_wrong_0123", baseUrl: server.baseUrl, fetch: checkedFetch() });
  const error = await failure(wrong.listAgents());
  assert.ok(error instanceof errors.AuthenticationError);
  const padded = await connect({ apiKey: ` ${KEY}\n`, baseUrl: server.baseUrl, fetch: checkedFetch() });
  assert.deepEqual((await padded.listAgents()).agents, []);
});

/**
 * Of an error that nobody catches, Node shows what is wrong and no wall of code.
 * @param {string} script
 * @param {RegExp} shown
 */
function uncaught(script, shown) {
  const { status, stderr } = spawnSync(process.execPath, ["-e", script], { cwd: import.meta.dirname, encoding: "utf8" });
  assert.equal(status, 1, stderr);
  const widest = Math.max(...stderr.split("\n").map((line) => line.length));
  assert.ok(widest < 300, `a line of ${widest} characters: ${stderr.slice(0, 500)}`);
  assert.match(stderr, shown);
}

test("of an error that nobody catches, Node shows what is wrong and no wall of code", () => {
  for (const failing of ['connect({ apiKey: 7 })', 'connect({ fetch: async () => { throw new Error("down"); }, retry: { maxAttempts: 1 } }).then((atoms) => atoms.getAgent("a"))']) {
    uncaught(`import("atoms-lifecycle").then(({ connect }) => ${failing});`, /^(InputError|NetworkError): /m);
  }
});

test("so it does of the emulator's", () => {
  const names = /^Error: options knows no checkDuration; it may hold clock, [^;]*\bcheckDurationMs,[^;]*\barchivedLive$/m;
  for (const [failing, shown] of /** @type {[string, RegExp][]} */ ([
    ["emulate({ checkDuration: 10 })", names],
    ["emulate({ checkDurationMs: -1 })", /^Error: bad emulator options: checkDurationMs: expected a whole number/m],
    ['emulate({ snapshot: "{" })', /^Error: the snapshot is damaged: /m],
    ["emulate({ snapshot: {} })", /^TypeError: a snapshot is a string; /m],
    ['emulate().then((emulator) => emulator.restore("null"))', /^Error: this is not an emulator's snapshot; /m],
  ])) {
    uncaught(`import("atoms-lifecycle/emulator").then(({ emulate }) => ${failing});`, shown);
  }
  const served = /^Error: options knows no prot; it may hold port, host, [^;]*\bclock,[^;]*\barchivedLive$/m;
  for (const [failing, shown] of /** @type {[string, RegExp][]} */ ([
    ["serve({ prot: 1 })", served],
    ["serve({ seed: 1.5 })", /^Error: bad emulator options: seed: /m],
  ])) {
    uncaught(`import("atoms-lifecycle/emulator/server").then(({ serve }) => ${failing});`, shown);
  }
});
