// @ts-check
// The runtimes that the package is tried in, from npm: their binaries alone,
// in target/, so that nobody who doesn't run that suite downloads them.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fingerprint, makeFolder } from "../build/folder.mjs";
import { Failure, root, run, step } from "../run.mjs";

const FOLDER = join(root, "target", "runtimes");

/** 20.0 is the oldest that package.json names: it can't require an ES module. */
const NODES = { "node20.0": "20.0.0", node20: "20.20.2", node22: "22.23.3", node24: "24.21.0" };
const DENO = "2.9.6";
const BUN = "1.4.5";

/**
 * Installs them when they are missing.
 * @returns {Promise<Record<string, string>>} the path of each
 */
export async function ensureRuntimes() {
  const { platform, arch } = process;
  if (!["linux", "darwin"].includes(platform) || !["x64", "arm64"].includes(arch)) {
    throw new Failure(`the runtimes are not on npm for ${platform} ${arch}: run this suite on linux or macos`);
  }
  const deno = `@deno/${platform}-${arch}${platform === "linux" ? "-glibc" : ""}`;
  const bun = `@oven/bun-${platform}-${arch === "arm64" ? "aarch64" : arch}`;
  const nodes = Object.entries(NODES).map(([name, version]) => [name, `npm:node-${platform}-${arch}@${version}`]);
  const dependencies = { ...Object.fromEntries(nodes), [deno]: DENO, [bun]: BUN };

  const wanted = JSON.stringify({ private: true, dependencies });
  await makeFolder(FOLDER, await fingerprint([], [wanted]), (staging) =>
    step("installing node, deno and bun from npm (once; 860 MB on disk)", async () => {
      await writeFile(join(staging, "package.json"), wanted);
      await run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: staging });
    }),
  );
  const modules = join(FOLDER, "node_modules");
  return {
    ...Object.fromEntries(Object.keys(NODES).map((name) => [name, join(modules, name, "bin", "node")])),
    deno: join(modules, deno, "deno"),
    bun: join(modules, bun, "bin", "bun"),
  };
}
