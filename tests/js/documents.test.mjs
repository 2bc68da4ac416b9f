// @ts-check
// What is sent of a document is what JSON makes of it, whatever it is made of and however long it is.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { InputError } from "atoms-lifecycle";
import { stranger } from "./platform.mjs";

const ID = "0123456789abcdef01234567";

/** So long that the client module is shown no more than the names of its fields, where that is enough. */
const LONG = { singlePromptConfig: { prompt: 'Greet with "नमस्ते" 👋, then ask.\n'.repeat(200) } };

class Point {
  x = 1;
  get y() {
    return 2;
  }
}

const sparse = [1, , 3];
const trailing = Object.assign([1], { length: 2, extra: true });
const nested = (/** @type {number} */ levels) => JSON.parse(`${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`);

/** @type {Record<string, () => object>} */
const documents = {
  "plain data": () => ({ firstMessage: "Hi 👋", tools: [{ type: "end_call", on: true }, []], nothing: null, empty: {}, zero: -0, big: 1e300, small: 0.1 }),
  "fields that are undefined": () => ({ a: undefined, b: { c: undefined, d: 1 }, e: [undefined, 2] }),
  "numbers that JSON has not": () => ({ a: NaN, b: [Infinity], c: 1 }),
  "functions and symbols": () => ({ a: () => {}, b: Symbol("b"), [Symbol("c")]: 1, d: [() => {}], e: 1 }),
  "a toJSON": () => ({ a: { toJSON: () => ({ made: true }) }, at: new Date(0) }),
  "a list with a toJSON": () => ({ list: Object.assign([1], { toJSON: () => "made" }) }),
  "a toJSON of the whole": () => ({ toJSON: () => ({ made: true }) }),
  "instances": () => ({ point: new Point(), map: new Map([[1, 2]]), boxed: [new String("s"), new Number(1), new Boolean(false)] }),
  "an instance": () => new Point(),
  "a name that is a setter": () => JSON.parse('{"__proto__":{"a":1},"b":{"__proto__":null}}'),
  "names that are numbers": () => ({ b: 1, 2: "two", a: 2, 1: "one" }),
  "no prototype": () => Object.assign(Object.create(null), { a: Object.assign(Object.create(null), { b: 1 }) }),
  "what is inherited": () => ({ a: Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true }, hidden: { value: 3 } }) }),
  "lists with holes": () => ({ sparse, trailing, more: Object.assign([1, 2], { extra: true }) }),
  "a list of a class": () => ({ list: class extends Array {}.from([1, { a: 2 }]) }),
  "a proxy": () => new Proxy({ a: { b: 1 } }, {}),
  "frozen": () => Object.freeze({ a: Object.freeze([1]) }),
  "the same thing twice": () => ((same) => ({ a: same, b: [same, same] }))({ c: 1 }),
  "an escape that is none": () => ({ a: "\\ud83d is half a character", b: "�️" }),
  "the deepest": () => nested(126),
};

/** Every method that sends its document as it is, and one that adds to it. @type {Record<string, (atoms: any, document: object) => Promise<unknown>>} */
const methods = {
  updateDraftConfig: (atoms, document) => atoms.updateDraftConfig(ID, ID, document),
  updateBranchDraft: (atoms, document) => atoms.updateBranchDraft(ID, ID, document),
  updateAgent: (atoms, document) => atoms.updateAgent(ID, document),
};

/** @param {import("node:test").TestContext} t */
async function listener(t) {
  /** @type {string[]} */
  const bodies = [];
  const { atoms } = await stranger(t, async (request, response) => {
    bodies.push(Buffer.concat(await request.toArray()).toString());
    response.end('{"status":true,"data":{"ok":1}}');
  });
  return { atoms, bodies };
}

for (const [kind, make] of Object.entries(documents)) {
  test(`is sent as JSON has it: ${kind}`, async (t) => {
    const { atoms, bodies } = await listener(t);
    for (const call of Object.values(methods)) {
      for (const document of [make(), { ...make(), ...LONG }]) {
        assert.deepEqual(await call(atoms, document), { ok: 1 });
        assert.equal(bodies.pop(), JSON.stringify(document));
      }
    }
    const document = { ...make(), ...LONG };
    await atoms.updateBranchDraft(ID, ID, document, { expectedRevision: 3 });
    assert.deepEqual(JSON.parse(String(bodies.pop())), { ...JSON.parse(JSON.stringify(document)), expectedRevision: 3 });
    assert.deepEqual(bodies, [], "one request each");
  });
}

