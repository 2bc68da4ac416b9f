// @ts-check
// `serve({ data })`: the file that keeps the state.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { call, names, start } from "./served.mjs";

/** @type {import("node:child_process").ChildProcess[]} */
const children = [];
const folder = mkdtempSync(join(tmpdir(), "atoms-state-"));
after(() => {
  for (const child of children) {
    child.kill("SIGKILL");
  }
  rmSync(folder, { recursive: true });
});

describe("the data file", { concurrency: true, timeout: 60_000 }, () => {
  let count = 0;
  const fresh = () => join(folder, `state-${(count += 1)}.json`);
  const leftovers = (/** @type {string} */ path) =>
    readdirSync(folder).filter((name) => name.includes(path.slice(folder.length + 1)) && name.endsWith(".tmp"));

  test("keeps the state across restarts, starting empty", async () => {
    const data = fresh();
    const first = await start({ data, seed: 1 });
    assert.deepEqual(await names(first), []);
    assert.ok(!existsSync(data));
    const ids = [];
    for (const name of ["a", "b", "c"]) {
      ids.push((await call(first, "POST", "/agent", { name })).data);
    }
    const snapshot = first.emulator.snapshot();
    await first.close();
    assert.equal(readFileSync(data, "utf8"), snapshot);
    const second = await start({ data });
    assert.deepEqual(await names(second), ["a", "b", "c"]);
    const id = (await call(second, "POST", "/agent", { name: "d" })).data;
    assert.ok(!ids.includes(id));
    await second.close();
    assert.deepEqual(leftovers(data), []);
  });

  test("is saved soon, without waiting for the end", async () => {
    const data = fresh();
    const server = await start({ data });
    await call(server, "POST", "/agent", { name: "soon" });
    for (let waited = 0; !existsSync(data); waited += 20) {
      assert.ok(waited < 3_000, "not saved");
      await sleep(20);
    }
    assert.match(readFileSync(data, "utf8"), /"soon"/);
    server.emulator.reset();
    await server.close();
    assert.doesNotMatch(readFileSync(data, "utf8"), /"soon"/);
  });

  test("is told of a migration and of a freeze", async () => {
    const data = fresh();
    const server = await start({ data });
    await call(server, "POST", "/agent", { name: "a" });
    const saved = async (/** @type {RegExp} */ what) => {
      for (let waited = 0; !existsSync(data) || !what.test(readFileSync(data, "utf8")); waited += 20) {
        assert.ok(waited < 3_000, `${what} was not saved`);
        await sleep(20);
      }
    };
    await saved(/"generation":"versions"/);
    server.emulator.migrate();
    await saved(/"generation":"branches"/);
    server.emulator.setFreeze(true);
    await saved(/"frozen":true/);
  });

  test("that is damaged is refused and left as it is", async () => {
    const data = fresh();
    const good = await start({ data });
    await call(good, "POST", "/agent", { name: "a" });
    await good.close();
    const whole = readFileSync(data);
    const newer = Buffer.from(JSON.stringify({ ...JSON.parse(whole.toString()), version: 999 }));
    const misspelt = Buffer.from(whole.toString("latin1").replace('"name":"a"', '"name":"\xff"'), "latin1");
    assert.notDeepEqual(misspelt, whole);
    for (const bytes of ["", "{}", "not json", whole.subarray(0, whole.length - 9), misspelt, newer]) {
      writeFileSync(data, bytes);
      await assert.rejects(start({ data }), (/** @type {Error} */ error) => error.message.includes(data));
      assert.deepEqual(readFileSync(data), Buffer.from(bytes));
    }
    assert.deepEqual(leftovers(data), []);
  });

  test("must have a folder, and be a file", async () => {
    await assert.rejects(start({ data: join(folder, "missing", "state.json") }), /folder is missing/);
    await assert.rejects(start({ data: folder }), /can't be read/);
  });

  test("that somebody else changed is not overwritten", async (context) => {
    const data = fresh();
    const server = await start({ data });
    await call(server, "POST", "/agent", { name: "ours" });
    await sleep(300);
    const theirs = readFileSync(data, "utf8").replace("ours", "theirs");
    writeFileSync(data, theirs);
    const said = context.mock.method(console, "error", () => {});
    for (const name of ["more", "and more"]) {
      await call(server, "POST", "/agent", { name });
      await sleep(300);
    }
    assert.equal(said.mock.callCount(), 1);
    assert.match(String(said.mock.calls[0]?.arguments[0]), /changed by somebody else/);
    await assert.rejects(server.close(), /changed by somebody else/);
    assert.equal(readFileSync(data, "utf8"), theirs);
  });

  test("may be a link, which stays one", async () => {
    const data = fresh();
    const link = fresh();
    writeFileSync(data, await emptySnapshot());
    symlinkSync(data, link);
    const server = await start({ data: link });
    await call(server, "POST", "/agent", { name: "linked" });
    await server.close();
    assert.ok(lstatSync(link).isSymbolicLink());
    assert.match(readFileSync(data, "utf8"), /"linked"/);
  });

  test("is rid of what killed writers left, and of nothing else", async () => {
    const data = fresh();
    const name = data.slice(folder.length + 1);
    const gone = spawn(process.execPath, ["--version"]);
    await once(gone, "exit");
    const [dead, living, other] = [`.${name}.${gone.pid}.tmp`, `.${name}.${process.ppid}.tmp`, `.${name}.x.tmp`];
    for (const file of [dead, living, other]) {
      writeFileSync(join(folder, file), "half");
    }
    await start({ data });
    assert.deepEqual(leftovers(data).sort(), [living, other].sort());
  });

  // The steps of a save, in their order.
  for (const step of /** @type {const} */ (["openSync", "writeFileSync", "fsyncSync", "renameSync"])) {
    test(`is whole after a kill -9 in ${step}`, async () => {
      const data = fresh();
      const before = await start({ data });
      await call(before, "POST", "/agent", { name: "before" });
      await before.close();
      const whole = readFileSync(data, "utf8");
      const child = lonely(`
        import fs from "node:fs";
        import { syncBuiltinESMExports } from "node:module";
        import { serve } from "atoms-lifecycle/emulator/server";
        const server = await serve({ data: ${JSON.stringify(data)} });
        const real = fs.writeFileSync;
        fs.${step} = (...args) => {
          if ("${step}" === "writeFileSync") real(args[0], args[1].slice(0, 99));
          process.kill(process.pid, "SIGKILL");
        };
        syncBuiltinESMExports();
        server.emulator.reset();
        await server.close();`);
      assert.deepEqual(await once(child, "exit"), [null, "SIGKILL"]);
      assert.equal(readFileSync(data, "utf8"), whole);
      assert.equal(leftovers(data).length, step === "openSync" ? 0 : 1);
      assert.deepEqual(await names(await start({ data })), ["before"]);
      assert.deepEqual(leftovers(data), []);
    });
  }

  test("leaves the end to a process that handles it, once or always", async () => {
    for (const listen of ["once", "on"]) {
      const data = fresh();
      const child = lonely(`
        import { serve } from "atoms-lifecycle/emulator/server";
        process.${listen}("SIGTERM", async () => {
          await server.close();
          process.exit(7);
        });
        const server = await serve({ data: ${JSON.stringify(data)} });
        server.emulator.reset();
        process.kill(process.pid, "SIGTERM");`);
      assert.deepEqual(await once(child, "exit"), [7, null]);
      assert.ok(existsSync(data));
    }
  });

  test("asks the process for one listener, however many there are", async () => {
    const servers = await Promise.all(Array.from({ length: 12 }, () => start({ data: fresh() })));
    assert.equal(process.listenerCount("SIGHUP"), 1);
    await Promise.all(servers.map((server) => server.close()));
  });

  // A process that doesn't handle its own end.
  for (const [how, end] of /** @type {const} */ ([
    ["SIGTERM", "process.kill(process.pid, 'SIGTERM')"],
    ["SIGINT", "process.kill(process.pid, 'SIGINT')"],
    ["process.exit", "process.exit(3)"],
    ["an uncaught error", "setTimeout(() => { throw new Error('bug') })"],
  ])) {
    test(`is saved at the end by ${how}`, async () => {
      const data = fresh();
      const child = lonely(`
        import { serve } from "atoms-lifecycle/emulator/server";
        const { baseUrl } = await serve({ data: ${JSON.stringify(data)} });
        const headers = { authorization: "Bearer sk_test" };
        await fetch(baseUrl + "/agent", { method: "POST", headers, body: '{"name":"last"}' });
        ${end};`);
      const [code, signal] = await once(child, "exit");
      if (how.startsWith("SIG")) {
        assert.equal(signal, how);
      } else {
        assert.equal(code, how === "process.exit" ? 3 : 1);
      }
      assert.match(readFileSync(data, "utf8"), /"last"/);
      assert.ok(!existsSync(`${data}.lock`));
    });
  }
});

/**
 * A process of its own that runs a module next to this one.
 *
 * @param {string} script
 */
function lonely(script) {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    stdio: "ignore",
  });
  children.push(child);
  return child;
}

async function emptySnapshot() {
  const server = await start();
  return server.emulator.snapshot();
}
