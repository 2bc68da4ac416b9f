import { join } from "node:path";

// Where the tools and the shared modules are.
const root = join(import.meta.dirname, "../../..");

export default { turbopack: { root }, outputFileTracingRoot: root };
