// @ts-check
// Ways to make a release: this package's, and what people do without it. The
// scripts behave as the originals do, without the time that their programs
// take to start.
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../run.mjs";
import { apiKey } from "./platform.mjs";
import { connect } from "../../pkg/node.js";

/** The guide's, and the helper's; both in milliseconds. */
const GUIDE_SLEEP = 6_000;
const HELPER_INTERVAL = 2_000;
const HELPER_TIMEOUT = 120_000;

/** @typedef {(agentId: string, firstMessage: string) => Promise<void>} Way */

/**
 * @param {string} baseUrl
 * @returns {Promise<Way>}
 */
export async function ours(baseUrl) {
  const atoms = await connect({ baseUrl, apiKey });
  return async (agentId, firstMessage) => {
    const { outcome } = await atoms.release(agentId, { firstMessage }, { label: "greeting" });
    if (outcome !== "released") throw new Failure(`a release ended with ${outcome}`);
  };
}

/**
 * The guide's script, on versions: it sleeps, activates, and doesn't look at the reply.
 * @param {string} baseUrl
 * @returns {Promise<Way>}
 */
export async function guide(baseUrl) {
  return async (agentId, firstMessage) => {
    const send = sender(`${baseUrl}/agent/${agentId}`);
    const { activeVersionId } = (await send("GET", "")).data;
    const { draftId } = (await send("POST", "/drafts", { sourceVersionId: activeVersionId })).data;
    await send("PATCH", `/drafts/${draftId}/config`, { firstMessage });
    const { _id } = (await send("POST", `/drafts/${draftId}/publish`, { label: "greeting" })).data;
    await sleep(GUIDE_SLEEP);
    await send("PATCH", `/versions/${_id}/activate`);
    await send("GET", "");
  };
}

/**
 * The vendor's Python helper, on branches: it looks for the newest revision
 * and reads it, at once and every two seconds. A check that takes an even
 * number of them ends just as it looks: its best case.
 * @param {string} baseUrl
 * @returns {Promise<Way>}
 */
export async function helper(baseUrl) {
  return async (agentId, firstMessage) => {
    const send = sender(`${baseUrl}/agent/${agentId}`);
    const { branches } = (await send("GET", "/branches")).data;
    const { branch } = branches.find((/** @type {{ isLive: boolean }} */ { isLive }) => isLive);
    const path = `/branches/${branch._id}`;
    await send("PUT", `${path}/draft`, { firstMessage });
    const published = (await send("POST", `${path}/draft/publish`, { label: "greeting" })).data;
    if (published.state === "committed") return;
    const isPublished = async () => {
      const [newest] = (await send("GET", `${path}/revisions?limit=1`)).data.revisions;
      const { data } = await send("GET", `${path}/revisions/${newest._id}`);
      return newest._id !== branch.headRevisionId && (data.revision ?? data).status === "published";
    };
    const end = performance.now() + HELPER_TIMEOUT;
    while (!(await isPublished())) {
      if (performance.now() > end) throw new Failure("the helper's script ran out of time");
      await sleep(HELPER_INTERVAL);
    }
  };
}

/**
 * @param {string} base
 * @returns {(method: string, path: string, body?: unknown) => Promise<any>} gives the reply's JSON
 */
function sender(base) {
  return async (method, path, body) => {
    const headers = { authorization: `Bearer ${apiKey}`, ...(body !== undefined && { "content-type": "application/json" }) };
    const reply = await fetch(base + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
    return reply.json();
  };
}
