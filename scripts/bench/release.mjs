// @ts-check
// What a release takes over the security check's own duration, beside what
// people do without this package.
import { setTimeout as sleep } from "node:timers/promises";
import { emulate } from "../../pkg/emulator.node.js";
import { connect } from "../../pkg/node.js";
import { Failure } from "../run.mjs";
import { apiKey } from "./platform.mjs";
import { guide, helper, ours } from "./release-ways.mjs";
import { median, spread } from "./rounds.mjs";
import { withServers } from "./servers.mjs";

/** From the check's end to the version serving, over two round trips. */
const AIM_MS = 150;
const ROUND_TRIPS = [0, 80];
const EARLIER_RELEASES = 3;
const HOUR_MS = 3_600_000;
/** Releases wait most of their time: all of a round run at once, but start one after the other. */
const APART_MS = 60;

/** @typedef {import("./distant-platform.mjs").Asked} Asked */
/** @typedef {import("./release-ways.mjs").Way} Way */
/** @typedef {import("./servers.mjs").Server} Server */
/** @typedef {"versions" | "branches"} Generation */

/** @typedef {{ generation: Generation, checkMs: number, roundTripMs: number }} Setting */

/**
 * @typedef {object} Released
 * @property {number} elapsedMs
 * @property {number | undefined} serves milliseconds from the check's end; undefined when it never did
 * @property {number} requests
 * @property {number} duringCheck requests while the check ran
 */

/** @typedef {Record<"ours" | "other", Released>} Round */

/**
 * @param {boolean} quick
 * @returns {Promise<import("./table.mjs").Row[]>}
 */
export async function measure(quick) {
  const checks = quick ? [0, 1_000, 6_000] : [0, 1_000, 6_000, 30_000];
  const generations = /** @type {const} */ (["versions", "branches"]);
  const settings = generations.flatMap((generation) =>
    checks.flatMap((checkMs) => ROUND_TRIPS.map((roundTripMs) => ({ generation, checkMs, roundTripMs }))),
  );
  const scenes = await Promise.all(settings.map(prepare));
  const setups = Object.fromEntries(scenes.map(({ distant }, index) => [index, { distant }]));
  return withServers(setups, async (servers) => {
    const stages = await Promise.all(
      scenes.map(async (scene, index) => {
        const server = /** @type {Server} */ (servers[index]);
        const other = scene.setting.generation === "versions" ? guide : helper;
        return { ...scene, server, ways: { ours: await ours(server.baseUrl), other: await other(server.baseUrl) }, rounds: [] };
      }),
    );
    for (let round = 0; round < (quick ? 2 : 3); round += 1) await runRound(stages, round);
    return stages.map(({ setting, rounds }) => row(setting, rounds));
  });
}

/**
 * A platform with two agents that were released to before.
 * @param {Setting} setting
 */
async function prepare(setting) {
  const { generation, checkMs, roundTripMs } = setting;
  // In the past: the server that starts from its snapshot goes by the real clock.
  const emulator = await emulate({ generation, checkDurationMs: checkMs, clock: "manual", startAt: Date.now() - HOUR_MS });
  const atoms = await connect({ baseUrl: emulator.baseUrl, apiKey, fetch: emulator.fetch });
  const agents = { ours: "", other: "" };
  for (const name of /** @type {const} */ (["ours", "other"])) {
    const agentId = await atoms.createAgent({ name });
    agents[name] = agentId;
    for (let number = 1; number <= EARLIER_RELEASES; number += 1) {
      const firstMessage = `Hello from before, ${number}`;
      if (generation === "versions") {
        const { activeVersionId } = await atoms.getAgent(agentId);
        const { draftId } = await atoms.forkDraft(agentId, { sourceVersionId: String(activeVersionId) });
        await atoms.updateDraftConfig(agentId, draftId, { firstMessage });
        const { _id } = await atoms.publishDraft(agentId, draftId);
        emulator.advance(checkMs + 1_000);
        await atoms.activateVersion(agentId, _id);
      } else {
        const [live] = (await atoms.listBranches(agentId)).branches;
        const branchId = live?.branch._id ?? "";
        await atoms.updateBranchDraft(agentId, branchId, { firstMessage });
        await atoms.publishBranchDraft(agentId, branchId);
        emulator.advance(checkMs + 1_000);
      }
    }
  }
  const snapshot = emulator.snapshot();
  emulator.close();
  return { setting, agents, distant: { emulator: { generation, checkDurationMs: checkMs, snapshot }, roundTripMs } };
}

/**
 * @typedef {Awaited<ReturnType<typeof prepare>> & { server: Server, ways: Record<"ours" | "other", Way>, rounds: Round[] }} Stage
 */

