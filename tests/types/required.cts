// What a strict CommonJS program may write, which gets the same types as the ES modules'.
import { ReleaseError, connect, type Atoms } from "atoms-lifecycle";
import type { Atoms as Imported } from "atoms-lifecycle" with { "resolution-mode": "import" };
import { emulate, type Emulator } from "atoms-lifecycle/emulator";
import { connect as connectInline } from "atoms-lifecycle/inline";
import { connect as connectSlim, type SlimOptions } from "atoms-lifecycle/slim";

declare const imported: Imported;

export const connected: Promise<Atoms> = connect({ auth: async () => "token" });
export const same: Atoms = imported;
export const options: SlimOptions = { wasm: () => fetch("client.wasm"), credentials: "include" };
export const slim: Promise<Imported> = connectSlim(options);
export const inline: Promise<Atoms> = connectInline();
export const emulator: Promise<Emulator> = emulate();

export function stepOf(error: unknown): string {
  if (error instanceof ReleaseError) return error.step;
  // @ts-expect-error it is not known to be one
  return error.step;
}

export class OwnError extends ReleaseError {
  override name = "OwnError";
}
