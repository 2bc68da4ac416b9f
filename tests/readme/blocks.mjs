// @ts-check
// The fenced blocks of a document, as markdown itself sees them.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { marked } from "marked";

/**
 * @typedef {object} Block
 * @property {string} place for a person: the document and the line of the fence
 * @property {string} language the first word after the fence; empty when there is none
 * @property {string[]} words the others
 * @property {string | undefined} file the name in a first line that is nothing but a comment with a file's name
 * @property {string} code
 */

const FILE = /^(?:\/\/|#|<!--) (\S*[\w\]]\.\w+)(?: -->)?\n/;

/**
 * @param {string} root of the repository
 * @param {string} document its path from there
 * @returns {Promise<Block[]>}
 */
export async function blocksOf(root, document) {
  /** @type {Block[]} */
  const blocks = [];
  let line = 1;
  for (const token of marked.lexer(await readFile(join(root, document), "utf8"))) {
    for (const { at, code } of codeIn(token, line)) {
      const [language = "", ...words] = (code.lang ?? "").split(" ");
      blocks.push({ place: `${document}:${at}`, language, words, file: FILE.exec(code.text)?.[1], code: `${code.text}\n` });
    }
    line += newlines(token.raw);
  }
  return blocks;
}

/**
 * @param {import("marked").Token} token
 * @param {number} line where it begins
 * @returns {{ at: number, code: import("marked").Tokens.Code }[]} itself or what is in it
 */
function codeIn(token, line) {
  if (token.type === "code") return [{ at: line, code: /** @type {import("marked").Tokens.Code} */ (token) }];
  const inner = token.type === "list" ? token.items : "tokens" in token ? token.tokens : undefined;
  return (inner ?? []).flatMap((/** @type {import("marked").Token} */ it) => codeIn(it, line));
}

/** @param {string} text */
const newlines = (text) => text.split("\n").length - 1;
