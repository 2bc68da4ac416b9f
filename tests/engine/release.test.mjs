// @ts-check
// A release as a workflow of a durable engine, whose process is killed in the
// middle of its steps. Whatever was lost, the release happens exactly once.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { Engine, bundleWorker } from "./engine.mjs";
import { Gateway } from "./gateway.mjs";
import { MOMENTS, ONCE, STEPS, TRACES } from "./generations.mjs";
import { emulate, load } from "./installed.mjs";

const INSTANCE = "release-1";
const LABEL = "v2 - greeting added";
const PATCH = { firstMessage: "Hello!" };

let folder = "";
let bundle = "";

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "atoms-engine-"));
  bundle = await bundleWorker(join(folder, "bundle"));
});

after(() => rm(folder, { recursive: true, force: true }));

// They mostly wait: for a process to start, for the check, for a second look.
describe("a release ends exactly once", { concurrency: 4 }, () => {
  for (const generation of /** @type {const} */ (["versions", "branches"])) {
    for (const when of /** @type {const} */ (["answered", "sent"])) {
      test(`on ${generation}, killed when requests were ${when}`, async (t) => {
        const platform = await emulate(t, generation);
        const { connect } = await load();
        const atoms = await connect({ apiKey: "sk_test_0123456789", baseUrl: platform });
        const agentId = await atoms.createAgent({ name: "support" });
        const before = await TRACES[generation](atoms, agentId);
        const gateway = new Gateway(platform);
        const baseUrl = await gateway.open();
        t.after(() => gateway.close());
        const engine = new Engine(bundle, await mkdtemp(join(folder, "state-")));
        t.after(() => engine.kill());

        await engine.start();
        let goOn = () => engine.begin(INSTANCE, { baseUrl, agentId, patch: PATCH, label: LABEL });
        for (const moment of MOMENTS[generation][when]) {
          gateway.interruptNext(moment, when);
          await goOn();
          await engine.runsUntil(INSTANCE, () => gateway.hasInterrupted);
          await engine.kill();
          await engine.start();
          goOn = () => engine.wake(INSTANCE);
        }
        await goOn();
        const report = await engine.outcome(INSTANCE);

        assert.equal(report.outcome, "released");
        const agent = await atoms.getAgent(agentId);
        assert.deepEqual([agent.activeVersionId, agent._resolvedConfig.firstMessage], [report.versionId, PATCH.firstMessage]);
        const traces = await TRACES[generation](atoms, agentId);
        assert.deepEqual(traces, { versions: [report.versionId, ...before.versions], drafts: 0 });
        for (const write of ONCE[generation]) {
          const times = gateway.passed.filter(({ line, status }) => status < 400 && write.test(line)).length;
          assert.equal(times, 1, `${write} took place ${times} times`);
        }
        // No step that was completed has run again.
        assert.deepEqual(turns(gateway.passed.map(({ step }) => step)), STEPS[generation]);
      });
    }
  }
});

/**
 * @param {readonly string[]} steps
 * @returns {string[]} without repetitions that follow each other
 */
function turns(steps) {
  return steps.filter((step, index) => step !== steps[index - 1]);
}
