// @ts-check
// Hostile values through every method and every option, in Node.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { createContext, runInContext } from "node:vm";
import { AtomsError, connect } from "atoms-lifecycle";
import { tryConnecting, tryMethods } from "../hostile/table.mjs";
import { KEY, client, platform } from "./platform.mjs";
import { watchForStrays } from "./strays.mjs";

const installed = join(process.env["ATOMS_PROJECT"] ?? "", "node_modules", "atoms-lifecycle");
const texts = [["atoms.d.ts"], ["client", "client.d.ts"]].map((file) => readFile(join(installed, ...file), "utf8"));
const declarations = (await Promise.all(texts)).join("");

const context = createContext({});
/** @type {import("../hostile/values.mjs").OtherRealm} */
const otherRealm = (code) => runInContext(code, context);

for (const generation of /** @type {const} */ (["versions", "branches"])) {
  test(`no value breaks a method where ${generation} serve`, { timeout: 120_000 }, async (t) => {
    const strays = watchForStrays(t);
    // A listener that fails is complained about there.
    t.mock.method(console, "error", () => {});
    const { server } = await platform(t, { generation, checkDurationMs: 0 });
    // Without the contract's check of every request: a hostile body may break it.
    const atoms = await client(server, { fetch });
    const { cases, problems } = await tryMethods({ atoms, generation, AtomsError, declarations, otherRealm });
    t.diagnostic(`${cases} cases`);
    assert.deepEqual(problems, []);
    assert.deepEqual(strays, []);
    assert.ok(cases > 10_000, `only ${cases} cases`);
  });
}

test("no value breaks connect", { timeout: 60_000 }, async (t) => {
  const strays = watchForStrays(t);
  const { server } = await platform(t);
  const good = { apiKey: KEY, baseUrl: server.baseUrl, retry: { maxAttempts: 1 } };
  const { cases, problems } = await tryConnecting({ AtomsError, declarations, otherRealm, connect, good });
  t.diagnostic(`${cases} cases`);
  assert.deepEqual(problems, []);
  assert.deepEqual(strays, []);
});
