// @ts-check
// The tarball, as the linters see it that look for what breaks a package's users.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure, run } from "../run.mjs";
import { npmBin } from "../toolchain.mjs";

/** They are no JavaScript, and have no declarations. */
const WASM = ["client.wasm", "emulator.wasm"];

/**
 * @param {string} tarball
 * @returns {Promise<void>}
 */
export async function checkPackage(tarball) {
  // Not before it is installed: this script installs it.
  const { publint } = await import("publint");
  const { formatMessage } = await import("publint/utils");
  const { buffer, byteOffset, byteLength } = await readFile(tarball);
  const { messages, pkg } = await publint({ pack: { tarball: buffer.slice(byteOffset, byteOffset + byteLength) } });
  // Its mere suggestions as well.
  const found = messages.map((message) => formatMessage(message, pkg, { color: false }));
  if (found.length > 0) throw new Failure(`publint found:\n${found.join("\n")}`);
  await run(join(npmBin, "attw"), [tarball, "--format", "ascii", "--no-emoji", "--exclude-entrypoints", ...WASM]);
}
