// @ts-check
// JavaScript values that nobody should pass. Runs in Node and in a page, and imports nothing.

/** Stands in for `global.eval` of another realm. @typedef {(code: string) => unknown} OtherRealm */

/** @typedef {[name: string, make: () => unknown]} HostileValue made anew for each case: some remember what was done to them */

const explode = () => {
  throw new Error("a trap of the caller's");
};

/** A proxy that throws whatever is done to it. @param {object} target */
const throwing = (target) => new Proxy(target, new Proxy({}, { get: () => explode }));

const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

/** @param {number} levels */
const nested = (levels) => {
  /** @type {Record<string, unknown>} */
  const outermost = {};
  let innermost = outermost;
  for (let level = 1; level < levels; level += 1) innermost = /** @type {Record<string, unknown>} */ (innermost["a"] = {});
  return outermost;
};

const cyclic = () => {
  /** @type {Record<string, unknown>} */
  const value = { firstMessage: "x", name: "x" };
  value["self"] = value;
  return value;
};

/**
 * Every value, for every position of every method.
 * @param {OtherRealm} otherRealm
 * @returns {HostileValue[]}
 */
export function hostileValues(otherRealm) {
  /** @type {[string, unknown][]} */
  const constants = [
    ["undefined", undefined],
    ["null", null],
    ["empty text", ""],
    ["blank text", " "],
    ["../x", "../x"],
    ["..", ".."],
    ["a/b", "a/b"],
    ["%2e%2e", "%2e%2e"],
    ["?x", "?x"],
    ["#", "#"],
    ["NUL", "a\0b"],
    ["CR LF", "a\r\nx-b: c"],
    ["a lone surrogate", "\ud83d"],
    ["constructor", "constructor"],
    ["NaN", NaN],
    ["Infinity", Infinity],
    ["-0", -0],
    ["-1", -1],
    ["1.5", 1.5],
    ["2**53", 2 ** 53],
    ["1e300", 1e300],
    ["a BigInt", 2n ** 70n],
    ["a Symbol", Symbol("x")],
    ["true", true],
    ["false", false],
  ];
  /** @type {HostileValue[]} */
  const made = [
    ["a function", () => () => "x"],
    ["a function that throws", () => explode],
    ["a class", () => class Name {}],
    ["an empty object", () => ({})],
    ["an array", () => ["x", 1]],
    ["a sparse array", () => Array(5)],
    ["a Date", () => new Date(0)],
    ["an invalid Date", () => new Date(NaN)],
    ["a Map", () => new Map([["name", "x"]])],
    ["a Set", () => new Set(["x"])],
    ["a RegExp", () => /x/],
    ["an Error", () => new Error("x")],
    ["a proxy that throws", () => throwing({})],
    ["a function proxy that throws", () => throwing(() => {})],
    ["a revoked proxy", revoked],
    ["a throwing getter", () => ({ get name() { return explode(); }, get firstMessage() { return explode(); } })],
    ["a throwing getter of every option", () => Object.defineProperties({}, Object.fromEntries(["signal", "timeoutMs", "headers", "label", "limit"].map((name) => [name, { get: explode, enumerable: true }])))],
    ["toJSON that throws", () => ({ toJSON: explode })],
    ["toJSON that returns undefined", () => ({ toJSON: () => undefined })],
    ["toJSON that returns text", () => ({ toJSON: () => "x" })],
    ["a cyclic object", cyclic],
    ["127 levels", () => nested(127)],
    ["1,000 levels", () => nested(1_000)],
    ["100,000 levels", () => nested(100_000)],
    ["a deep array", () => JSON.parse("[".repeat(1_000) + "]".repeat(1_000))],
    ["a frozen object", () => Object.freeze({ name: "x", firstMessage: "x" })],
    ["no prototype", () => Object.assign(Object.create(null), { name: "x", firstMessage: "x" })],
    ["a __proto__ key", () => JSON.parse('{"__proto__":{"name":"x"},"firstMessage":"x","name":"x"}')],
    ["a thenable", () => ({ then: (/** @type {(value: string) => void} */ resolve) => resolve("x") })],
    ["a thenable that throws", () => ({ then: explode })],
    ["a promise", () => Promise.resolve("x")],
    ["a WeakRef", () => new WeakRef({})],
    ["an ArrayBuffer", () => new ArrayBuffer(8)],
    ["a typed array", () => new Uint8Array([1, 2, 3])],
    ["a string object", () => new String("x")],
    ["a number object", () => new Number(1)],
    ["headers", () => new Headers({ a: "b" })],
    ["an aborted signal", () => AbortSignal.abort(Symbol("reason"))],
    ["a signal that is none", () => ({ aborted: false, addEventListener: explode, removeEventListener: explode })],
    ["globalThis", () => globalThis],
    ["an object of another realm", () => otherRealm('({ name: "x", firstMessage: "x" })')],
    ["an array of another realm", () => otherRealm('["x"]')],
    ["a function of another realm", () => otherRealm("(() => 'x')")],
    ["a proxy of another realm that throws", () => otherRealm('new Proxy({}, new Proxy({}, { get: () => () => { throw new Error("x") } }))')],
  ];
  return [...constants.map(([name, value]) => /** @type {HostileValue} */ ([name, () => value])), ...made];
}

/** Ten megabytes: too slow for every position. @type {HostileValue[]} */
export const hugeValues = [
  ["ten megabytes of ASCII", () => "x".repeat(10_000_000)],
  ["ten megabytes of two-byte text", () => "é".repeat(5_000_000)],
];
