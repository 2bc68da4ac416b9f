// @ts-check
import { AbortError, AtomsError, InputError, NotFoundError, ReleaseError, connect } from "atoms-lifecycle";
import { runInPage } from "./page.mjs";

void runInPage({ AbortError, AtomsError, InputError, NotFoundError, ReleaseError, connect });
