// @ts-check
import { connect, InputError } from "../../../pkg/index.js";
import { ask } from "./ask-worker.mjs";
import { leave, settled } from "./outcome.mjs";
import { refusal } from "./refusal.mjs";

leave(settled(withKey()));

async function withKey() {
  const error = await refusal();
  // These are the ways out.
  await connect({ apiKey: "sk_secret", dangerouslyAllowBrowserKey: true });
  await connect({ auth: () => "token" });
  return {
    isInputError: error instanceof InputError,
    inPage: error.message,
    inWorker: await ask(new URL("key-worker.mjs", import.meta.url)),
  };
}