test("a getter is read once, and what it gave is sent", async (t) => {
  const { atoms, bodies } = await listener(t);
  let reads = 0;
  await atoms.updateDraftConfig(ID, ID, { ...LONG, get firstMessage() { return `read ${++reads}`; } });
  assert.match(String(bodies[0]), /"firstMessage":"read 1"/);
  assert.equal(reads, 1);
});

test("a document that changes while it is waited for is sent as it was given", async (t) => {
  const { atoms, bodies } = await listener(t);
  const document = { firstMessage: "as given", tools: [{ type: "end_call" }] };
  const sent = atoms.updateDraftConfig(ID, ID, document);
  document.firstMessage = "changed";
  document.tools.pop();
  await sent;
  assert.deepEqual(JSON.parse(String(bodies[0])), { firstMessage: "as given", tools: [{ type: "end_call" }] });
});

describe("a long document is checked like a short one", () => {
  const half = { ...LONG, deep: { list: ["half \ud83d"] } };
  /** @type {[string, (atoms: any) => Promise<unknown>, RegExp][]} */
  const refused = [
    ["half a character", (atoms) => atoms.updateDraftConfig(ID, ID, half), /^patch holds half a character/],
    ["half a character, on a branch", (atoms) => atoms.updateBranchDraft(ID, ID, half), /^patch holds half a character/],
    ["half a character in a name", (atoms) => atoms.updateDraftConfig(ID, ID, { ...LONG, "\udc00": 1 }), /^patch holds half a character/],
    ["too many levels", (atoms) => atoms.updateDraftConfig(ID, ID, { ...LONG, deep: nested(127) }), /nested too deeply/],
    ["metadata", (atoms) => atoms.updateDraftConfig(ID, ID, { ...LONG, name: {} }), /use updateAgent/],
    ["metadata, on a branch", (atoms) => atoms.updateBranchDraft(ID, ID, { ...LONG, name: "x" }, { expectedRevision: 1 }), /use updateAgent/],
    ["a list", (atoms) => atoms.updateDraftConfig(ID, ID, [LONG]), /^patch must be an object/],
    ["a language without switching", (atoms) => atoms.createAgent({ ...LONG, name: "x", language: { default: "en" } }), /switching/],
    ["a name that is none", (atoms) => atoms.createAgent({ ...LONG, name: { long: "x" } }), /^name must be/],
    ["a long description", (atoms) => atoms.publishDraft(ID, ID, { description: "x".repeat(2_001) }), /^description/],
    ["a flag that is none", (atoms) => atoms.updateVersion(ID, ID, { isPinned: "yes", ...LONG }), /isPinned must be/],
    ["a wrong option", (atoms) => atoms.updateDraftConfig(ID, ID, LONG, { timeoutMs: -1 }), /^timeoutMs/],
  ];
  for (const [what, call, message] of refused) {
    test(what, async (t) => {
      const { atoms, bodies } = await listener(t);
      await assert.rejects(call(atoms), (error) => error instanceof InputError && message.test(error.message));
      assert.deepEqual(bodies, []);
    });
  }
});

test("what is too large for the client module is refused, and the next call works", async (t) => {
  const { atoms, bodies } = await listener(t);
  await assert.rejects(atoms.getAgent("x".repeat(2 ** 27)), (error) => error instanceof InputError && /too large/.test(error.message));
  assert.deepEqual(bodies, []);
  assert.deepEqual(await atoms.getAgent(ID), { ok: 1 });
});

test("what is too long for JSON is refused, and the next call works", { timeout: 60_000 }, async (t) => {
  const { atoms, bodies } = await listener(t);
  /** @type {unknown[]} */
  let long = ["ha".repeat(1_000)];
  for (let doubled = 0; doubled < 19; doubled += 1) long = [long, long];
  await assert.rejects(atoms.updateDraftConfig(ID, ID, { long }), (error) => error instanceof InputError && /^patch cannot be written as JSON/.test(error.message));
  assert.deepEqual(bodies, []);
  assert.deepEqual(await atoms.getAgent(ID), { ok: 1 });
});

test("a text of 50 MB is sent whole", { timeout: 60_000 }, async (t) => {
  const { atoms, bodies } = await listener(t);
  const prompt = "ä".repeat(25_000_000);
  await atoms.updateDraftConfig(ID, ID, { singlePromptConfig: { prompt } });
  assert.equal(bodies[0]?.length, prompt.length + '{"singlePromptConfig":{"prompt":""}}'.length);
});
