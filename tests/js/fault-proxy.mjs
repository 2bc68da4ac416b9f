// @ts-check
// Stands between a client and a server, on sockets of its own, and lets a
// request of the client's go wrong.
import { once } from "node:events";
import { connect, createServer } from "node:net";

/** @typedef {import("node:net").Socket} Socket */

/**
 * A request or a reply as it is on the wire.
 * @typedef {object} Message
 * @property {string} head up to the empty line, without it
 * @property {Buffer} body
 */

/**
 * One request of the client's, and the means to answer it.
 * @typedef {object} Exchange
 * @property {Socket} socket the client's
 * @property {() => Promise<Message>} deliver hands the request to the server
 * @property {(reply: Message) => void} answer the whole reply, as servers do
 * @property {(deed: () => unknown) => void} later what {@link FaultProxy.catchUp} does
 */

/**
 * What goes wrong.
 * @typedef {object} Fault
 * @property {string} name
 * @property {(exchange: Exchange) => unknown} [strike] what becomes of the request; without it nobody listens
 * @property {boolean} [lasts] whether every later request meets the same
 * @property {boolean} [stalls] whether only the client's timeout ends it
 * @property {boolean} [late] whether it is executed when the call is over
 * @property {boolean} [onWrites] whether it is about what was executed: of a read it is the same as another fault
 */

/** Ports to try: others may listen there. */
const LISTEN_ATTEMPTS = 20;
/** Below what systems give to outgoing connections: a port that is let go for a moment stays free. */
const PORTS = { from: 10_000, count: 20_000 };

/** Numbers each kind of request, so that a fault can name one whatever ids it has. */
export class Spots {
  /** @type {Map<string, number>} */
  #seen = new Map();

