// @ts-check
// Faults on the wire while a release runs, where branches serve.
import { everyFaultAtEveryRequest } from "./fault-cases.mjs";
import { liveBranch, newBranch } from "./fault-worlds.mjs";

await everyFaultAtEveryRequest(liveBranch);
await everyFaultAtEveryRequest(newBranch, liveBranch);
