// @ts-check
// Calls of an emulator in this process.

import assert from "node:assert/strict";
import { checkedFetch } from "../contract/checked-fetch.mjs";

/** @typedef {import("atoms-lifecycle/emulator").Emulator} Emulator */

export const AUTH = { authorization: "Bearer sk_test" };
const JSON_BODY = { "content-type": "application/json" };
export const GREETING = { firstMessage: "Hello, this is the lifecycle demo agent." };

/**
 * One call, unwrapped from its envelope.
 *
 * @param {Emulator} emulator
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<{ status: number, data: any, errors: any }>}
 */
export async function call({ fetch, baseUrl }, method, path, body) {
  const response = await checkedFetch(fetch, { sender: "test" })(baseUrl + path, {
    method,
    headers: { ...AUTH, ...(body !== undefined && JSON_BODY) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  /** @type {any} */
  const document = await response.json();
  return { status: response.status, data: document.data, errors: document.errors };
}

/**
 * @param {Emulator} emulator
 * @param {unknown} [patch]
 * @returns {Promise<{ agentId: string, versionId: string }>}
 */
export async function publish(emulator, patch = GREETING) {
  const agentId = (await call(emulator, "POST", "/agent", { name: "demo" })).data;
  const { activeVersionId } = (await call(emulator, "GET", `/agent/${agentId}`)).data;
  const fork = { sourceVersionId: activeVersionId };
  const { draftId } = (await call(emulator, "POST", `/agent/${agentId}/drafts`, fork)).data;
  const draft = `/agent/${agentId}/drafts/${draftId}`;
  assert.equal((await call(emulator, "PATCH", `${draft}/config`, patch)).status, 200);
  const published = await call(emulator, "POST", `${draft}/publish`, { label: "v2" });
  assert.equal(published.status, 201);
  return { agentId, versionId: published.data._id };
}

/**
 * @param {Emulator} emulator
 * @param {{ agentId: string, versionId: string }} ids
 * @returns {Promise<any>}
 */
export async function checkOf(emulator, { agentId, versionId }) {
  return (await call(emulator, "GET", `/agent/${agentId}/versions/${versionId}`)).data.version.securityCheck;
}

/** @param {Emulator} emulator */
export async function agentCount(emulator) {
  return (await call(emulator, "GET", "/agent")).data.agents.length;
}
