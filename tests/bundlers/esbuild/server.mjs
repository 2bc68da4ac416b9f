// @ts-check
// A program for a server in one file, as functions are deployed.
import { AbortError, AtomsError, InputError, NotFoundError, ReleaseError, connect } from "atoms-lifecycle";
import { lifecycle } from "../../runtimes/lifecycle.mjs";

const entry = { AbortError, AtomsError, InputError, NotFoundError, ReleaseError, connect };
const [, , ...platforms] = process.argv;

Promise.all(platforms.map((baseUrl) => lifecycle(entry, { baseUrl, apiKey: "sk_server" }))).then(
  (lines) => console.log(lines.join("\n")),
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
