// @ts-check
// The lifecycle on the package's main entry, for a runtime's own bundler:
// `bundled.mjs <api key> <base URL>...`.
import * as entry from "atoms-lifecycle";
import { lifecycle } from "./lifecycle.mjs";

const [apiKey = "", ...baseUrls] = process.argv.slice(2);
console.log((await Promise.all(baseUrls.map((baseUrl) => lifecycle(entry, { baseUrl, apiKey })))).join("\n"));
