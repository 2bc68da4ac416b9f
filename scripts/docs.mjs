// @ts-check
// npm run docs: the API reference, from the declarations of the package.
import { buildPackage } from "./build/package.mjs";
import { buildReference } from "./docs/reference.mjs";
import { main } from "./run.mjs";

await main(async () => {
  await buildPackage();
  await buildReference();
});
