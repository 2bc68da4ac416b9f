// @ts-check
// The fuzz targets in fuzz/, each for a while: what they ran grows a corpus
// in target/, so that the next run begins where this one ended.
//
// A finding is written to fuzz/artifacts/, and cargo-fuzz says how to run it
// again; target/tools/bin has to be on the PATH for that.
import { mkdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { Failure, root, run, runAndRead } from "../run.mjs";
import { ensurePrograms } from "../system.mjs";
import { ensureCargoFuzz, exists, toolsBin } from "../toolchain.mjs";

const SECONDS = 20;
/** Fewer executions mean that the target was hardly run. */
const LEAST_RUNS = 1_000;
const TARGET_DIR = join("target", "fuzz");
const MANIFEST = ["--manifest-path", join("fuzz", "Cargo.toml")];

/** @type {readonly {name: string, flags: string[]}[]} */
const TARGETS = [
  { name: "reply", flags: [] },
  // Long inputs from the start: a short one is no sequence.
  { name: "emulator", flags: ["-len_control=0", "-max_len=480"] },
];

/** @returns {Promise<void>} */
export async function fuzz() {
  // libFuzzer is C++, and comes as its source.
  await ensurePrograms("c++");
  await ensureCargoFuzz();
  for (const target of TARGETS) await fuzzOne(target);
}

/** @param {typeof TARGETS[number]} target */
async function fuzzOne({ name, flags }) {
  const corpus = join(TARGET_DIR, "corpus", name);
  await mkdir(join(root, corpus), { recursive: true });
  const seeds = join("fuzz", "seeds", name);
  const corpora = (await exists(join(root, seeds))) ? [corpus, seeds] : [corpus];
  const output = await runAndRead(
    "cargo",
    [
      "fuzz",
      "run",
      // Without a sanitizer it needs no nightly compiler, and there is no unsafe code to watch.
      ...["--sanitizer", "none", "--no-trace-compares", "--target-dir", TARGET_DIR],
      ...[name, ...corpora, "--"],
      ...[`-max_total_time=${SECONDS}`, "-print_final_stats=1", "-verbosity=0", ...flags],
    ],
    { env: { PATH: `${toolsBin}${delimiter}${process.env["PATH"]}` }, errors: true },
  );
  const runs = Number(/^stat::number_of_executed_units: (\d+)$/m.exec(output)?.[1]);
  if (!(runs > LEAST_RUNS)) {
    throw new Failure(`the fuzz target ${name} made ${runs} runs in ${SECONDS} s, not more than ${LEAST_RUNS}: see the output above`);
  }
}

/**
 * The crate of the targets is a workspace of its own, so nothing else looks at it.
 * @param {string[]} strict clippy's arguments
 * @returns {Promise<void>}
 */
export async function lintFuzz(strict) {
  await ensurePrograms("c++");
  await run("cargo", ["fmt", ...MANIFEST, "--check"]);
  await run("cargo", ["clippy", ...MANIFEST, "--locked", "--target-dir", TARGET_DIR, ...strict]);
}
