/** `atoms-lifecycle/emulator/server`: an emulator over HTTP. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isIP, type AddressInfo } from "node:net";
import { exchange, open, type EmulateOptions, type Emulator } from "./emulation.js";
import { load } from "./emulator.node.js";
import { StateFile } from "./state-file.js";

/** The emulator refuses a larger body by itself. */
const LARGEST_BODY = 1_048_576;
const OVERSIZE_BODY = new Uint8Array(LARGEST_BODY + 1);
/** A slow or silent client is cut off after these. */
const HEADERS_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 30_000;
const TIMEOUT_CHECK_MS = 1_000;
/** How long `close()` lets answers under way finish. */
const CLOSE_GRACE_MS = 1_000;

/** How to serve an emulator. Every field is optional. */
export interface ServeOptions extends EmulateOptions {
  /** The port to listen on. Default 0: any free one. */
  port?: number | undefined;
  /** The address or name to listen on. Default `127.0.0.1`: this machine alone. */
  host?: string | undefined;
  /**
   * A file that keeps the state: loaded at the start when it is there (it then
   * wins over `snapshot`), and saved soon after each change and at the end.
   * A damaged file is refused and left as it is.
   */
  data?: string | undefined;
  /** A larger request body is answered with 413. Default and most: 1,048,576 bytes. */
  maxBodyBytes?: number | undefined;
}

/** A running server. */
export interface EmulatorServer {
  /** The server's own address, without a path. */
  readonly url: string;
  /** What a client takes as its `baseUrl`: the address with `/atoms/v1`. */
  readonly baseUrl: string;
  /** The emulator behind it: its clock, its snapshots, and a `fetch` without HTTP. */
  readonly emulator: Emulator;
  /**
   * Ends every connection, saves the state and frees the emulator. Closing
   * again waits for the same end.
   *
   * @throws Error when the state can't be saved.
   */
  close(): Promise<void>;
}

/**
 * Serves an emulator of its own over HTTP, with CORS open to every page.
 *
 * Answers only requests whose `Host` is this machine, an address of it or the
 * bound host, so that no page can reach it through a name of its own (403).
 *
 * @throws Error when the port is taken, the host is unknown, an option is no
 * good, or the `data` file can't be used.
 */
export async function serve(options: ServeOptions = {}): Promise<EmulatorServer> {
  const { port = 0, host = "127.0.0.1", data, maxBodyBytes = LARGEST_BODY, cookieSessions = false, ...rest } = options;
  if (!(maxBodyBytes >= 1 && maxBodyBytes <= LARGEST_BODY)) {
    throw new RangeError(`maxBodyBytes must be from 1 to ${LARGEST_BODY}`);
  }
  const file = data === undefined ? undefined : new StateFile(data);
  const emulator = await openKept({ ...rest, cookieSessions }, file);
  const server = createServer({
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionsCheckingInterval: TIMEOUT_CHECK_MS,
  });
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    if (isOwnHost(request.headers.host, host)) {
      answer(emulator, maxBodyBytes, request, response);
    } else {
      refuse(response, 403, "this Host is not served here; use the address that the emulator printed");
    }
  });
  try {
    await listen(server, port, host);
  } catch (error) {
    emulator.close();
    throw error;
  }
  file?.keep(() => emulator.snapshot());
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
  if (file !== undefined && kept !== undefined) {
    try {
      emulator.restore(kept);
    } catch (cause) {
      emulator.close();
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`${file.path} can't be used: ${reason}; move it away or name another file`, { cause });
    }
  }
  return emulator;
}

function answer(emulator: Emulator, maxBodyBytes: number, request: IncomingMessage, response: ServerResponse): void {
  const respond = (body?: Uint8Array) => send(emulator, request, response, body);
  const { headers } = request;
  if (headers["content-length"] === undefined && headers["transfer-encoding"] === undefined) {
    respond();
    return;
  }
  let chunks: Buffer[] | undefined = [];
  let size = 0;
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxBodyBytes) {
      chunks?.push(chunk);
    } else if (chunks !== undefined) {
      // The rest is read and dropped, so that the client gets to see this.
      chunks = undefined;
      respond(OVERSIZE_BODY);
    }
  });
  request.on("end", () => {
    if (chunks !== undefined) {
      respond(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    }
  });
  // A client that goes away in mid-request is owed no answer.
  request.on("error", () => {
    chunks = undefined;
  });
}

function send(emulator: Emulator, request: IncomingMessage, response: ServerResponse, body: Uint8Array | undefined): void {
  const { method = "GET", url = "/", rawHeaders } = request;
  try {
    const reply = exchange(emulator, method, url, rawHeaders, body);
    const headers = reply.headers.split("\n");
    if (reply.status !== 204) {
      // Node doesn't add the length to headers that come as one array.
      headers.push("content-length", String(reply.body.length));
    }
    response.writeHead(reply.status, headers);
    // After every request that has arrived: to write wakes the client up, which
    // takes longer than to answer, and one that is awake needs no other call.
    setImmediate(() => response.end(reply.body));
  } catch (error) {
    refuse(response, 500, error instanceof Error ? error.message : String(error));
  }
}

/** An answer of the server's own, in the API's envelope. */
function refuse(response: ServerResponse, status: number, message: string): void {
  if (!response.headersSent) {
    response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  }
  response.end(JSON.stringify({ status: false, errors: [message] }));
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
  try {
    file?.close();
  } finally {
    emulator.close();
  }
}

/** Something that this machine itself can connect to. */
function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  const reachable = host === "0.0.0.0" ? "127.0.0.1" : isWildcard(host) ? "::1" : host;
  return `http://${isIP(reachable) === 6 ? `[${reachable}]` : reachable}:${port}`;
}

function isWildcard(host: string): boolean {
  return host === "" || /^[0.]+$/.test(host) || /^[0:]+$/.test(host);
}

/**
 * A page on the internet can point a name of its own at this machine, but it
 * can't choose an address or a loopback name.
 */
function isOwnHost(header: string | undefined, bound: string): boolean {
  const name = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::[0-9]+)?$/i.exec(header ?? "")?.[1]?.toLowerCase().replace(/\.$/, "");
  if (name === undefined) {
    return false;
  }
  if (name === "localhost" || name.endsWith(".localhost") || name === bound.toLowerCase()) {
    return true;
  }
  const address = name.replace(/^\[|\]$/g, "");
  if (isIP(address) === 0) {
    return false;
  }
  return address === "::1" || /^127\./.test(address) || address === bound || isWildcard(bound);
}
