// What a strict program may write against the entries beside the main one.
import type { Atoms } from "atoms-lifecycle";
import { InputError, connect as connectInline, type ReleaseReport } from "atoms-lifecycle/inline";
import { connect as connectSlim, type SlimOptions, type WasmSource } from "atoms-lifecycle/slim";

declare const wasm: WebAssembly.Module;

// --- allowed
export const inline: Promise<Atoms> = connectInline({ auth: () => "token" });
export const slim: Promise<Atoms> = connectSlim({ wasm, baseUrl: "https://example.com/atoms" });
export const sources: SlimOptions["wasm"][] = [wasm, new Uint8Array(8), new ArrayBuffer(8), new Response(), fetch("x"), () => fetch("x"), () => wasm];
export const source: WasmSource = new Response();
export const report: ReleaseReport["outcome"] = "released";
export const isInput = (error: unknown) => error instanceof InputError && error.code;

// --- refused
// @ts-expect-error the module is missing
connectSlim({ apiKey: "sk" });
// @ts-expect-error the module is missing
connectSlim();
// @ts-expect-error the module is inside
connectInline({ wasm });