  /**
   * @param {string | undefined} method
   * @param {string | undefined} url
   * @returns {string} such as `GET versions/:id #2`
   */
  next(method, url) {
    const { pathname, searchParams } = new URL(url ?? "", "http://localhost");
    const segments = pathname.replace(/^\/atoms\/v1\//, "").split("/");
    const path = segments.map((segment) => (/^[a-z-]+$/.test(segment) ? segment : ":id")).join("/");
    const query = [...searchParams.keys()].join("&");
    const kind = `${method} ${path.replace(/^agent\/:id\/?(?=.)/, "")}${query && `?${query}`}`;
    const number = (this.#seen.get(kind) ?? 0) + 1;
    this.#seen.set(kind, number);
    return `${kind} #${number}`;
  }
}

/** A proxy in front of one server, for one client. */
export class FaultProxy {
  /** Every request that arrived here, in order, and when. */
  arrived = /** @type {{ spot: string, at: number }[]} */ ([]);
  /** Every request that the server got. */
  delivered = /** @type {string[]} */ ([]);
  /** Whether the fault took place. */
  struck = false;

  #upstream;
  #beforeDelivery;
  #keeps;
  #port = 0;
  /** @type {import("node:net").Server | undefined} */
  #server;
  /**
   * What each connection is to the client. Node's fetch opens one that it does
   * not use yet in the place of one that was aborted.
   * @type {Map<Socket, "unused" | "waiting" | "answered">}
   */
  #connections = new Map();
  #spots = new Spots();
  /** @type {{ spot: string, fault: Fault } | undefined} */
  #planned;
  /** @type {(() => unknown)[]} */
  #late = [];

  /**
   * @param {string} url the server's
   * @param {{ beforeDelivery?: () => void, keeps?: boolean }} [options]
   * `keeps`: connections are kept for the next request; without it each has one of its own
   */
  constructor(url, { beforeDelivery = () => {}, keeps = false } = {}) {
    const { hostname, port } = new URL(url);
    this.#upstream = { host: hostname, port: Number(port) };
    this.#beforeDelivery = beforeDelivery;
    this.#keeps = keeps;
  }

  /** What a client takes as its `baseUrl`. */
  get baseUrl() {
    return `http://127.0.0.1:${this.#port}/atoms/v1`;
  }

  /** Starts to listen. */
  async open() {
    for (let attempt = 1; ; attempt += 1) {
      this.#port = PORTS.from + Math.floor(Math.random() * PORTS.count);
      try {
        return await this.#listen();
      } catch (error) {
        if (attempt >= LISTEN_ATTEMPTS) throw error;
      }
    }
  }

  /**
   * Lets the request at this spot go wrong, once or from there on.
   * @param {string} spot as {@link Spots} names it
   * @param {Fault} fault
   */
  plan(spot, fault) {
    this.#planned = { spot, fault };
  }

  /**
   * A fetch for the client. One whose connection is to be refused finds
   * nobody listening; every other is the global one.
   * @returns {(url: string, init: RequestInit) => Promise<Response>}
   */
  fetch() {
    const spots = new Spots();
    return async (url, init) => {
      const spot = spots.next(init.method, url);
      if (this.#planned?.spot !== spot || this.#planned.fault.strike) return fetch(url, init);
      this.struck = true;
      this.#server?.close();
      try {
        return await fetch(url, init);
      } finally {
        await this.#listen();
      }
    };
  }

  /** Connections on which the client still waits, or which it never let go of. */
  get held() {
    const states = [...this.#connections.values()];
    return states.filter((state) => state === "waiting" || (state === "answered" && !this.#keeps)).length;
  }

  /** @returns {Promise<boolean>} whether the client let go of every connection */
  async letGo(withinMs = 5_000) {
    const until = performance.now() + withinMs;
    while (this.held > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 5));
    return this.held === 0;
  }

  /** Does what the network held back until the client's call was over. */
  async catchUp() {
    for (const deed of this.#late.splice(0)) await deed();
  }

  close() {
    this.#server?.close();
    for (const socket of this.#connections.keys()) socket.destroy();
  }

  async #listen() {
    const server = createServer((socket) => this.#serve(socket));
    server.listen(this.#port, "127.0.0.1");
    await once(server, "listening");
    this.#server = server;
  }

  /** @param {Socket} socket */
  #serve(socket) {
    this.#connections.set(socket, "unused");
    let bytes = Buffer.alloc(0);
    socket.on("data", (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      const request = parse(bytes);
      if (request === undefined) return;
      bytes = Buffer.alloc(0);
      this.#connections.set(socket, "waiting");
      void this.#handle(socket, request);
    });
    // A client that resets is one that let go.
    socket.on("error", () => {});
    socket.on("close", () => this.#connections.delete(socket));
  }

  /**
   * @param {Socket} socket
   * @param {Message} request
   */
  async #handle(socket, request) {
    const [method, url] = request.head.split(" ", 2);
    const spot = this.#spots.next(method, url);
    this.arrived.push({ spot, at: performance.now() });
    /** @type {Exchange} */
    const exchange = {
      socket,
      deliver: () => this.#deliver(spot, request),
      answer: (reply) => this.#answer(socket, reply),
      later: (deed) => this.#late.push(deed),
    };
    const planned = this.#planned;
    const meets = planned?.spot === spot || (this.struck && planned?.fault.lasts);
    if (meets && planned?.fault.strike) {
      this.struck = true;
      await planned.fault.strike(exchange);
    } else {
      exchange.answer(await exchange.deliver());
    }
  }

  /**
   * @param {string} spot
   * @param {Message} request
   * @returns {Promise<Message>}
   */
  async #deliver(spot, request) {
    this.#beforeDelivery();
    this.delivered.push(spot);
    const upstream = connect(this.#upstream);
    upstream.write(`${withHeader(request.head, "connection", "close")}\r\n\r\n`);
    upstream.write(request.body);
    const chunks = [];
    for await (const chunk of upstream) chunks.push(chunk);
    const reply = parse(Buffer.concat(chunks));
    if (reply === undefined) throw new Error(`the server gave no whole reply to ${spot}`);
    return reply;
  }

  /**
   * @param {Socket} socket
   * @param {Message} reply
   */
  #answer(socket, { head, body }) {
    const kept = this.#keeps ? "keep-alive" : "close";
    socket.write(`${withHeader(head, "connection", kept)}\r\n\r\n`);
    socket.write(body);
    if (this.#connections.has(socket)) this.#connections.set(socket, "answered");
    if (!this.#keeps) socket.end();
  }
}

/**
 * A message once all of it is there.
 * @param {Buffer} bytes
 * @returns {Message | undefined}
 */
function parse(bytes) {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = bytes.toString("latin1", 0, end);
  const body = bytes.subarray(end + 4);
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  return body.length < length ? undefined : { head, body };
}

/**
 * The head with a header of this value instead of the one it has, if any.
 * @param {string} head
 * @param {string} name
 * @param {string | number} value
 */
export function withHeader(head, name, value) {
  return `${head.replace(new RegExp(`\\r\\n${name}: *[^\\r]*`, "gi"), "")}\r\n${name}: ${value}`;
}
