import { connection } from "../connection/connection.ts";
import { lazily, Nothing } from "../ui/lazily.tsx";
import { hasKeptRuns } from "./kept-runs.ts";
import { runs } from "./runs-state.ts";

const Banner = lazily(() => import("./run-banner.tsx").then((module) => module.RunBanner), Nothing);

/** Releases that need a look, fetched once there is one: of this page, or left behind by another. */
export function RunBanner() {
  return runs.value.size > 0 || hasKeptRuns(connection.value.id) ? <Banner /> : null;
}