/**
 * @param {Stage[]} stages
 * @param {number} round
 */
async function runRound(stages, round) {
  /** @type {("ours" | "other")[]} */
  const names = round % 2 === 0 ? ["ours", "other"] : ["other", "ours"];
  /** @type {Promise<{ stage: Stage, name: "ours" | "other", elapsedMs: number }>[]} */
  const running = [];
  for (const name of names) {
    for (const stage of stages) {
      running.push(timed(stage, name, `Hello in round ${round}`));
      await sleep(APART_MS);
    }
  }
  const all = await Promise.all(running);
  for (const stage of stages) {
    const log = await stage.server.log();
    const released = (/** @type {"ours" | "other"} */ name) => {
      const found = all.find((one) => one.stage === stage && one.name === name);
      const asked = log.filter(({ agentId }) => agentId === stage.agents[name]);
      return judge(asked, found?.elapsedMs ?? Number.NaN, stage.setting);
    };
    stage.rounds.push({ ours: released("ours"), other: released("other") });
  }
}

/**
 * @param {Stage} stage
 * @param {"ours" | "other"} name
 * @param {string} firstMessage
 */
async function timed(stage, name, firstMessage) {
  const began = performance.now();
  await stage.ways[name](stage.agents[name], firstMessage);
  return { stage, name, elapsedMs: performance.now() - began };
}

/**
 * @param {Asked[]} asked
 * @param {number} elapsedMs
 * @param {Setting} setting
 * @returns {Released}
 */
function judge(asked, elapsedMs, { generation, checkMs }) {
  const published = asked.find(({ request }) => /^POST .*\/publish$/.test(request));
  if (!published) throw new Failure("a release published nothing");
  const passedAt = published.at + checkMs;
  const activated = asked.find(({ request, status }) => /^PATCH .*\/activate$/.test(request) && status === 200);
  return {
    elapsedMs,
    // What passes on the live branch serves at once.
    serves: generation === "branches" ? 0 : activated && activated.at - passedAt,
    requests: asked.length,
    duringCheck: asked.filter(({ at }) => at > published.at && at < passedAt).length,
  };
}

/**
 * @param {Setting} setting
 * @param {Round[]} rounds
 * @returns {import("./table.mjs").Row}
 */
function row({ generation, checkMs, roundTripMs }, rounds) {
  const other = generation === "versions" ? "the guide's script" : "the Python helper";
  const over = (/** @type {keyof Round} */ name) =>
    spread(rounds.map((round) => (round[name].elapsedMs - checkMs) / 1_000), " s");
  const middle = (/** @type {keyof Round} */ name, /** @type {"requests" | "duringCheck"} */ fact) =>
    median(rounds.map((round) => round[name][fact]));
  const counts = (/** @type {keyof Round} */ name) => `${middle(name, "requests")} requests, ${middle(name, "duringCheck")} during the check`;
  const failures = rounds.filter((round) => round.other.serves === undefined).length;
  const ratio = () => `${spread(rounds.map((round) => round.ours.elapsedMs / round.other.elapsedMs), "x")} its time`;
  return {
    what: `release: ${generation}, a check of ${checkMs / 1_000} s, ${roundTripMs} ms away, beside ${other}`,
    figure: failures > 0 ? `${other} activated nothing in ${failures} of ${rounds.length}` : ratio(),
    rounds: rounds.length,
    ...(generation === "versions" ? servesSoon(rounds, roundTripMs) : asksLess(rounds, checkMs)),
    beside: [
      ...(generation === "versions" ? [`serves ${spread(servesAfter(rounds), " s")} after the check`] : []),
      `ours ends ${over("ours")} after it, ${counts("ours")}`,
      `${other} ${failures > 0 ? "before it" : over("other")}, ${counts("other")}`,
    ].join("; "),
  };
}

/** @param {Round[]} rounds */
function servesAfter(rounds) {
  return rounds.map((round) => (round.ours.serves ?? Number.NaN) / 1_000);
}

/**
 * @param {Round[]} rounds
 * @param {number} roundTripMs
 */
function servesSoon(rounds, roundTripMs) {
  const aim = (AIM_MS + 2 * roundTripMs) / 1_000;
  return { aim: `serves <= ${aim} s after the check`, met: median(servesAfter(rounds)) <= aim };
}

/**
 * @param {Round[]} rounds
 * @param {number} checkMs
 */
function asksLess(rounds, checkMs) {
  if (checkMs < 30_000) return {};
  const fewer = rounds.every(({ ours: own, other }) => own.duringCheck < other.duringCheck);
  return { aim: "fewer requests during the check", met: fewer };
}
