// @ts-check
// `node proxy-command.mjs BASE`: a checking proxy for scripts, until SIGTERM.
// Its exit code says whether everything that passed was as described.
import { checkingProxy } from "./checking-proxy.mjs";

const { baseUrl } = await checkingProxy(`${process.argv[2]}`, "test");
process.once("SIGTERM", () => process.exit());
console.log(baseUrl);
