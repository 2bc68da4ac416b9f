// @ts-check
// `serve({ data })`: one server a file, and a dead one's lock is no obstacle.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { call, names, start } from "./served.mjs";
import { emulate, folder } from "./command.mjs";

let count = 0;
const fresh = () => join(folder, `locked-${(count += 1)}.json`);

/** The id of a process that was there once. */
async function deadPid() {
  const child = spawn(process.execPath, ["--version"]);
  await once(child, "exit");
  return child.pid;
}

describe("the lock of a data file", { concurrency: true, timeout: 60_000 }, () => {
  test("keeps another server of the same process out, by any name of the file", async () => {
    const data = fresh();
    const link = fresh();
    const first = await start({ data });
    await call(first, "POST", "/agent", { name: "first" });
    first.emulator.reset();
    symlinkSync(data, link);
    for (const path of [data, join(folder, ".", basename(data))]) {
      await assert.rejects(start({ data: path }), { message: new RegExp(`in use by process ${process.pid};`) });
    }
    await first.close();
    const second = await start({ data: link });
    await assert.rejects(start({ data }), /in use/);
    await second.close();
    assert.ok(!existsSync(`${data}.lock`));
  });

  test("is let go of when the server doesn't come up", async () => {
    const { url } = await start();
    const data = fresh();
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await assert.rejects(start({ data, port: Number(new URL(url).port) }), /in use; choose another/);
    }
    writeFileSync(data, "damaged");
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await assert.rejects(start({ data }), /can't be used/);
    }
    await assert.rejects(start({ data: fresh(), checkDurationMs: -1 }), /bad emulator options/);
    assert.deepEqual(readdirSync(folder).filter((name) => name.startsWith(basename(data)) && name !== basename(data)), []);
  });

  test("of a dead process is no obstacle", async () => {
    for (const left of ["", "\n", "garbage", `${await deadPid()} 1\n`, `${await deadPid()} \n`, "99999999999999999999 5\n", "0 1\n"]) {
      const data = fresh();
      writeFileSync(`${data}.lock`, left);
      const server = await start({ data });
      assert.deepEqual(await names(server), []);
      await server.close();
      assert.ok(!existsSync(`${data}.lock`), left);
    }
  });

  test("of a dead process is none either where its id is another's by now", async () => {
    const data = fresh();
    writeFileSync(`${data}.lock`, `${process.ppid} 1\n`);
    await start({ data });
    const own = fresh();
    writeFileSync(`${own}.lock`, `${process.pid} 1\n`);
    await start({ data: own });
  });

  test("of a dead process that nobody has waited for is none either", async () => {
    // It becomes another program, which knows nothing of the child.
    const parent = spawn("sh", ["-c", "sleep 0 & echo $!; exec sleep 60"], { stdio: ["ignore", "pipe", "ignore"] });
    try {
      const pid = Number(String((await once(parent.stdout, "data"))[0]));
      const fields = () => (/\) (.*)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1] ?? "").split(" ");
      while (fields()[0] !== "Z") {
        await sleep(10);
      }
      const data = fresh();
      writeFileSync(`${data}.lock`, `${pid} ${fields()[19]}\n`);
      await start({ data });
    } finally {
      parent.kill();
    }
  });

  test("that can't be read or made is an error, not a wait", async () => {
    const data = fresh();
    mkdirSync(`${data}.lock`);
    await assert.rejects(start({ data }), /EISDIR/);
  });

  test("is won by one of many that find a dead one", async () => {
    const data = fresh();
    writeFileSync(`${data}.lock`, `${await deadPid()} 1\n`);
    const started = await Promise.allSettled(Array.from({ length: 5 }, () => emulate("--data", data)));
    assert.equal(started.filter(({ status }) => status === "fulfilled").length, 1);
  });
});

describe("after a sudden death", { concurrency: true, timeout: 60_000 }, () => {
  test("no id is given again, however often it comes, also where nothing was saved", async () => {
    const data = fresh();
    const seen = new Set();
    for (let life = 0; life < 4; life += 1) {
      const { child, baseUrl } = await emulate("--data", data);
      const server = /** @type {any} */ ({ baseUrl });
      for (let made = 0; made < 3; made += 1) {
        const id = (await call(server, "POST", "/agent", { name: "x" })).data;
        assert.ok(!seen.has(id), `life ${life} gave ${id} again`);
        seen.add(id);
      }
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  });

  test("a damaged file is still refused, and left as it is", async () => {
    const data = fresh();
    writeFileSync(data, "damaged");
    writeFileSync(`${data}.lock`, `${await deadPid()} 1\n`);
    await assert.rejects(start({ data }), /can't be used/);
    assert.equal(readFileSync(data, "utf8"), "damaged");
  });

  test("alone are ids left out: they go on after a good end", async () => {
    const data = fresh();
    const one = await start({ data, seed: 5 });
    await call(one, "POST", "/agent", { name: "a" });
    await one.close();
    const two = await start({ data });
    const snapshot = two.emulator.snapshot();
    assert.equal(snapshot, readFileSync(data, "utf8"));
  });
});
