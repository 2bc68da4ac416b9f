//! Two revisions or drafts compared, of whatever branches.

use super::{branch_id, no_branch, no_open_draft, no_revision, revision, revision_id};
use crate::emulator::agents;
use crate::emulator::answer::Failure;
use crate::emulator::config::Config;
use crate::emulator::config::diff as compare;
use crate::emulator::schema::{self, Kind};
use crate::emulator::state::Agent;
use crate::emulator::wire::{Call, Response};
use crate::emulator::{Options, Platform};

/// `GET /agent/{id}/diff?a=&b=`: from `a` to `b`.
pub fn diff(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let agent = agents::existing(&platform.state, call)?;
    let side = |name: &str| {
        let side = call.query(name).ok_or_else(|| Failure::input("Required"))?;
        schema::check_text(&Kind::Name(64), side).map_err(|issue| Failure::input(&issue))?;
        config_of(&platform.options, agent, side)
    };
    let (base, compared) = (side("a")?, side("b")?);
    Ok(Response::ok(&compare::changes(
        base,
        compared,
        &platform.state.defaults,
    )))
}

/// A config by a revision's id, or by `BRANCHID:draft`.
fn config_of<'a>(options: &Options, agent: &'a Agent, side: &str) -> Result<&'a Config, Failure> {
    if let Some(branch) = side.strip_suffix(":draft") {
        let branch = agent.branches.get(branch_id(branch)?);
        let open = branch.ok_or_else(no_branch)?.draft.as_ref();
        return open.map(|it| &it.draft.config).ok_or_else(no_open_draft);
    }
    revision(options, agent, revision_id(side)?)
        .map(|revision| &revision.config)
        .ok_or_else(no_revision)
}
