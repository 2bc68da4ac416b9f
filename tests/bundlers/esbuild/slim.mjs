// @ts-check
// The wasm module as a file of its own: esbuild's loader gives its address.
import { AbortError, AtomsError, InputError, NotFoundError, ReleaseError, connect } from "atoms-lifecycle/slim";
import address from "atoms-lifecycle/client.wasm";
import { runInPage } from "../app/page.mjs";

void runInPage({
  ...{ AbortError, AtomsError, InputError, NotFoundError, ReleaseError },
  connect: (options) => connect({ ...options, wasm: () => fetch(address) }),
});
