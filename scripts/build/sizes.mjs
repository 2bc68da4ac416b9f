// @ts-check
// What a user of the package downloads.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

/**
 * Prints each wasm and JavaScript file of a folder with its sizes.
 * @param {string} folder
 * @returns {Promise<void>}
 */
export async function printSizes(folder) {
  const files = (await readdir(folder, { recursive: true })).filter((name) => /^(?!cjs\b).*\.(wasm|js)$/.test(name)).sort();
  const rows = await Promise.all(
    files.map(async (name) => {
      const content = await readFile(join(folder, name));
      return [name, ...[content, gzipSync(content), brotliCompressSync(content)].map(({ length }) => kilobytes(length))];
    }),
  );
  for (const [name = "", ...sizes] of [["file (kB)", "raw", "gzip", "brotli"], ...rows]) {
    console.log(`  ${name.padEnd(28)}${sizes.map((size) => size.padStart(9)).join("")}`);
  }
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return (bytes / 1000).toFixed(1);
}
