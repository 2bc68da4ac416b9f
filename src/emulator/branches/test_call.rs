//! Test calls to a branch's head, draft or revision.

use super::{find, no_committed_revision, no_open_draft, no_revision, revision_on};
use crate::emulator::Platform;
use crate::emulator::answer::Failure;
use crate::emulator::calls;
use crate::emulator::schema::{Field, Kind, TEXT, flag, optional, text};
use crate::emulator::wire::{Call, Response};

const TARGET: &[Field] = &[
    optional("includeDraft", Kind::Flag),
    optional("revisionId", TEXT),
];

/// `POST /agent/{id}/branches/{branchId}/test-call`
pub fn test_call(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let (agent, branch) = find(&platform.state, call)?;
    let body = call.body_of(TARGET)?;
    let of_draft = flag(&body, "includeDraft") == Some(true);
    let (version_id, draft_id) = match (text(&body, "revisionId"), of_draft) {
        (Some(_), true) => {
            return Err(Failure::input(
                "includeDraft and revisionId are mutually exclusive",
            ));
        }
        (Some(id), false) => {
            let revision = revision_on(&platform.options, agent, branch, &id)?;
            let committed = agent.history.version(revision.id);
            (Some(committed.ok_or_else(no_revision)?.id), None)
        }
        (None, true) => {
            let open = branch.draft.as_ref().ok_or_else(no_open_draft)?;
            (None, Some(open.draft.draft_id.clone()))
        }
        (None, false) => (Some(branch.head.ok_or_else(no_committed_revision)?), None),
    };
    calls::test(platform, call, version_id, draft_id)
}
