// @ts-check
// What the client can send, by what its endpoint functions say about themselves.
import { readFile, readdir } from "node:fs/promises";

const ENDPOINTS = new URL("../../src/core/endpoint/", import.meta.url);

/** @returns {Promise<string[]>} such as `GET /agent/{}` */
export async function clientOperations() {
  const operations = new Set();
  for (const file of await readdir(ENDPOINTS)) {
    const source = await readFile(new URL(file, ENDPOINTS), "utf8");
    for (const [, method, path] of source.matchAll(/^ *\/\/\/ `([A-Z]+) (\/[^`?]+)/gm)) {
      operations.add(shapeOf(`${method}`, `${path}`));
    }
  }
  return [...operations];
}

/**
 * A method and a path without the names of its parameters.
 * @param {string} method
 * @param {string} path
 */
export const shapeOf = (method, path) => `${method.toUpperCase()} ${path.replace(/\{\w+\}/g, "{}")}`;
