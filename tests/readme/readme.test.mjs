// @ts-check
// Every block of the READMEs does what it says. A block that nobody knows how
// to run fails, so that none is forgotten.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { blocksOf } from "./blocks.mjs";
import { files, write } from "./files.mjs";
import { checkTypes, runFragment } from "./fragments.mjs";
import { project, reachTools, root } from "./installed.mjs";
import { checkCommands, checkSuites, runCommands } from "./shell.mjs";
import { World } from "./world.mjs";

/** The package's README is for users, the others are for those who work on it. */
const USERS = "pkg-template/README.md";
const DOCUMENTS = [USERS, "README.md", "CONTRIBUTING.md", "CHANGELOG.md"];

/** @type {Map<string, (block: import("./blocks.mjs").Block, world: World) => Promise<void>>} */
const languages = new Map([
  ["js", runFragment],
  ["ts", checkTypes],
  ["sh", (block, world) => (block.place.startsWith(USERS) ? runCommands(block, world) : checkCommands(block))],
]);

before(reachTools);

for (const document of DOCUMENTS) {
  for (const block of await blocksOf(root, document)) {
    const { place, language, words, file } = block;
    test(`${place} ${file ?? language}`, async (t) => {
      const run = file === undefined ? languages.get(language) : files.get(file);
      assert.ok(run, `${place}: there is no rule for ${file ?? (language || "a block without a language")}`);
      const unknown = words.filter((word) => word !== "branches");
      assert.deepEqual(unknown, [], `${place}: words after the language that mean nothing`);
      const world = await World.of(words.includes("branches") ? "branches" : "versions");
      t.after(() => world.close());
      if (file === undefined) await languages.get(language)?.(block, world);
      else await files.get(file)?.(await write({ ...block, file }), world);
    });
  }
}

test("every suite that is named is there", async () => {
  for (const document of DOCUMENTS) {
    const text = await readFile(join(root, document), "utf8");
    for (const [, args = ""] of text.matchAll(/`npm test -- ([^`]+)`/g)) if (args !== "NAME...") checkSuites(args, document);
  }
});

test("every method is in a table", async () => {
  const declarations = await readFile(join(project, "node_modules", "atoms-lifecycle", "atoms.d.ts"), "utf8");
  const parts = [...declarations.matchAll(/^export (?:interface|declare class) Atoms \{\n(.*?)^\}/gms)].map(([, part]) => part);
  assert.equal(parts.length, 2, "Atoms is declared as an interface and as a class");
  const names = [...parts.join("").matchAll(/^ {4}(\w+)[(<]/gm)].map(([, name]) => `${name}`).filter((name) => !["free", "constructor"].includes(name));
  assert.ok(names.length > 40, `only ${names.length} methods were found`);
  const rows = (await readFile(join(root, USERS), "utf8")).split("\n").filter((line) => line.startsWith("|")).join("\n");
  assert.deepEqual(names.filter((name) => !new RegExp(`\`${name}\\b`).test(rows)), []);
});
