// @ts-check
// npm run build: the package in pkg/.
import { buildPackage } from "./build/package.mjs";
import { main } from "./run.mjs";

await main(buildPackage);
