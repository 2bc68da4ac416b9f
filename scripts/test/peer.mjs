// @ts-check
// The vendor's own Python client against the emulator, in an environment of its own.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { exists } from "../toolchain.mjs";
import { read, root, run, step } from "../run.mjs";
import { ensurePrograms } from "../system.mjs";
import { exchanges, tally } from "./contract.mjs";

const ENVIRONMENT = join(root, "target", "peer");

/** @param {import("./installation.mjs").Installation} installation */
export async function peer(installation) {
  const python = await ensureEnvironment();
  const { folder } = await installation.projectWith("peer");
  await installation.projectReaching("contract");
  const env = {
    ...(await exchanges("peer")),
    PYTHONDONTWRITEBYTECODE: "1",
    // The client tells its vendor of its use.
    SMALLESTAI_TELEMETRY: "0",
  };
  await run(python, ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--durations=3", "peer"], { cwd: folder, env });
  await tally("peer");
}

/**
 * The packages of requirements.txt, installed once.
 * @returns {Promise<string>} the python that has them
 */
async function ensureEnvironment() {
  await ensurePrograms("python3");
  const requirements = join(root, "tests", "peer", "requirements.txt");
  const wanted = (await read("python3", ["--version"])) + (await readFile(requirements, "utf8"));
  const stamp = join(ENVIRONMENT, "installed-from");
  const python = join(ENVIRONMENT, "bin", "python");
  if ((await exists(stamp)) && (await readFile(stamp, "utf8")) === wanted) return python;
  await step("installing the python packages of tests/peer/requirements.txt", async () => {
    await run("python3", ["-m", "venv", "--clear", ENVIRONMENT]);
    const quietly = ["--quiet", "--disable-pip-version-check", "--no-input"];
    await run(python, ["-m", "pip", "install", ...quietly, "--require-hashes", "--only-binary", ":all:", "-r", requirements]);
  });
  await writeFile(stamp, wanted);
  return python;
}
