//! Bring an older revision back, as a new one.

use super::{Commit, archived, branch, publish_in_progress, revision_on, scan, source_scanning};
use crate::emulator::Platform;
use crate::emulator::agents;
use crate::emulator::answer::Failure;
use crate::emulator::kept::Kept;
use crate::emulator::versions::{Verdict, Version};
use crate::emulator::wire::{Call, Response};

/// `POST /agent/{id}/branches/{branchId}/revisions/{revisionId}/restore`
pub fn restore(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let now_ms = platform.state.now_ms;
    let (agent, ids) = agents::existing_mut(&mut platform.state, call)?;
    let branch = branch(agent, call)?;
    if branch.is_archived {
        return Err(archived());
    }
    let source = revision_on(&platform.options, agent, branch, call.segment(5))?;
    if branch.head == Some(source.id) {
        return Err(Failure::conflict(
            "Revision is already the head of this branch",
        ));
    }
    match source.check.as_ref().map(|check| check.verdict(now_ms)) {
        None | Some(Some(Verdict::Passed)) => {}
        Some(None) => return Err(source_scanning()),
        Some(Some(Verdict::Failed { .. } | Verdict::Errored { .. })) => {
            return Err(Failure::forbidden(
                "Revision has not passed its security check",
            ));
        }
    }
    if branch.scan.is_some() {
        return Err(publish_in_progress());
    }
    let (id, branch_id) = (ids.id(), branch.id);
    let revision = Version {
        id,
        number: None,
        label: None,
        description: None,
        is_pinned: false,
        parent: branch.start(),
        created_at: now_ms,
        updated_at: now_ms,
        activated_at: None,
        check: source.check.clone(),
        config: source.config.clone(),
        commit: Some(Commit {
            branch: branch_id,
            number: branch.next_number(&agent.history),
            source_draft_id: None,
            draft_revision: None,
            restored_from: Some(source.id),
            source: None,
        }),
        listed: Kept::default(),
    };
    if platform.options.restore_scans_again {
        return scan::begin(platform, call, revision, false);
    }
    let lag_ms = platform.options.read_lag_ms;
    let (agent, _) = agents::existing_mut(&mut platform.state, call)?;
    scan::commit(agent, branch_id, revision, now_ms, lag_ms);
    scan::committed(platform, call, id)
}
