//! Which branch serves.

use super::manage::{name_exists, summary};
use super::{archived, find, find_mut, no_committed_revision};
use crate::emulator::Platform;
use crate::emulator::agents;
use crate::emulator::answer::Failure;
use crate::emulator::ids::Id;
use crate::emulator::options::ArchivedLive;
use crate::emulator::state::Agent;
use crate::emulator::versions::Verdict;
use crate::emulator::wire::{Call, Response};

impl Agent {
    /// The branch that serves: what serves is its head.
    pub fn live_branch(&self) -> Option<Id> {
        self.history.active().and_then(|it| it.branch())
    }
}

/// `POST /agent/{id}/branches/{branchId}/live`
pub fn make_live(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let (now_ms, lag_ms) = (platform.state.now_ms, platform.options.read_lag_ms);
    let (agent, branch) = find(&platform.state, call)?;
    if branch.is_archived {
        if platform.options.archived_live == ArchivedLive::Refuse {
            return Err(archived());
        }
        if agent.branches.is_taken(&branch.name, Some(branch.id)) {
            return Err(name_exists());
        }
    }
    let head = branch.head.and_then(|id| agent.history.version(id));
    let head = head.ok_or_else(no_committed_revision)?;
    let check = head.check.as_ref();
    if check.is_some_and(|check| check.verdict(now_ms) != Some(&Verdict::Passed)) {
        return Err(Failure::forbidden(
            "Security check has not passed on the head revision",
        ));
    }
    let head = head.id;
    if agent.live_branch() != Some(branch.id) {
        let branch = find_mut(&mut platform.state, call)?;
        branch.is_archived = false;
        branch.updated_at = now_ms;
        let (agent, _) = agents::existing_mut(&mut platform.state, call)?;
        agent.history.activate(head, now_ms, lag_ms);
        agent.updated_at = now_ms;
        if let Some(head) = agent.history.version_mut(head) {
            head.activated_at = Some(now_ms);
        }
    }
    let (agent, branch) = find(&platform.state, call)?;
    Ok(Response::ok(&summary(
        agent,
        branch,
        agent.live_branch(),
        &platform.state,
    )))
}
