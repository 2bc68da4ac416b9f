#!/usr/bin/env node
/** The command line: `atoms-lifecycle <command> [options]`. */

import { readFileSync } from "node:fs";
import { UsageError, refuseKeys, type Command } from "./cli/arguments.js";
import { demo } from "./cli/demo.js";
import { emulate } from "./cli/emulate.js";
import { EXIT_CODES_USAGE, exitCodeOf } from "./cli/exit-codes.js";
import { diff, status, versions } from "./cli/look.js";
import { nearest } from "./cli/nearest.js";
import { table } from "./cli/output.js";
import { release } from "./cli/release.js";
import { resume, wait } from "./cli/resume.js";
import { LeftOver } from "./cli/session.js";
import { promote, rollback } from "./cli/switch.js";
import { AtomsError } from "./node.js";

const COMMANDS = new Map<string, Command>(
  Object.entries({ release, status, versions, diff, rollback, promote, wait, resume, emulate, demo }),
);

const OVERVIEW = `usage: atoms-lifecycle COMMAND [options]

${table([...COMMANDS].map(([name, { summary }]) => [name, summary])).join("\n")}

  atoms-lifecycle COMMAND --help    every option of a command
  atoms-lifecycle --version

${EXIT_CODES_USAGE}`;

async function main([name, ...args]: string[]): Promise<void> {
  refuseKeys(process.argv.slice(2));
  if (name === "--version") {
    console.log(version());
    return;
  }
  const wantsHelp = (word: string | undefined) => word === "--help" || word === "-h";
  if (wantsHelp(name)) {
    console.log(OVERVIEW);
    return;
  }
  const command = commandNamed(name);
  if (args.some(wantsHelp)) {
    console.log(`usage: ${command.usage}`);
    return;
  }
  await command.run(args);
}

function commandNamed(name: string | undefined): Command {
  const command = COMMANDS.get(name ?? "");
  if (command !== undefined) {
    return command;
  }
  if (name === undefined) {
    throw new UsageError("name a command");
  }
  const meant = nearest(name, [...COMMANDS.keys()]);
  throw new UsageError(`unknown command "${name}"${meant === undefined ? "" : `; did you mean ${meant}?`}`);
}

function version(): string {
  const manifest = readFileSync(new URL("./package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Sets the exit code instead of exiting: a pipe may not have taken all of the output yet. */
function fail(error: unknown): void {
  process.exitCode = exitCodeOf(error);
  console.error(`atoms-lifecycle: ${error instanceof Error ? error.message : String(error)}`);
  if (error instanceof UsageError) {
    const name = process.argv[2] ?? "";
    const usage = COMMANDS.get(name)?.usage.split("\n")[0];
    console.error(usage === undefined ? OVERVIEW : `usage: ${usage}\n(more: atoms-lifecycle ${name} --help)`);
  }
  const failed = error instanceof LeftOver ? error.cause : error;
  if (failed instanceof AtomsError && failed.requestId !== undefined) {
    console.error(`request id: ${failed.requestId}`);
  }
  if (error instanceof LeftOver) {
    console.error(error.advice);
  }
}

main(process.argv.slice(2)).catch(fail);
