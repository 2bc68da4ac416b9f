// @ts-check
// Methods of a freed connection, and methods without theirs: refused like an argument, and nothing else breaks.
import assert from "node:assert/strict";
import test from "node:test";
import { InputError, connect } from "atoms-lifecycle";
import { emulate } from "atoms-lifecycle/emulator";
import { platformWithAgent } from "./platform.mjs";
import { watchForStrays } from "./strays.mjs";

/** @param {import("node:test").TestContext} t */
async function connection(t) {
  const emulator = await emulate();
  t.after(() => emulator.close());
  return connect({ fetch: emulator.fetch });
}

/** Names of the methods that a class of the package has. @param {object} prototype */
const methodsOf = (prototype) => Object.getOwnPropertyNames(prototype).filter((name) => name !== "constructor" && !name.startsWith("__"));

/**
 * @param {() => unknown} call
 * @param {RegExp} message
 * @param {string} shown
 */
async function refused(call, message, shown) {
  /** @type {unknown} */
  let promise;
  if (/^(iterate|free)/.test(shown)) assert.throws(() => (promise = call()), InputError, shown);
  else promise = call();
  if (promise === undefined) return;
  await assert.rejects(/** @type {Promise<unknown>} */ (promise), (/** @type {InputError} */ error) => {
    assert.ok(error instanceof InputError, `${shown}: ${String(error)}`);
    assert.equal(error.code, "invalid_input");
    assert.match(error.message, message);
    assert.ok(error.message.startsWith(shown), error.message);
    return true;
  });
}

test("a freed connection refuses every call, and freeing it again does nothing", async (t) => {
  const strays = watchForStrays(t);
  const atoms = await connection(t);
  /** @type {any} */
  const freed = await connection(t);
  freed.free();
  freed.free();
  freed[Symbol.dispose]?.();
  const names = methodsOf(Object.getPrototypeOf(freed)).filter((name) => name !== "free");
  assert.ok(names.length > 40, `${names.length} methods`);
  for (const name of names) await refused(() => freed[name](), /is freed; connect again/, name);
  assert.deepEqual((await atoms.listAgents()).agents, []);
  assert.deepEqual(strays, []);
});

test("a method without its connection is refused", async (t) => {
  const strays = watchForStrays(t);
  /** @type {any} */
  const atoms = await connection(t);
  const iterator = atoms.iterateAgents();
  for (const name of methodsOf(Object.getPrototypeOf(atoms))) {
    const method = atoms[name];
    for (const receiver of [undefined, null, 7, {}, { __wbg_ptr: 1_048_576 }, iterator, Proxy.revocable({}, {}).proxy]) {
      await refused(() => Reflect.apply(method, receiver, []), /taken off its object/, name);
    }
  }
  for (const name of methodsOf(Object.getPrototypeOf(iterator))) {
    for (const receiver of [undefined, {}, atoms]) {
      await refused(() => Reflect.apply(iterator[name], receiver, []), /taken off its object/, name);
    }
  }
  assert.deepEqual((await atoms.listAgents()).agents, []);
  assert.deepEqual(await iterator.next(), { value: undefined, done: true });
  assert.deepEqual(strays, []);
});

test("an iterator may be freed in mid-page, and refuses to go on", async (t) => {
  const strays = watchForStrays(t);
  const { atoms, agentId } = await platformWithAgent(t);
  /** @type {any} */
  const iterator = atoms.iterateVersions(agentId);
  const first = iterator.next();
  iterator.free();
  iterator.free();
  assert.equal((await first).done, false);
  await refused(() => iterator.next(), /is freed/, "next");
  await refused(() => iterator.return(), /is freed/, "return");
  assert.equal(iterator[Symbol.asyncIterator](), iterator);
  assert.deepEqual(strays, []);
});

test("methods are those of a class: named, not enumerable, to be replaced", async (t) => {
  const atoms = await connection(t);
  const prototype = Object.getPrototypeOf(atoms);
  for (const name of methodsOf(prototype)) {
    const { value, ...how } = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
    assert.equal(value.name, name);
    assert.deepEqual(how, { writable: true, enumerable: false, configurable: true }, name);
    // As of a class: it makes no object.
    assert.throws(() => new value(), TypeError, name);
  }
  assert.deepEqual(Object.keys(prototype), []);
});

test("an argument that frees the connection while it is read spoils that call only", async (t) => {
  const atoms = await connection(t);
  const other = await connection(t);
  /** @type {any} */
  const agent = { toJSON: () => other.free() };
  await assert.rejects(other.createAgent(agent), InputError);
  assert.deepEqual((await atoms.listAgents()).agents, []);
  await refused(() => other.listAgents(), /is freed/, "listAgents");
});
