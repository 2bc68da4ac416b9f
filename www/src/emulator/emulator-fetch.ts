// The `fetch` of the emulator in this page. It can be called before the emulator is there.
import type { ConnectOptions } from "atoms-lifecycle";
import { faultyReply } from "./faults.ts";

type Fetch = NonNullable<ConnectOptions["fetch"]>;

/** Starts it while the client's module is still on its way. */
export async function startEmulator(): Promise<void> {
  const { pageEmulator } = await import("./page-emulator.ts");
  await pageEmulator();
}

export const emulatorFetch: Fetch = async (input, init) => {
  const { pageEmulator, stateChanged } = await import("./page-emulator.ts");
  const emulator = await pageEmulator();
  const refused = faultyReply();
  if (refused !== undefined) return refused;
  const reply = await emulator.fetch(input, init);
  if (init.method !== undefined && init.method !== "GET") stateChanged();
  return reply;
};
