// @ts-check
// Whom the server answers: requests that call it by a name of this machine.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { raw, start, talk } from "./served.mjs";

/** @typedef {import("./served.mjs").EmulatorServer} EmulatorServer */

/** @param {EmulatorServer} server @param {string} host */
const ask = (server, host) => raw(server, { path: "/atoms/v1/agent", headers: { host } });

describe("the Host of a request", { concurrency: true, timeout: 60_000 }, () => {
  test("may be this machine alone, so that no page comes in through a name of its own", async () => {
    const server = await start();
    for (const host of ["localhost", "localhost:1", "app.localhost:80", "127.0.0.1:5", "127.9.9.9", "[::1]:4", "LOCALHOST."]) {
      assert.equal((await ask(server, host)).status, 401, host);
    }
    for (const host of [
      ...["evil.test", "evil.test:4010", "127.0.0.1.evil.test", "localhost.evil.test", "evillocalhost", "127.0.0.1@evil.test"],
      ...["192.168.0.9", "0.0.0.0", "[fe80::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "a@localhost", "localhost:x", "127.evil.test"],
    ]) {
      const refused = await ask(server, host);
      assert.equal(refused.status, 403, host);
      assert.equal(refused.headers["access-control-allow-origin"], undefined, "no page may read it");
      const { status, errors } = JSON.parse(refused.text);
      assert.equal(status, false);
      assert.match(errors[0], /Host is not served here/);
    }
  });

  test("is refused before anything happens, preflights included", async () => {
    const server = await start();
    const headers = { host: "evil.test", authorization: "Bearer sk_test", origin: "http://evil.test" };
    const body = Buffer.from('{"name":"intruder"}');
    assert.equal((await raw(server, { method: "POST", path: "/atoms/v1/agent", headers }, body)).status, 403);
    const preflight = await raw(server, { method: "OPTIONS", path: "/atoms/v1/agent", headers });
    assert.equal(preflight.status, 403);
    assert.equal(preflight.headers["access-control-allow-origin"], undefined);
    assert.doesNotMatch(server.emulator.snapshot(), /intruder/);
  });

  test("must be there, once", async () => {
    const server = await start();
    for (const lines of ["", "host: localhost\r\nhost: localhost\r\n", "Host: localhost\r\nHOST: evil.test\r\n"]) {
      const answer = await talk(server, `GET /atoms/v1/agent HTTP/1.1\r\n${lines}connection: close\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 400 /, lines);
      assert.match(answer, /\{"status":false,"errors":\["a request must name one Host, not [02]"\]\}/);
    }
    assert.match(await talk(server, "GET /atoms/v1/agent HTTP/1.0\r\n\r\n"), /^HTTP\/1\.1 400 /);
    assert.match(await talk(server, "GET / HTTP/1.1\r\nhost:\r\nconnection: close\r\n\r\n"), /^HTTP\/1\.1 403 /);
  });

  test("may be any address where it is bound to every one", async () => {
    assert.match((await start({ host: "0" })).url, /^http:\/\/127\.0\.0\.1:/);
    const server = await start({ host: "0.0.0.0" });
    assert.match(server.url, /^http:\/\/127\.0\.0\.1:/);
    assert.equal((await ask(server, "192.168.0.9:4010")).status, 401);
    assert.equal((await ask(server, "evil.test")).status, 403);
  });

  test("may be a name that is allowed", async () => {
    const server = await start({ allowedHosts: ["Atoms.test", "other.test"] });
    for (const host of ["atoms.test", "ATOMS.test:8443", "atoms.test.", "other.test", "localhost"]) {
      assert.equal((await ask(server, host)).status, 401, host);
    }
    for (const host of ["evil.test", "sub.atoms.test", "atoms.test.evil.test", "xatoms.test"]) {
      assert.equal((await ask(server, host)).status, 403, host);
    }
    for (const name of ["", "http://atoms.test", "atoms.test:80", "a/b", "a b", "[::1]", /** @type {any} */ (7)]) {
      await assert.rejects(start({ allowedHosts: [name] }), { name: "TypeError", message: /allowedHosts takes host names alone/ });
    }
  });
});
