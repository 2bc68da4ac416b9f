import type { Agent, AgentMetadata, AgentSummary, ConfigPatch, Draft, DraftDiff, ForkSource, NewAgent, OutboundCall, PublishDetails, ResolvedConfig, TestCall, Version, VersionMetadata, VersionsDiff, Tool } from "atoms-lifecycle";

declare const agent: Agent;
declare const draft: Draft;
declare const version: Version;
declare const diff: DraftDiff;

// --- allowed
export const forks: ForkSource[] = [
  { sourceVersionId: agent.activeVersionId },
  { sourceDraftId: draft.draftId, draftName: "copy" },
  { sourceVersionId: "v", sourceDraftId: "d" },
];
export const publish: PublishDetails[] = [{}, { label: "v2", description: "greeting" }];
export const agents: NewAgent[] = [
  { name: "a" },
  { name: "a", language: { switching: { isEnabled: false } }, slmModel: "electron", firstMessage: "hi" },
  { name: "a", slmModel: "gpt-9", fieldOfTomorrow: { deep: [1] } },
];
export const calls: TestCall[] = [{}, { mode: "chat" }, { mode: "webcall" }, { mode: "telephony", toPhone: "+14155550123" }];
export const patch: ConfigPatch = {
  firstMessage: "Hello!", language: { default: "hi" }, fieldOfTomorrow: 1,
  synthesizer: { speed: 1.1, newThing: true, voiceConfig: { voiceId: "nyah" } },
  singlePromptConfig: { tools: [{ type: "end_call", name: "bye", description: "when done" }] },
  preCallAPI: { timeout: 3 }, customLLMWebSocketUrl: "wss://x", backgroundSound: "",
};
export const tool: Tool = { type: "tool_of_tomorrow", name: "n", description: "d", knob: 1 };
export const metadata: AgentMetadata = { name: "b", telephonyProductId: ["p"] };
export const versionMetadata: VersionMetadata = { label: null, isPinned: true };
export const outbound: OutboundCall = { agentId: "a", phoneNumber: "+14155550123", variables: { name: "x", age: 3, vip: true } };
export const first: string | undefined = agent._resolvedConfig.firstMessage;
export const unknownField: unknown = agent.fieldOfTomorrow;
export const row: AgentSummary = agent;
export const block: string | undefined = version.blocks?.voice;
export const status: string | undefined = version.securityCheck?.status;
export const resolved: ResolvedConfig = agent._resolvedConfig;
if ("sections" in diff) { const changed: boolean = diff.hasChanges; void changed; }
else { const d: VersionsDiff = diff; const p: string | undefined = d.diffs[0]?.changes[0]?.path; void p; }
type Mine = { firstMessage: string };
declare const mine: Mine;
export const fromAlias: ConfigPatch = mine;

// --- refused
// @ts-expect-error a fork needs a source
export const e1: ForkSource = {};
// @ts-expect-error
export const e2: ForkSource = { draftName: "x" };
// @ts-expect-error publish has no activate
export const e3: PublishDetails = { activate: true };
const wide = { label: "x", activate: true };
// @ts-expect-error not through a variable either
export const e4: PublishDetails = wide;
// @ts-expect-error language needs switching
export const e5: NewAgent = { name: "a", language: {} };
// @ts-expect-error
export const e6: NewAgent = { name: "a", language: { default: "en", supported: ["en"] } };
// @ts-expect-error name
export const e7: NewAgent = { firstMessage: "x" };
// @ts-expect-error telephony needs toPhone
export const e8: TestCall = { mode: "telephony" };
// @ts-expect-error
export const e9: TestCall = { mode: "chat", toPhone: "+1" };
// @ts-expect-error wrong type of a known field
export const e10: ConfigPatch = { firstMessage: 7 };
// @ts-expect-error deep
export const e11: ConfigPatch = { synthesizer: { speed: "fast" } };
// @ts-expect-error null is no value
export const e12: ConfigPatch = { allowInterruptions: null };
// @ts-expect-error name is no config
export const e13: ConfigPatch = { name: "x" };
// @ts-expect-error nested variables
export const e14: OutboundCall = { agentId: "a", phoneNumber: "+1", variables: { a: {} } };
// @ts-expect-error
export const e15: OutboundCall = { agentId: "a", toPhone: "+1" };
// @ts-expect-error
export const e16: VersionMetadata = { activate: true };
// @ts-expect-error a tool needs a description
export const e17: ConfigPatch = { singlePromptConfig: { tools: [{ type: "end_call", name: "bye" }] } };
