// @ts-check
// The wasm module inside the script.
import { AbortError, AtomsError, InputError, NotFoundError, ReleaseError, connect } from "atoms-lifecycle/inline";
import { runInPage } from "../app/page.mjs";

void runInPage({ AbortError, AtomsError, InputError, NotFoundError, ReleaseError, connect });
