//! From the versions generation to branches, and what is left of the old one
//! for a while.

use super::Platform;
use super::answer::Failure;
use super::branches;
use super::options::Generation;
use super::wire::{Call, Response};

/// When the old reads are to go; no source gives a date (*assumed*).
const SUNSET: &str = "Mon, 31 Aug 2026 00:00:00 GMT";

/// What the writes and lists of the versions generation answer since. The
/// code is documented, the text *assumed*; so is that no agent is looked for.
pub fn refuse(_: &mut Platform, _: &Call<'_>) -> Result<Response, Failure> {
    Err(Failure::conflict(
        "This endpoint is deprecated. Agent versioning has moved to branches: use the branch endpoints instead.",
    )
    .of_type("versioning_v2_migration_required"))
}

/// Marks the answer of a route that is going away.
pub fn deprecate(response: &mut Response) {
    response.set_header("deprecation", "true");
    response.set_header("sunset", SUNSET);
}

/// Gives every agent a default branch, with its versions as revisions. Open
/// drafts can be read by their id, but are on no branch (*assumed*); a check
/// that is running goes on.
pub fn migrate(platform: &mut Platform) {
    let state = &mut platform.state;
    if state.generation == Generation::Branches {
        return;
    }
    state.generation = Generation::Branches;
    let now_ms = state.now_ms;
    let (agents, ids) = state.agents_mut();
    for agent in agents {
        branches::seed(agent, ids, platform.options.default_branch_name, now_ms);
    }
}
