// @ts-check
// `emulate --data` and the end of its process: killed at any moment, or told to stop.

import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, readFileSync, readdirSync, statSync, watch, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { agentIds, createAgent, emulate, folder, run } from "./command.mjs";
import { open } from "./served.mjs";

const ROUNDS = 16;
const SEED = 20_260_701;

/** Mulberry32: the same numbers from 0 to 1 at every run. */
function random() {
  let state = SEED;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), 1 | state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The ids of the agents that a state file holds. @param {string} data */
function savedIds(data) {
  /** @type {{ state: { agents: { id: string }[] } }} */
  const { state } = JSON.parse(readFileSync(data, "utf8"));
  return new Set(state.agents.map((agent) => agent.id));
}

/** @param {string} data */
const temporaries = (data) => readdirSync(folder).filter((name) => name.includes(basename(data)) && name.endsWith(".tmp"));

/** Waits for the begin of a save. @param {string} data */
async function aSave(data) {
  const watcher = watch(folder);
  try {
    for (let name = ""; !(name.includes(basename(data)) && name.endsWith(".tmp")); ) {
      name = String((await once(watcher, "change", { signal: AbortSignal.timeout(20_000) }))[1]);
    }
  } finally {
    watcher.close();
  }
}

/** Repeats something for as long as the server is there. @param {() => Promise<void>} act */
async function untilItFails(act) {
  for (let there = true; there; ) {
    there = await act().then(
      () => true,
      () => false,
    );
  }
}

test("killed at any moment, it loses the last moments and nothing else", { timeout: 180_000 }, async () => {
  const data = join(folder, "killed.json");
  const next = random();
  /** Every id that anybody was ever given. @type {Set<string>} */
  const given = new Set();
  /** What was on disk at the last death. @type {Set<string>} */
  let kept = new Set();
  let lost = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { child, baseUrl } = await emulate("--data", data);
    assert.deepEqual(temporaries(data), [], "a killed writer's file is removed");
    /** @type {{ id: string, at: number }[]} */
    const answered = [];
    const create = async () => {
      const id = await createAgent(baseUrl, "y".repeat(100));
      answered.push({ id, at: Date.now() });
    };
    await create();
    const writing = Array.from({ length: 4 }, () => untilItFails(create));
    const moment = Math.floor(500 * next());
    // In the middle of a save, or anywhere.
    await (round % 2 ? aSave(data).then(() => sleep(moment % 8)) : sleep(moment));
    child.kill("SIGKILL");
    assert.deepEqual(await once(child, "exit"), [null, "SIGKILL"]);
    await Promise.all(writing);

    const about = `seed ${SEED}, round ${round}`;
    const saved = existsSync(data) ? savedIds(data) : new Set();
    // Written after its snapshot was taken, which no answer comes between.
    const savedAt = existsSync(data) ? statSync(data).mtimeMs : 0;
    for (const id of kept) {
      assert.ok(saved.has(id), `${about}: ${id} was saved and is gone`);
    }
    for (const { id, at } of answered) {
      assert.ok(!given.has(id), `${about}: ${id} was given twice`);
      given.add(id);
      assert.ok(saved.has(id) || at + 1 > savedAt, `${about}: ${id} was answered before the last save and is gone`);
      lost += saved.has(id) ? 0 : 1;
    }
    kept = saved;
  }
  assert.ok(kept.size > 0 && lost > 0, `${kept.size} kept and ${lost} lost: this tried nothing`);
  const { child, baseUrl } = await emulate("--data", data);
  assert.ok(!given.has(await createAgent(baseUrl, "last")));
  child.kill("SIGTERM");
  assert.deepEqual(await once(child, "exit"), [0, null]);
  assert.deepEqual(readdirSync(folder).filter((name) => name.includes("killed.json")), ["killed.json"]);
});

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  test(`${signal} saves what was answered, whoever still writes or hangs, and ends with 0`, async () => {
    const data = join(folder, `${signal}.json`);
    const { child, baseUrl } = await emulate("--data", data);
    /** @type {string[]} */
    const answered = [];
    const writing = untilItFails(async () => void answered.push(await createAgent(baseUrl, "busy")));
    const hanging = open({ url: baseUrl }, "POST /atoms/v1/agent HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\n{");
    while (answered.length < 5) {
      await sleep(5);
    }
    child.kill(signal);
    assert.deepEqual(await once(child, "exit"), [0, null]);
    await Promise.all([writing, hanging.rest()]);
    const saved = savedIds(data);
    assert.deepEqual(answered.filter((id) => !saved.has(id)), []);
    assert.deepEqual(readdirSync(folder).filter((name) => name.includes(`${signal}.json`)), [`${signal}.json`]);
    const again = await emulate("--data", data);
    assert.ok((await agentIds(again.baseUrl)).length >= 5);
  });
}

test("a stop that can't save says so, ends with 1, and leaves the file as it is", async () => {
  const data = join(folder, "theirs.json");
  const { child, baseUrl, said } = await emulate("--data", data);
  writeFileSync(data, "theirs");
  await createAgent(baseUrl, "ours");
  child.kill("SIGTERM");
  assert.deepEqual(await once(child, "exit"), [1, null]);
  const lines = new Set((await said()).trim().split("\n"));
  assert.equal(lines.size, 1);
  assert.match([...lines][0] ?? "", /theirs\.json was changed by somebody else/);
  assert.equal(readFileSync(data, "utf8"), "theirs");
});

test("a second emulator on a file is refused, until the first is gone", async () => {
  const data = join(folder, "shared.json");
  const first = await emulate("--data", data);
  const { status, stdout, stderr } = run("emulate", "--port", "0", "--data", data);
  assert.equal(status, 1);
  assert.equal(stdout, "");
  assert.match(stderr, new RegExp(`shared\\.json is in use by process ${first.child.pid}; stop that or name another file`));
  assert.equal(stderr.trim().split("\n").length, 1);
  const id = await createAgent(first.baseUrl, "still here");
  first.child.kill("SIGTERM");
  await once(first.child, "exit");
  const second = await emulate("--data", data);
  assert.deepEqual(await agentIds(second.baseUrl), [id]);
});
