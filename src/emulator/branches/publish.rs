//! Publish a draft, and stop it.

use super::draft::Ended;
use super::{Commit, archived, branch, find_mut, no_open_draft, publish_in_progress, scan};
use crate::emulator::Platform;
use crate::emulator::agents;
use crate::emulator::answer::Failure;
use crate::emulator::json::object;
use crate::emulator::kept::Kept;
use crate::emulator::options::RepublishAfterFailure;
use crate::emulator::schema::{Field, Kind, optional, text};
use crate::emulator::versions::{Verdict, Version};
use crate::emulator::wire::{Call, Response};

const PUBLISH: &[Field] = &[optional("label", Kind::OrNull(&Kind::Text(200)))];

/// `POST /agent/{id}/branches/{branchId}/draft/publish`
pub fn publish(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let now_ms = platform.state.now_ms;
    let (agent, ids) = agents::existing_mut(&mut platform.state, call)?;
    let branch = branch(agent, call)?;
    if branch.is_archived {
        return Err(archived());
    }
    let open = branch.draft.as_ref().ok_or_else(no_open_draft)?;
    let body = call.body_of(PUBLISH)?;
    if branch.scan.is_some() {
        return Err(publish_in_progress());
    }
    let retries = platform.options.republish_after_failure;
    if let Some(Ended::Failed(check)) = &open.ended
        && retries == RepublishAfterFailure::AfterEdit
        && let Some(Verdict::Failed { reason } | Verdict::Errored { reason }) =
            check.verdict(now_ms)
    {
        return Err(scan::refused(reason));
    }
    let revision = Version {
        id: ids.id(),
        number: None,
        label: text(&body, "label"),
        description: None,
        is_pinned: false,
        parent: branch.start(),
        created_at: now_ms,
        updated_at: now_ms,
        activated_at: None,
        check: None,
        config: open.draft.config.clone(),
        commit: Some(Commit {
            branch: branch.id,
            number: branch.next_number(&agent.history),
            source_draft_id: Some(open.draft.draft_id.clone()),
            draft_revision: Some(open.latest()),
            restored_from: None,
            source: open.draft.source,
        }),
        listed: Kept::default(),
    };
    scan::begin(platform, call, revision, true)
}

/// `POST /agent/{id}/branches/{branchId}/draft/publish/cancel`. `cancelled`
/// tells whether there was a publish to cancel (*assumed*).
pub fn cancel(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let branch = find_mut(&mut platform.state, call)?;
    let cancelled = branch.cancel_publish();
    Ok(Response::ok(&object(|out| {
        out.field("cancelled", &cancelled);
    })))
}
