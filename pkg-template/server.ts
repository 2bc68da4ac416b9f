/** `atoms-lifecycle/emulator/server`: an emulator over HTTP. */

import type { EmulateOptions, Emulator } from "./emulation.js";
import { LIMITS } from "./http-server.js";
import { serveWithin } from "./serving.js";

/** How to serve an emulator. Every field is optional. */
export interface ServeOptions extends EmulateOptions {
  /** The port to listen on. Default 0: any free one. */
  port?: number | undefined;
  /** The address or name to listen on. Default `127.0.0.1`: this machine alone. */
  host?: string | undefined;
  /**
   * More names that a request's `Host` may hold, without a port: those that a
   * proxy or a hosts file gives this server.
   */
  allowedHosts?: readonly string[] | undefined;
  /**
   * A file that keeps the state: loaded at the start when it is there (it then
   * wins over `snapshot`), replaced whole at every save.
   *
   * A change is on disk 100 ms after it was answered, or ten times as long as
   * the last save took when that is more; `close()`, SIGINT, SIGTERM, SIGHUP
   * and `process.exit` save before the end. A process that is killed loses the
   * changes since its last save, and their ids are not given again. One server
   * uses a file at a time: `<file>.lock` names it, and one that a killed process
   * left is no obstacle. A damaged file is refused and left as it is.
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
 * Serves an emulator of its own over HTTP.
 *
 * CORS is open on purpose: any page in a browser on this machine can read and
 * change what is in it, so keep no secret there.
 *
 * Answers only requests whose `Host` is this machine, an address of it, the
 * bound host or one of `allowedHosts`, so that no page can reach it through a
 * name of its own (403).
 *
 * @throws Error when the port is taken, the host is unknown, an option is no
 * good, or the `data` file can't be used.
 */
export function serve(options: ServeOptions = {}): Promise<EmulatorServer> {
  return serveWithin(LIMITS, options);
}
