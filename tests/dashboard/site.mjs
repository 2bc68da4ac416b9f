// @ts-check
// The built dashboard as a host serves it.
import { dashboardOutput } from "../../scripts/dashboard/build.mjs";
import { serveFolder } from "../bundlers/site.mjs";

/** What a host adds to the page's own policy. */
const POLICY = "frame-ancestors 'none'";

export const openSite = () => serveFolder(dashboardOutput, POLICY);
