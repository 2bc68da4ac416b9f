/** `demo`: a short tour against an emulator in this process. */

import { emulate } from "../emulator.node.js";
import { connect } from "../node.js";
import type { LifecycleOptions } from "../types.js";
import { oneOf, read, wholeNumber, type Command } from "./arguments.js";
import { GENERATIONS } from "./emulate.js";
import { openOutput } from "./output.js";
import { releaseLines } from "./release.js";
import { rollbackLines } from "./switch.js";

const GREETINGS = ["Hello, this is the lifecycle demo agent.", "Hi there! How can I help?"] as const;

export const demo: Command = {
  summary: "a release, another one, and a rollback, offline",
  usage: `atoms-lifecycle demo [options]
  Creates an agent on an emulator in this process, releases two greetings and rolls back. Nothing is
  sent anywhere, and nothing is left.

  --generation NAME       which versioning API, ${GENERATIONS.join(" or ")} (default ${GENERATIONS[0]})
  --check-duration MS     how long a security check takes (default 2000; on the platform some 6000)`,
  run: runDemo,
};

async function runDemo(args: string[]): Promise<void> {
  const { values } = read(args, {
    generation: { type: "string" },
    "check-duration": { type: "string", default: "2000" },
  });
  const generation = oneOf("--generation", values.generation, GENERATIONS) ?? GENERATIONS[0];
  const checkDurationMs = wholeNumber("--check-duration", values["check-duration"], 60_000);
  const emulator = await emulate({ generation, checkDurationMs });
  const output = openOutput(false);
  try {
    const atoms = await connect({ fetch: emulator.fetch });
    const agentId = await atoms.createAgent({ name: "demo", language: { switching: { isEnabled: false } } });
    const serving = async () => `serving: ${(await atoms.getAgent(agentId))._resolvedConfig.firstMessage}`;
    const told: LifecycleOptions = { onProgress: (event) => output.progress(event) };
    output.report({}, [`agent ${agentId} on an emulator with ${generation}`]);
    for (const [at, firstMessage] of GREETINGS.entries()) {
      output.report({}, ["", `release ${JSON.stringify({ firstMessage })}`]);
      const report = await atoms.release(agentId, { firstMessage }, { label: `greeting ${at + 1}`, ...told });
      output.report({}, releaseLines(report));
    }
    output.report({}, [await serving(), "", "rollback"]);
    output.report({}, rollbackLines(await atoms.rollback(agentId, told)));
    output.report({}, [await serving()]);
  } finally {
    output.end();
    emulator.close();
  }
}
