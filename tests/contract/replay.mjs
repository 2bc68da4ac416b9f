// @ts-check
// Holds what native tests wrote down in FILES to the contract: `node replay.mjs FILES`.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { exchanges } from "./process-exchanges.mjs";

/**
 * As tests/contract/exchanges.rs writes it.
 * @typedef {object} Line
 * @property {import("./exchanges.mjs").Sender} sender
 * @property {[method: string, path: string, headers: [string, string][], body: string]} request
 * @property {[status: number, headers: [string, string][], body: string]} response
 */

/**
 * What tests of the emulator ask beyond the contract, with answers that it does not hold.
 * @type {[RegExp, string][]}
 */
const BEYOND = [
  [/^OPTIONS /, "a preflight is the browser's own question"],
  [/^HEAD /, "a HEAD is a GET without its body"],
  [/^get /, "no HTTP client sends a method in small letters"],
  [/^GET \/atoms\/v1\/agent\/$/, "the router forgives a slash too many"],
  [/^GET \/atoms\/v1\/agent\/%2e%2e\//, "a URL does not keep this path as it was sent"],
  [/^GET \/atoms\/v1\/<script>/, "nor this one"],
  [/^GET \/atoms\/v1\/agent\?search=x{9999}/, "an address that is too long for any server is 414"],
  [/^PATCH \/atoms\/v1\/workflow\//, "an agent without versions takes its config here; the client does not speak it"],
];

const met = new Set();
for (const file of process.argv.slice(2)) {
  for await (const line of createInterface(createReadStream(file))) {
    /** @type {Line} */
    const { sender, request, response } = JSON.parse(line);
    const [method, path, headers, body] = request;
    const beyond = BEYOND.find(([asked]) => asked.test(`${method} ${path}`));
    if (beyond && sender !== "client") {
      met.add(beyond);
      continue;
    }
    // A test's own headers may be none that HTTP allows.
    const known = new Headers(sender === "client" ? headers : []);
    const sent = { method, url: new URL(`http://emulator.localhost${path}`), headers: known, body };
    if (sender === "client") exchanges.request(sent);
    exchanges.response(sent, { status: response[0], headers: new Headers(response[1]), body: response[2] }, sender);
  }
}

for (const beyond of BEYOND) {
  if (met.has(beyond)) continue;
  console.error(`no test asks for ${beyond[0]} any more: remove it from replay.mjs`);
  process.exitCode = 1;
}
