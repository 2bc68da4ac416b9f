//! The check between publish and commit, as time goes by.

use super::branch::{Branch, Branches};
use super::draft::Ended;
use super::row::RevisionRow;
use super::{find, find_mut, no_revision};
use crate::emulator::Platform;
use crate::emulator::answer::Failure;
use crate::emulator::ids::Id;
use crate::emulator::json::{kept, object};
use crate::emulator::options::FailedScanLeaves;
use crate::emulator::state::Agent;
use crate::emulator::versions::{Check, Verdict, Version};
use crate::emulator::wire::{Call, Response};

/// A publish or a restore in flight.
#[derive(Debug)]
pub struct Scan {
    /// What is committed when its check passes.
    pub revision: Version,
    pub started_at: u64,
    /// Whether it publishes the branch's draft.
    pub is_publish: bool,
}

kept!(Scan {
    "revision": revision,
    "startedAt": started_at,
    "isPublish": is_publish,
});

impl Scan {
    /// Whether a scan that was read can end.
    pub fn is_whole(&self, branch: Id, has_draft: bool) -> bool {
        self.revision.check.is_some()
            && self.revision.branch() == Some(branch)
            && (has_draft || !self.is_publish)
    }
}

impl Branch {
    /// Stops a publish in flight, if there is one. The draft remembers it.
    pub fn cancel_publish(&mut self) -> bool {
        match self.scan.take_if(|scan| scan.is_publish) {
            Some(scan) => {
                if let Some(open) = &mut self.draft {
                    open.ended = Some(Ended::Cancelled(scan.started_at));
                }
                true
            }
            None => false,
        }
    }
}

/// Starts the check of a revision-to-be, and answers as publish and restore do.
pub fn begin(
    platform: &mut Platform,
    call: &Call<'_>,
    mut revision: Version,
    is_publish: bool,
) -> Result<Response, Failure> {
    let (agent, _) = find(&platform.state, call)?;
    let (agent_id, id) = (agent.id, revision.id);
    let at_once = platform.options.publish_synchronously;
    let duration_ms = match at_once {
        true => 0,
        false => platform.options.check_duration_ms,
    };
    let number = revision.commit.as_ref().map_or(1, |commit| commit.number);
    let check = Check::begin(platform, agent_id, &revision, number, duration_ms);
    let failed = check.clone();
    revision.check = Some(check);
    let started_at = platform.state.now_ms;
    let branch = find_mut(&mut platform.state, call)?;
    if let Some(open) = branch.draft.as_mut().filter(|_| is_publish) {
        open.ended = None;
    }
    // A new scan takes the place of one that failed (*assumed*).
    branch.failed = None;
    branch.scan = Some(Scan {
        revision,
        started_at,
        is_publish,
    });
    platform.state.note_scan(agent_id);
    if !at_once {
        let scanning = object(|out| out.field("state", "scanning"));
        return Ok(Response::success(202, &scanning));
    }
    settle(platform);
    match failed.verdict(started_at) {
        Some(Verdict::Failed { reason } | Verdict::Errored { reason }) => Err(refused(reason)),
        _ => committed(platform, call, id),
    }
}

/// A publish whose check failed; the status is documented, the text *assumed*.
pub fn refused(reason: &str) -> Failure {
    Failure::conflict(format!("Security check failed: {reason}"))
}

/// 200, with the revision that is now the head.
pub fn committed(platform: &Platform, call: &Call<'_>, id: Id) -> Result<Response, Failure> {
    let (agent, _) = find(&platform.state, call)?;
    let revision = agent.history.version(id).ok_or_else(no_revision)?;
    let active = agent.history.active();
    let revision = RevisionRow::revision(&platform.state, agent, revision, active);
    Ok(Response::ok(&object(|out| {
        out.field("state", "committed");
        out.field("revision", &revision);
    })))
}

/// Ends every scan whose time is over: a commit, or a failure.
pub fn settle(platform: &mut Platform) {
    let (now_ms, lag_ms) = (platform.state.now_ms, platform.options.read_lag_ms);
    let leaves = platform.options.failed_scan_leaves;
    for agent_id in std::mem::take(&mut platform.state.scanning) {
        let Some((agent, _)) = platform.state.agent_mut(agent_id) else {
            continue;
        };
        for (branch, revision) in passed(&mut agent.branches, now_ms, leaves) {
            let at = revision.check.as_ref().map_or(now_ms, Check::ends_at);
            commit(agent, branch, revision, at, lag_ms);
        }
        if agent.branches.is_scanning() {
            platform.state.note_scan(agent_id);
        }
    }
}

/// Takes the scans that are over, and returns what is to be committed.
fn passed(branches: &mut Branches, now_ms: u64, leaves: FailedScanLeaves) -> Vec<(Id, Version)> {
    let mut passed = Vec::new();
    for branch in branches.iter_mut() {
        let over = |scan: &mut Scan| {
            let check = scan.revision.check.as_ref();
            check.is_some_and(|check| check.verdict(now_ms).is_some())
        };
        let Some(scan) = branch.scan.take_if(over) else {
            continue;
        };
        let check = scan.revision.check.clone();
        let failed = check.filter(|it| it.verdict(now_ms) != Some(&Verdict::Passed));
        match failed {
            None => {
                if scan.is_publish {
                    branch.draft = None;
                }
                passed.push((branch.id, scan.revision));
            }
            Some(check) => {
                if let Some(open) = branch.draft.as_mut().filter(|_| scan.is_publish) {
                    open.ended = Some(Ended::Failed(check));
                }
                if leaves == FailedScanLeaves::Revision {
                    branch.failed = Some(scan.revision);
                }
            }
        }
    }
    passed
}

/// Puts a revision on its branch as the head; on the live branch it serves.
pub fn commit(agent: &mut Agent, branch: Id, mut revision: Version, at: u64, lag_ms: u64) {
    let id = revision.id;
    let is_live = agent.live_branch() == Some(branch);
    let Some(branch) = agent.branches.get_mut(branch) else {
        return;
    };
    branch.head = Some(id);
    branch.revisions.push(id);
    branch.updated_at = at;
    revision.created_at = at;
    revision.updated_at = at;
    revision.activated_at = is_live.then_some(at);
    agent.history.add(revision);
    if is_live {
        agent.history.activate(id, at, lag_ms);
        agent.updated_at = at;
    }
}
