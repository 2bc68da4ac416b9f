/** The emulator's door: what gets in, how much of it, and how long it may take. */

import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { EmulatedResponse } from "./emulator/emulator.js";
import { hostsOf } from "./own-host.js";

/** What a client is held to. */
export interface Limits {
  /** How long a request's headers may take. */
  readonly headersTimeoutMs: number;
  /** How long a whole request may take. */
  readonly requestTimeoutMs: number;
  /** How long a connection may stand still: a reply that nobody reads, say. */
  readonly idleTimeoutMs: number;
  /** How often the first two are looked at. */
  readonly checkEveryMs: number;
  /** So much of a refused body is read, so that the client gets to see why. */
  readonly mostDroppedBytes: number;
}

export const LIMITS: Limits = {
  headersTimeoutMs: 5_000,
  requestTimeoutMs: 30_000,
  idleTimeoutMs: 30_000,
  checkEveryMs: 1_000,
  mostDroppedBytes: 64 << 20,
};

/** The emulator refuses a larger body by itself. */
export const LARGEST_BODY = 1 << 20;
const OVERSIZE_BODY = new Uint8Array(LARGEST_BODY + 1);
/** How long a connection that is given up is still read. */
const LINGER_MS = 1_000;
const JSON_TYPE = "application/json; charset=utf-8";

/** Answers a request; headers are name, value, name, value… */
export type Handler = (method: string, url: string, headers: string[], body: Uint8Array | undefined) => EmulatedResponse;

/** A server that is not listening yet. Whatever comes in, the answer is HTTP or nothing. */
export function createHttpServer(
  handle: Handler,
  isServed: (host: string) => boolean,
  maxBodyBytes: number,
  limits: Limits,
): Server {
  const server = createServer({
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: limits.checkEveryMs,
    // Looked at here, to be answered in the API's envelope.
    requireHostHeader: false,
  });
  server.setTimeout(limits.idleTimeoutMs);
  /** Connections with a refused body on its way. */
  const dropping = new WeakSet<Duplex>();

  const drop = (request: IncomingMessage) => {
    const { socket } = request;
    let size = 0;
    dropping.add(socket);
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > limits.mostDroppedBytes) {
        socket.destroy();
      }
    });
    request.on("end", () => dropping.delete(socket));
  };

  const receive = (request: IncomingMessage, response: ServerResponse, waits: boolean) => {
    const hosts = hostsOf(request.rawHeaders);
    if (hosts.length !== 1) {
      drop(request);
      refuse(response, 400, `a request must name one Host, not ${hosts.length}`);
    } else if (!isServed(hosts[0] ?? "")) {
      drop(request);
      refuse(response, 403, "this Host is not served here; use the address that the emulator printed, or allow the name");
    } else if (Number(request.headers["content-length"]) > maxBodyBytes) {
      drop(request);
      send(handle, request, response, OVERSIZE_BODY);
    } else {
      if (waits) {
        response.writeContinue();
      }
      readBody(request, maxBodyBytes, (body) => {
        if (body === OVERSIZE_BODY) {
          drop(request);
        }
        send(handle, request, response, body);
      });
    }
  };
  server.on("request", (request, response) => receive(request, response, false));
  server.on("checkContinue", (request, response) => receive(request, response, true));
  server.on("checkExpectation", (request: IncomingMessage, response: ServerResponse) => {
    drop(request);
    refuse(response, 417, "the only expectation that is met is 100-continue");
  });
  server.on("connect", (_request: IncomingMessage, socket: Duplex) => {
    hangUp(socket, 405, "this is no proxy: CONNECT is not served here");
  });
  server.on("clientError", (error: NodeJS.ErrnoException & { reason?: string }, socket) => {
    if (dropping.has(socket)) {
      // It was answered.
      socket.destroy();
      return;
    }
    // After the answers to the connection's earlier requests.
    setImmediate(() => {
      if (socket.writable) {
        hangUp(socket, statusOf(error.code), error.reason ?? error.message);
      }
    });
  });
  return server;
}

/** Gives the whole body, nothing when there is none, or the one that stands for every body that is too large. */
function readBody(request: IncomingMessage, most: number, then: (body: Uint8Array | undefined) => void): void {
  const { headers } = request;
  if (headers["content-length"] === undefined && headers["transfer-encoding"] === undefined) {
    then(undefined);
    return;
  }
  let chunks: Buffer[] = [];
  let size = 0;
  const onData = (chunk: Buffer) => {
    size += chunk.length;
    if (size <= most) {
      chunks.push(chunk);
      return;
    }
    chunks = [];
    request.off("data", onData);
    request.off("end", onEnd);
    then(OVERSIZE_BODY);
  };
  const onEnd = () => then(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
  request.on("data", onData);
  // A client that goes away in mid-request is owed no answer, and has no end.
  request.on("end", onEnd);
}

function send(handle: Handler, request: IncomingMessage, response: ServerResponse, body: Uint8Array | undefined): void {
  const { method = "GET", url = "/", rawHeaders } = request;
  try {
    const reply = handle(method, url, rawHeaders, body);
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

/** An answer of the server's own. */
function refuse(response: ServerResponse, status: number, message: string): void {
  const body = envelope(message);
  if (!response.headersSent) {
    response.writeHead(status, { "content-type": JSON_TYPE, "content-length": Buffer.byteLength(body) });
  }
  response.end(body);
}

/** The last answer on a connection, and then its end. */
function hangUp(socket: Duplex, status: number, message: string): void {
  const body = envelope(message);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "connection: close",
    `content-type: ${JSON_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.on("error", () => {});
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
  // To close on a client that still sends would take the answer from it.
  socket.resume();
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

/** The API's. */
function envelope(message: string): string {
  return JSON.stringify({ status: false, errors: [message] });
}

/** What node could not read, as a status. */
function statusOf(code: string | undefined): number {
  switch (code) {
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return 408;
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return 413;
    case "HPE_HEADER_OVERFLOW":
      return 431;
    default:
      return 400;
  }
}
