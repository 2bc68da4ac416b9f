/** Which names a request may call this server by. */

import { isIP } from "node:net";

/** Whether it is a name alone, without scheme, port or path. */
export function isHostName(text: unknown): text is string {
  return typeof text === "string" && /^[^\s:/@[\]]+$/.test(text);
}

/**
 * A page on the internet can point a name of its own at this machine, but it
 * can't choose an address or a loopback name.
 */
export function isOwnHost(header: string, bound: string, allowed: ReadonlySet<string>): boolean {
  const name = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::[0-9]+)?$/i.exec(header)?.[1]?.toLowerCase().replace(/\.$/, "");
  if (name === undefined) {
    return false;
  }
  if (name === "localhost" || name.endsWith(".localhost") || name === bound.toLowerCase() || allowed.has(name)) {
    return true;
  }
  const address = name.replace(/^\[|\]$/g, "");
  if (isIP(address) === 0) {
    return false;
  }
  return address === "::1" || /^127\./.test(address) || address === bound || isWildcard(bound);
}

/** Whether a bound host means every address of this machine. */
export function isWildcard(host: string): boolean {
  return host === "" || /^[0.]+$/.test(host) || /^[0:]+$/.test(host);
}

/** The values of every `Host` header; node keeps the first alone elsewhere. */
export function hostsOf(rawHeaders: readonly string[]): string[] {
  const hosts: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 4 && name.toLowerCase() === "host") {
      hosts.push(rawHeaders[index + 1] ?? "");
    }
  }
  return hosts;
}
