#!/usr/bin/env node
/** The command line: `atoms-lifecycle <command> [options]`. */

import { parseArgs, type ParseArgsConfig } from "node:util";
import { serve } from "./server.js";

interface Command {
  usage: string;
  run(args: string[]): Promise<void>;
}

/** A mistake in how the command was called: exit status 2, and the usage. */
class UsageError extends Error {}

const GENERATIONS = ["versions", "branches"] as const;

type Generation = (typeof GENERATIONS)[number];

const COMMANDS = new Map<string, Command>([
  [
    "emulate",
    {
      usage: `atoms-lifecycle emulate [options]
  Serves an in-memory Atoms platform over HTTP.

  --port PORT             the port to listen on, 0 for any free one (default 4010)
  --host HOST             the address to listen on (default 127.0.0.1)
  --data FILE             keep the state in this file
  --check-duration MS     how long a security check takes (default 6000)
  --generation NAME       which versioning API to serve, ${GENERATIONS.join(" or ")} (default ${GENERATIONS[0]};
                          a state that FILE holds keeps its own)`,
      run: emulate,
    },
  ],
]);

async function emulate(args: string[]): Promise<void> {
  const options = read(args, {
    port: { type: "string", default: "4010" },
    host: { type: "string", default: "127.0.0.1" },
    data: { type: "string" },
    "check-duration": { type: "string" },
    generation: { type: "string" },
  });
  const asked = GENERATIONS.find((name) => name === options.generation);
  if (asked === undefined && options.generation !== undefined) {
    throw new UsageError(`--generation must be ${GENERATIONS.join(" or ")}`);
  }
  const server = await serve({
    port: wholeNumber("--port", options.port ?? "", 65_535),
    host: options.host,
    data: options.data,
    ...(asked !== undefined && { generation: asked }),
    ...(options["check-duration"] !== undefined && {
      checkDurationMs: wholeNumber("--check-duration", options["check-duration"], 86_400_000),
    }),
  });
  const generation = generationOf(server.emulator.snapshot());
  if (asked !== undefined && generation !== asked) {
    await server.close();
    throw new Error(`${options.data} holds a platform with ${generation}; leave --generation out, or name another file`);
  }
  const stop = () => {
    server.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  console.log(`atoms emulator (${generation}) at ${server.baseUrl}

  the client:  connect({ baseUrl: "${server.baseUrl}", apiKey: "any" })
  curl:        export BASE=${server.baseUrl} SMALLEST_API_KEY=any
  state:       ${options.data === undefined ? "in memory, gone when this stops" : `kept in ${options.data}`}

ctrl-c stops it`);
}

/** The emulator wrote it: its shape is known. */
function generationOf(snapshot: string): Generation {
  return (JSON.parse(snapshot) as { state: { generation: Generation } }).state.generation;
}

type Options = NonNullable<ParseArgsConfig["options"]>;

function read(args: string[], options: Options): Record<string, string | undefined> {
  try {
    return parseArgs({ args, options, strict: true }).values as Record<string, string | undefined>;
  } catch (error) {
    // Its first sentence says what is wrong, the rest how to get around it.
    const [message = ""] = (error as Error).message.split(/[.\n]/);
    throw new UsageError(message.charAt(0).toLowerCase() + message.slice(1));
  }
}

function wholeNumber(flag: string, text: string, most: number): number {
  const number = /^[0-9]+$/.test(text) ? Number(text) : Number.NaN;
  if (!(number <= most)) {
    throw new UsageError(`${flag} must be a whole number from 0 to ${most}`);
  }
  return number;
}

function usage(): string {
  return [...COMMANDS.values()].map((command) => `usage: ${command.usage}`).join("\n\n");
}

function fail(error: unknown): never {
  console.error(`atoms-lifecycle: ${error instanceof Error ? error.message : String(error)}`);
  if (error instanceof UsageError) {
    console.error(usage());
  }
  process.exit(error instanceof UsageError ? 2 : 1);
}

async function main([name, ...args]: string[]): Promise<void> {
  if (name === "--help" || name === "-h" || args.includes("--help")) {
    console.log(usage());
    return;
  }
  const command = COMMANDS.get(name ?? "");
  if (command === undefined) {
    throw new UsageError(name === undefined ? "name a command" : `unknown command "${name}"`);
  }
  await command.run(args);
}

main(process.argv.slice(2)).catch(fail);
