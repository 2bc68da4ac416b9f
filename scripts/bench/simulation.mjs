// @ts-check
// Schedules of faults per second: a release, rehearsed on a virtual clock.
import { Failure, read, step } from "../run.mjs";
import { ensureRust } from "../toolchain.mjs";
import { interleave, median, spread } from "./rounds.mjs";

/** What each of them waits for in real life. */
const CHECK_SECONDS = 6;
/** Tests of tests/simulation that run one schedule for each seed. */
const TESTS = {
  "any faults, versions": "schedules::any_faults",
  "any faults, branches": "branches::any_faults",
  "any faults, crashes and other people": "survival::any_schedule_1",
};

/**
 * @param {boolean} quick
 * @returns {Promise<import("./table.mjs").Row[]>}
 */
export async function measure(quick) {
  await ensureRust();
  const program = await step("compiling the simulation", compile);
  const rounds = await interleave(
    quick ? 1 : 5,
    Object.fromEntries(Object.entries(TESTS).map(([what, test]) => [what, () => perSecond(program, test)])),
  );
  return Object.keys(TESTS).map((what) => {
    const rates = rounds.map((round) => round[what] ?? Number.NaN);
    return {
      what: `simulation: ${what}`,
      figure: `${(median(rates) * CHECK_SECONDS).toFixed(0)}x real time`,
      rounds: rounds.length,
      beside: `${spread(rates, "")} schedules per second on one thread, as the tests are compiled; real time is the check of ${CHECK_SECONDS} s alone`,
    };
  });
}

/** @returns {Promise<string>} the test program's path */
async function compile() {
  const output = await read("cargo", ["test", "--test", "simulation", "--no-run", "--message-format", "json"]);
  const artifacts = output.split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
  const built = artifacts.find(({ target, executable }) => target?.name === "simulation" && executable);
  if (!built) throw new Failure("cargo built no test named simulation");
  return built.executable;
}

/**
 * @param {string} program
 * @param {string} test
 * @returns {Promise<number>}
 */
async function perSecond(program, test) {
  const began = performance.now();
  const output = await read(program, [test, "--exact", "--nocapture", "--test-threads", "1"]);
  const seconds = (performance.now() - began) / 1_000;
  const schedules = [...output.matchAll(/^(?:.* )?(\d+) schedules$/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
  if (schedules === 0) throw new Failure(`the test ${test} of the simulation ran no schedule`);
  return schedules / seconds;
}
