// @ts-check
// `node emulators.mjs`: emulators over HTTP, each behind a proxy that holds what
// passes to the contract. Takes orders line by line, answers each with a line,
// and ends with its standard input.
//
//   {"start": OPTIONS}                   starts one: its base URL, and the one past its proxy
//   {"do": "migrate", "at": BASE_URL}    has it do that: true
//   {"end": BASE_URL}                    ends it: what was outside of the contract
import { createInterface } from "node:readline";
import { serve } from "atoms-lifecycle/emulator/server";
import { checkingProxy } from "../contract/checking-proxy.mjs";
import { exchanges } from "../contract/process-exchanges.mjs";

/** @typedef {import("atoms-lifecycle/emulator/server").EmulatorServer} EmulatorServer */

/** @type {Map<string, { server: EmulatorServer, proxy: { close: () => void }, violationsBefore: number }>} */
const running = new Map();

/** @type {Record<string, (server: EmulatorServer) => void>} */
const deeds = {
  migrate: ({ emulator }) => emulator.migrate(),
  freeze: ({ emulator }) => emulator.setFreeze(true),
  thaw: ({ emulator }) => emulator.setFreeze(false),
};

/** @param {import("atoms-lifecycle/emulator/server").ServeOptions} options */
async function start(options) {
  const server = await serve(options);
  const proxy = await checkingProxy(server.baseUrl, "test");
  running.set(proxy.baseUrl, { server, proxy, violationsBefore: exchanges.violations.length });
  return [proxy.baseUrl, server.baseUrl];
}

/** @param {string} baseUrl */
function at(baseUrl) {
  const found = running.get(baseUrl);
  if (!found) throw new Error(`no emulator is at ${baseUrl}`);
  return found;
}

/** @param {string} baseUrl */
async function end(baseUrl) {
  const { server, proxy, violationsBefore } = at(baseUrl);
  running.delete(baseUrl);
  proxy.close();
  await server.close();
  return exchanges.violations.slice(violationsBefore);
}

for await (const line of createInterface(process.stdin)) {
  const order = JSON.parse(line);
  let answer;
  if (order.start) answer = await start(order.start);
  else if (order.end) answer = await end(order.end);
  else {
    const deed = deeds[order.do];
    if (!deed) throw new Error(`there is no order ${line}`);
    deed(at(order.at).server);
    answer = true;
  }
  console.log(JSON.stringify(answer));
}
