// @ts-check
// The declarations that users get: they serve strict programs under each
// kind of module resolution, and change only on purpose.
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Failure, root, run } from "../run.mjs";
import { npmBin } from "../toolchain.mjs";

const RESOLUTIONS = [
  { module: "nodenext", moduleResolution: "nodenext" },
  { module: "esnext", moduleResolution: "bundler", exactOptionalPropertyTypes: true },
];

const GOLDEN = join(root, "tests", "types", "golden");

/**
 * @param {import("./installation.mjs").Project} project with tests/types in it
 * @param {boolean} bless
 * @returns {Promise<void>}
 */
export async function checkTypes({ folder }, bless) {
  for (const resolution of RESOLUTIONS) {
    const config = join(folder, `tsconfig.${resolution.moduleResolution}.json`);
    // No `types`: a program in a page has none of node's.
    const compilerOptions = { ...resolution, target: "es2022", lib: ["es2022", "dom"], types: [], strict: true, noEmit: true };
    await writeFile(config, JSON.stringify({ compilerOptions, include: ["types/*.ts", "types/*.cts"] }));
    await run(join(npmBin, "tsc"), ["-p", config]);
  }
  await compareGolden(join(folder, "node_modules", "atoms-lifecycle"), join(folder, "declarations"), bless);
}

/**
 * @param {string} installed
 * @param {string} current where to lay what is compared
 * @param {boolean} bless
 */
async function compareGolden(installed, current, bless) {
  for (const name of await readdir(installed, { recursive: true })) {
    if (!name.endsWith(".d.ts")) continue;
    await mkdir(dirname(join(current, name)), { recursive: true });
    await writeFile(join(current, name), withoutLinkage(await readFile(join(installed, name), "utf8")));
  }
  if (bless) {
    await rm(GOLDEN, { recursive: true, force: true });
    await cp(current, GOLDEN, { recursive: true });
    console.log("> tests/types/golden holds today's declarations");
    return;
  }
  await run("diff", ["-ru", GOLDEN, current]).catch((error) => {
    if (!(error instanceof Failure)) throw error;
    throw new Failure("the declarations are not the golden ones: if that is meant, run npm test -- types --bless");
  });
}

/**
 * wasm-bindgen also declares the raw exports of its module. Their names carry
 * hashes that change with the compiler, and nobody calls them.
 * @param {string} declarations
 */
function withoutLinkage(declarations) {
  return declarations.replace(/^export interface InitOutput \{\n(?: .*\n)*\}\n/m, "");
}
