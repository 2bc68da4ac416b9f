// @ts-check
// The reference as TypeDoc makes it: one page for each import, no warning.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { packageFolder } from "../build/package.mjs";
import { Failure, root, run, step } from "../run.mjs";
import { ensureNpm } from "../toolchain.mjs";

/** A project of its own: TypeDoc needs TypeScript's API, which the compiler of the root no longer has. */
const HERE = fileURLToPath(new URL(".", import.meta.url));
const OUTPUT = join(root, "target", "reference");
/** TypeDoc names a module after its file: one for each import, named as it. */
const MODULES = join(root, "target", "reference-modules");

/**
 * Makes the reference in target/reference. The package must be built.
 * @returns {Promise<void>}
 */
export async function buildReference() {
  await ensureNpm(HERE);
  const modules = await writeModules();
  await step(`documenting ${modules.length} imports in ${relative(root, OUTPUT)}`, () =>
    run(join(HERE, "node_modules", ".bin", "typedoc"), [
      ...["--options", join(HERE, "typedoc.json"), "--tsconfig", join(MODULES, "tsconfig.json")],
      ...["--out", OUTPUT, "--readme", join(packageFolder, "README.md")],
      ...["--basePath", MODULES, ...modules.flatMap((file) => ["--entryPoints", file])],
    ]),
  );
}

/** @returns {Promise<string[]>} */
async function writeModules() {
  const { name, exports } = JSON.parse(await readFile(join(packageFolder, "package.json"), "utf8"));
  await rm(MODULES, { recursive: true, force: true });
  const files = [];
  for (const [path, conditions] of Object.entries(exports)) {
    const [types] = declarationsOf(conditions);
    if (types === undefined) continue;
    const file = join(MODULES, `${join(name, path)}.ts`);
    const from = relative(dirname(file), join(packageFolder, types)).replace(/\.d\.ts$/, ".js");
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `export * from "${from}";\n`);
    files.push(file);
  }
  if (files.length === 0) throw new Failure("no export of the package has declarations: the reference would be empty");
  const compilerOptions = { module: "nodenext", target: "es2022", lib: ["es2022", "dom", "dom.iterable"], types: [], strict: true };
  await writeFile(join(MODULES, "package.json"), JSON.stringify({ type: "module" }));
  await writeFile(join(MODULES, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  return files;
}

/**
 * @param {unknown} conditions of an export
 * @returns {string[]} the declarations in them; those for `require` say the same
 */
function declarationsOf(conditions) {
  if (typeof conditions === "string") return conditions.endsWith(".d.ts") ? [conditions] : [];
  return Object.values(conditions ?? {}).flatMap(declarationsOf);
}
