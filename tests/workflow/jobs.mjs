// @ts-check
// The jobs of a GitHub Actions workflow, run on this machine: what `run` says, in bash as there.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { parseDocument } from "yaml";

/**
 * @typedef {{ name?: string, uses?: string, run?: string, if?: string, env?: Record<string, string> }} Step
 * @typedef {{ if: string, environment: string, steps: Step[] }} Job
 * @typedef {{ on: Record<string, any>, permissions: object, concurrency: object, jobs: Record<string, Job> }} Workflow
 * @typedef {Record<string, string>} Facts what expressions stand for
 */

/** @param {string} path @returns {Workflow} */
export function readWorkflow(path) {
  const document = parseDocument(readFileSync(path, "utf8"), { strict: true });
  assert.deepEqual([...document.errors, ...document.warnings], []);
  return document.toJS();
}

/**
 * The job that an event starts: each says which event it is for.
 *
 * @param {Workflow} workflow
 * @param {string} event
 */
export function jobFor({ jobs }, event) {
  const [job, ...others] = Object.values(jobs).filter((it) => it.if === `github.event_name == '${event}'`);
  assert.ok(job && others.length === 0, `one job for ${event}`);
  return job;
}

/** @param {string} text @param {Facts} facts */
function evaluated(text, facts) {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, name) => {
    const fact = facts[name];
    assert.ok(fact !== undefined, `nothing is known of ${name}`);
    return fact;
  });
}

/**
 * Runs a job's steps until one fails, and then those with `if: always()`.
 *
 * @param {Job} job
 * @param {{ cwd: string, facts: Facts, env: Record<string, string | undefined>, hear?: (text: string) => void }} runner
 * @returns {Promise<{ status: number, output: string }>}
 */
export async function runJob({ steps }, { cwd, facts, env, hear }) {
  let status = 0;
  let output = "";
  for (const step of steps) {
    if (step.run === undefined || (status !== 0 && step.if !== "always()")) continue;
    const known = Object.entries(step.env ?? {}).map(([name, value]) => [name, evaluated(value, facts)]);
    const child = spawn("bash", ["-e", "-c", step.run], {
      cwd,
      env: { ...env, ...Object.fromEntries(known) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
        hear?.(output);
      });
    }
    const [code] = await once(child, "close");
    status ||= code;
  }
  return { status, output };
}
