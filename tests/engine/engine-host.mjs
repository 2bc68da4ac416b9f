// @ts-check
// A process that runs the engine: `node engine-host.mjs <bundle> <state folder>`. It prints the engine's address.
import { dirname } from "node:path";
import { Miniflare } from "miniflare";

const [bundle = "", state = ""] = process.argv.slice(2);

const engine = new Miniflare({
  modulesRoot: dirname(bundle),
  scriptPath: bundle,
  modules: true,
  modulesRules: [
    { type: "ESModule", include: ["**/*.js"] },
    { type: "CompiledWasm", include: ["**/*.wasm"] },
  ],
  compatibilityDate: "2026-04-01",
  workflows: { RELEASES: { name: "releases", className: "ReleaseWorkflow" } },
  defaultPersistRoot: state,
  // Or it asks the internet where this machine is.
  cf: false,
  host: "127.0.0.1",
  port: 0,
});

console.log(String(await engine.ready));

// Whoever started it may be killed as well.
process.stdin.resume().once("end", () => process.exit());
