/** An emulator, its HTTP server and its state file, put together. */

import { isIP, type AddressInfo } from "node:net";
import type { Server } from "node:http";
import { exchange, open, skipLostIds, type EmulateOptions, type Emulator } from "./emulation.js";
import { load } from "./emulator-file.js";
import { createHttpServer, LARGEST_BODY, type Limits } from "./http-server.js";
import { OPTIONS, checkNames } from "./option-names.js";
import { isHostName, isOwnHost, isWildcard } from "./own-host.js";
import type { EmulatorServer, ServeOptions } from "./server.js";
import { StateFile } from "./state-file.js";

/** How long `close()` lets answers under way finish. */
const CLOSE_GRACE_MS = 1_000;

/** The names of the options that are a server's alone. */
const SERVE_OPTIONS = {
  port: 0,
  host: 0,
  allowedHosts: 0,
  data: 0,
  maxBodyBytes: 0,
} satisfies Record<Exclude<keyof ServeOptions, keyof EmulateOptions>, 0>;

/** `serve()`, with limits that a test can wait for. */
export async function serveWithin(limits: Limits, options: ServeOptions): Promise<EmulatorServer> {
  const { port = 0, host = "127.0.0.1", data, maxBodyBytes = LARGEST_BODY, allowedHosts = [], ...others } = options;
  checkNames(options, { ...SERVE_OPTIONS, ...OPTIONS });
  if (!(maxBodyBytes >= 1 && maxBodyBytes <= LARGEST_BODY)) {
    throw new RangeError(`maxBodyBytes must be from 1 to ${LARGEST_BODY}`);
  }
  if (!allowedHosts.every(isHostName)) {
    throw new TypeError("allowedHosts takes host names alone, without scheme, port or path");
  }
  const allowed = new Set(allowedHosts.map((name) => name.toLowerCase()));
  const file = data === undefined ? undefined : new StateFile(data);
  const emulator = await openKept({ ...others, cookieSessions: others.cookieSessions ?? false }, file).catch((error: unknown) => {
    file?.release();
    throw error;
  });
  const server = createHttpServer(
    (...request) => exchange(emulator, ...request),
    (name) => isOwnHost(name, host, allowed),
    maxBodyBytes,
    limits,
  );
  try {
    await listen(server, port, host);
  } catch (error) {
    endKept(file, emulator);
    throw error;
  }
  const url = addressOf(server, host);
  let closing: Promise<void> | undefined;
  return {
    url,
    baseUrl: `${url}/atoms/v1`,
    emulator,
    close: () => (closing ??= close(server, file, emulator)),
  };
}

async function openKept(options: EmulateOptions, file: StateFile | undefined): Promise<Emulator> {
  const kept = file?.read();
  const emulator = await open(load, kept === undefined ? options : { ...options, snapshot: undefined }, () =>
    file?.changed(),
  );
  if (file === undefined) {
    return emulator;
  }
  try {
    if (kept !== undefined) {
      restore(emulator, file.path, kept);
    }
    file.keep(() => emulator.snapshot());
    if (file.holderDied) {
      skipLostIds(emulator);
      // Before anybody gets an id: after the next sudden death it is too late.
      file.save();
    }
  } catch (error) {
    emulator.close();
    throw error;
  }
  return emulator;
}

function restore(emulator: Emulator, path: string, kept: string): void {
  try {
    emulator.restore(kept);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${path} can't be used: ${reason}; move it away or name another file`, { cause });
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") {
        error.message = `port ${port} on ${host} is in use; choose another, or 0 for any free one`;
      }
      reject(error);
    });
    server.listen(port, host, resolve);
  });
}

async function close(server: Server, file: StateFile | undefined, emulator: Emulator): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const grace = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  await closed;
  clearTimeout(grace);
  endKept(file, emulator);
}

function endKept(file: StateFile | undefined, emulator: Emulator): void {
  try {
    file?.close();
  } finally {
    emulator.close();
  }
}

/** Something that this machine itself can connect to. */
function addressOf(server: Server, host: string): string {
  const { port, family } = server.address() as AddressInfo;
  const reachable = !isWildcard(host) ? host : family === "IPv6" ? "::1" : "127.0.0.1";
  return `http://${isIP(reachable) === 6 ? `[${reachable}]` : reachable}:${port}`;
}
