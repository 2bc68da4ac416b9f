// @ts-check
// Every hostile value in every position of every method: what becomes of it.
// Runs in Node and in a page, and imports only what does so too.
import { Declared } from "./declared.mjs";
import { branchesScene, goodArgument, goodTarget, versionsScene } from "./scene.mjs";
import { hostileValues, hugeValues } from "./values.mjs";

/** @typedef {import("atoms-lifecycle").Atoms} Atoms */
/** @typedef {import("./values.mjs").HostileValue} HostileValue */

/**
 * @typedef {object} Setting
 * @property {Atoms} atoms a connection to an emulator of the generation
 * @property {"versions" | "branches"} generation
 * @property {new (...args: any) => Error} AtomsError the base of every error that may come
 * @property {string} declarations the text of `atoms.d.ts` and `client/client.d.ts`
 * @property {import("./values.mjs").OtherRealm} otherRealm
 */

/**
 * @typedef {object} Findings
 * @property {number} cases how many were tried
 * @property {string[]} problems what must not be
 */

/** A call against an emulator on this machine takes milliseconds. */
const DEADLINE_MS = 20_000;

/** What wasm-bindgen and a panic say. */
const BROKEN = /unreachable|null pointer|recursive use|to rust|Rust value|memory access|is not a function/;

/** What hostile values throw by themselves. */
const CALLERS = /a trap of the caller's|^Error: x$|proxy that has been revoked/;

/** Where the fields of a field come from, by its type: `options.polling.minIntervalMs`. */
const NESTED = new Map([["Ids", "Ids"], ["Polling", "Polling"], ["RetryLimits", "RetryLimits"], ["Record", "ReleaseTarget"]]);

/** For a check that ends at once, and a patch that the platform does not keep. */
const QUICK = { polling: { minIntervalMs: 1, maxIntervalMs: 5 }, deadlineMs: 400 };

/** Options of calls that take many requests. */
const LIFECYCLE = /^(Lifecycle|Release|ReleaseMany|Resume|Plan|Merge|Promote|Rollback)Options$/;

/**
 * Tries every method, one case at a time.
 * @param {Setting} setting
 * @returns {Promise<Findings>}
 */
export async function tryMethods(setting) {
  const { atoms, generation, otherRealm } = setting;
  const declared = new Declared(setting.declarations);
  const values = hostileValues(otherRealm);
  /** @param {import("./declared.mjs").Method} method */
  const isLong = ({ parameters }) => LIFECYCLE.test(`${parameters.at(-1)?.type}`);
  const methods = declared.methods().sort((a, b) => Number(isLong(a)) - Number(isLong(b)));
  /** @type {Findings} */
  const findings = { cases: 0, problems: differences(atoms, methods) };
  const tried = new Set();
  for (const method of methods) {
    const { name, parameters } = method;
    const scene = await (generation === "versions" ? versionsScene : branchesScene)(atoms);
    const good = parameters.map((parameter) => goodArgument(parameter, scene));
    if (isLong(method)) good[good.length - 1] = QUICK;
    for (const [at, parameter] of parameters.entries()) {
      /** @param {(value: unknown) => unknown} wrap @param {string} where @param {HostileValue[]} values */
      const attempt = async (wrap, where, values) => {
        for (const [shown, make] of values) {
          findings.cases += 1;
          const problem = await problemOfCall(setting, name, good.with(at, wrap(make())));
          if (problem) findings.problems.push(`${name}(${where}: ${shown}) ${problem}`);
        }
        const problem = await problemOfCall(setting, "getAgent", [scene.ids["agentId"]]);
        if (problem) findings.problems.push(`${name}(${where}) broke the next call: ${problem}`);
      };
      await attempt((value) => value, parameter.name, values);
      const base = /** @type {Record<string, unknown>} */ (good[at] ?? {});
      for (const field of declared.fields(parameter.type)) {
        // A body goes on the wire as it is: one method for each type is enough, a short one.
        const isBody = parameter.name !== "options";
        if (isBody && tried.has(`${parameter.type}.${field.name}`)) continue;
        tried.add(`${parameter.type}.${field.name}`);
        await attempt((value) => ({ ...base, [field.name]: value }), `${parameter.name}.${field.name}`, values);
        for (const inner of innerFields(declared, parameter, field)) {
          const where = `${parameter.name}.${field.name}.${inner.name}`;
          const others = /** @type {object | undefined} */ (base[field.name]);
          await attempt((value) => ({ ...base, [field.name]: { ...others, [inner.name]: value } }), where, values);
        }
      }
      if (parameter.name === "targets") {
        await attempt((value) => [value], "targets[0]", values);
        await attempt((value) => asyncIterable({ done: false, value }), "targets, later", values);
        await attempt(asyncIterable, "targets, a step", values);
        for (const { name } of declared.fields("ReleaseTarget")) {
          await attempt((value) => [{ ...goodTarget(scene), [name]: value }], `targets[0].${name}`, values);
        }
      }
      if (["createAgent", "release"].includes(name)) await attempt((value) => value, parameter.name, hugeValues);
    }
  }
  return findings;
}

