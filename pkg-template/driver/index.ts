/** What the package's entries and `Atoms` need of the driver: the build makes one file of it. */

export { call } from "./begin.js";
export { releaseMany } from "./many.js";
export { open } from "./open.js";
export { Pages } from "./pages.js";
export type { Session } from "./session.js";
