// @ts-check
// Faults on the wire while a release runs, where versions serve.
import { everyFaultAtEveryRequest } from "./fault-cases.mjs";
import { versions } from "./fault-worlds.mjs";

await everyFaultAtEveryRequest(versions);