/**
 * @param {Declared} declared
 * @param {import("./declared.mjs").Parameter} parameter
 * @param {import("./declared.mjs").Parameter} field of it
 */
function innerFields(declared, parameter, field) {
  // Headers are a record as well.
  if (field.type === "Record" && parameter.type !== "Checkpoint") return [];
  const type = NESTED.get(field.type);
  return type === undefined ? [] : declared.fields(type);
}

/**
 * An iterable that is asked twice at most.
 * @param {unknown} step what its iterator gives first
 */
function asyncIterable(step) {
  const steps = [step];
  return { [Symbol.asyncIterator]: () => ({ next: async () => (steps.length > 0 ? steps.pop() : { done: true }) }) };
}

/**
 * The declarations and the class know the same methods.
 * @param {Atoms} atoms
 * @param {import("./declared.mjs").Method[]} methods
 */
function differences(atoms, methods) {
  const declared = methods.map(({ name }) => name);
  const real = Object.getOwnPropertyNames(Object.getPrototypeOf(atoms)).filter(
    (name) => !["constructor", "free"].includes(name) && !name.startsWith("__"),
  );
  return [
    ...real.filter((name) => !declared.includes(name)).map((name) => `${name} is not tried: the declarations do not show it`),
    ...declared.filter((name) => !real.includes(name)).map((name) => `${name} is declared and not there`),
  ];
}

/**
 * Tries every option of `connect`, and a call on each connection that comes of it.
 * @param {Pick<Setting, "AtomsError" | "declarations" | "otherRealm"> & {
 *   connect: typeof import("atoms-lifecycle").connect,
 *   good: import("atoms-lifecycle").ConnectOptions,
 * }} setting
 * @returns {Promise<Findings>}
 */
export async function tryConnecting({ AtomsError, declarations, otherRealm, connect, good }) {
  const declared = new Declared(declarations);
  /** @type {Findings} */
  const findings = { cases: 0, problems: [] };
  /** @param {(value: unknown) => any} options @param {string} where */
  const attempt = async (options, where) => {
    for (const [shown, make] of hostileValues(otherRealm)) {
      findings.cases += 1;
      const problem = await problemOf(AtomsError, async () => {
        const atoms = await connect(options(make()));
        await atoms.createAgent({ name: "x" }, { timeoutMs: 1_000 });
        atoms.free();
      });
      if (problem) findings.problems.push(`connect(${where}: ${shown}) ${problem}`);
    }
  };
  await attempt((value) => value, "options");
  const fields = declared.fields("ConnectOptions");
  for (const field of fields) {
    const { apiKey: _, ...keyless } = good;
    const base = field.name === "auth" ? keyless : good;
    await attempt((value) => ({ ...base, [field.name]: value }), field.name);
    for (const inner of innerFields(declared, { name: "options", type: "ConnectOptions" }, field)) {
      await attempt((value) => ({ ...base, [field.name]: { [inner.name]: value } }), `${field.name}.${inner.name}`);
    }
  }
  if (fields.length < 10) findings.problems.push("the declarations show no options of connect");
  return findings;
}

/**
 * @param {Setting} setting
 * @param {string} name
 * @param {unknown[]} args
 */
function problemOfCall({ atoms, AtomsError }, name, args) {
  /** @type {any} */
  const any = atoms;
  if (name === "releaseMany") return problemOf(AtomsError, () => ofEach(AtomsError, any[name](...args)));
  if (!name.startsWith("iterate")) return problemOf(AtomsError, () => any[name](...args));
  // Making an iterator may throw; from then on there are promises.
  return problemOf(AtomsError, async () => {
    const iterator = any[name](...args);
    await iterator.next();
    iterator.free();
  });
}

/**
 * Fails as the first of many that failed. What the caller's own iterator throws may come of all.
 * @param {new (...args: any) => Error} AtomsError
 * @param {Promise<import("atoms-lifecycle").ReleaseManyReport>} releases
 */
async function ofEach(AtomsError, releases) {
  if (!(releases instanceof Promise)) throw new Error("no promise");
  const { firstErrors } = await releases.catch((/** @type {unknown} */ error) => {
    if (error instanceof AtomsError || !CALLERS.test(String(error))) throw error;
    return { firstErrors: [] };
  });
  for (const { error } of firstErrors) throw error;
}

/**
 * @param {new (...args: any) => Error} AtomsError
 * @param {() => unknown} run
 * @returns {Promise<string | undefined>} nothing where what it did is fine
 */
async function problemOf(AtomsError, run) {
  /** @type {unknown} */
  let promise;
  try {
    promise = run();
  } catch (error) {
    return `threw ${String(error)}`;
  }
  if (!(promise instanceof Promise)) return `gave ${typeof promise}, no promise`;
  const settled = promise.then(
    () => undefined,
    (/** @type {unknown} */ error) => {
      if (!(error instanceof AtomsError)) return `gave ${String(error)}`;
      return BROKEN.test(error.message) ? `says ${error.message}` : undefined;
    },
  );
  let timer;
  const deadline = new Promise((resolve) => (timer = setTimeout(resolve, DEADLINE_MS, "hangs")));
  const outcome = await Promise.race([settled, deadline]);
  clearTimeout(timer);
  return outcome;
}
