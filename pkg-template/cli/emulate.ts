/** `emulate`: the platform in memory, over HTTP, until it is stopped. */

import { isHostName } from "../own-host.js";
import { serve, type EmulatorServer } from "../server.js";
import { UsageError, oneOf, read, wholeNumber, type Command } from "./arguments.js";

export const GENERATIONS = ["versions", "branches"] as const;

type Generation = (typeof GENERATIONS)[number];

export const emulate: Command = {
  summary: "an in-memory platform over HTTP",
  usage: `atoms-lifecycle emulate [options]
  Serves an in-memory Atoms platform over HTTP.

  --port PORT             the port to listen on, 0 for any free one (default 4010)
  --host HOST             the address to listen on (default 127.0.0.1)
  --allow-host NAME       answer requests to this name too, as behind a proxy; may be repeated
  --data FILE             keep the state in this file: saved within 100 ms of a change, or ten times
                          as long as a save takes, and at the end; one emulator a file
  --check-duration MS     how long a security check takes (default 6000)
  --fail-checks-containing TEXT
                          fail the check of a config with this in one of its texts; may be repeated
  --generation NAME       which versioning API to serve, ${GENERATIONS.join(" or ")} (default ${GENERATIONS[0]};
                          a state that FILE holds keeps its own)
  --freeze on|off         whether a config freeze refuses writes to branches (default: off, or
                          as FILE has it)

  Any page in a browser on this machine can read and change what is in it: CORS is open
  on purpose. SIGINT (ctrl-c) and SIGTERM save and exit with 0. Exits with 1 when it can't
  start or save, with 2 on a mistake in the call.`,
  run: runEmulate,
};

async function runEmulate(args: string[]): Promise<void> {
  const { values: options } = read(args, {
    port: { type: "string", default: "4010" },
    host: { type: "string", default: "127.0.0.1" },
    "allow-host": { type: "string", multiple: true, default: [] },
    data: { type: "string" },
    "check-duration": { type: "string", default: "6000" },
    "fail-checks-containing": { type: "string", multiple: true, default: [] },
    generation: { type: "string" },
    freeze: { type: "string" },
  });
  const asked = oneOf("--generation", options.generation, GENERATIONS);
  const freeze = oneOf("--freeze", options.freeze, ["on", "off"]);
  if (options["fail-checks-containing"].includes("")) {
    throw new UsageError("--fail-checks-containing needs a text: every config contains the empty one");
  }
  if (!options["allow-host"].every(isHostName)) {
    throw new UsageError("--allow-host must be a host name alone, without scheme, port or path");
  }
  const server = await serve({
    port: wholeNumber("--port", options.port, 65_535),
    host: options.host,
    allowedHosts: options["allow-host"],
    data: options.data,
    failChecksContaining: options["fail-checks-containing"],
    generation: asked,
    checkDurationMs: wholeNumber("--check-duration", options["check-duration"], 86_400_000),
  });
  const generation = generationOf(server.emulator.snapshot());
  const clash = clashOf(generation, asked, freeze, options.data);
  if (clash !== undefined) {
    await server.close();
    throw new Error(clash);
  }
  if (freeze !== undefined) {
    server.emulator.setFreeze(freeze === "on");
  }
  stopOnSignals(server);
  console.log(`atoms emulator (${generation}) at ${server.baseUrl}

  the client:  connect({ baseUrl: "${server.baseUrl}", apiKey: "any" })
  curl:        export BASE=${server.baseUrl} SMALLEST_API_KEY=any
  state:       ${options.data === undefined ? "in memory, gone when this stops" : `kept in ${options.data}`}

ctrl-c stops it`);
}

/** What was asked for and does not go with the platform that there is. */
function clashOf(generation: Generation, asked?: Generation, freeze?: "on" | "off", data?: string): string | undefined {
  if (asked !== undefined && generation !== asked) {
    return `${data} holds a platform with ${generation}; leave --generation out, or name another file`;
  }
  if (freeze === "on" && generation !== "branches") {
    return "--freeze on needs a platform with branches: a freeze stops writes to them";
  }
  return undefined;
}

function stopOnSignals(server: EmulatorServer): void {
  const stop = () => {
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(`atoms-lifecycle: ${(error as Error).message}`);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

/** The emulator wrote it: its shape is known. */
function generationOf(snapshot: string): Generation {
  return (JSON.parse(snapshot) as { state: { generation: Generation } }).state.generation;
}
