//! A branch's draft: read, edit, discard, publish, cancel a publish.

use super::Endpoint;
use crate::core::body;
use crate::core::error::Error;
use crate::core::json::{self, Json};
use crate::core::request::{Method, Request};

const DRAFT: &str = "agent/{agentId}/branches/{branchId}/draft";

/// `GET /agent/{agentId}/branches/{branchId}/draft`
pub static GET: Endpoint = Endpoint::new(Method::Get, DRAFT);

static UPDATE: Endpoint = Endpoint::new(Method::Put, DRAFT).checked(body::check_patch);

/// `DELETE /agent/{agentId}/branches/{branchId}/draft`
pub static DISCARD: Endpoint = Endpoint::new(Method::Delete, DRAFT);

/// `POST /agent/{agentId}/branches/{branchId}/draft/publish`
pub static PUBLISH: Endpoint = Endpoint::making(
    "agent/{agentId}/branches/{branchId}/draft/publish",
    "getBranchDraft shows a publish in its pendingPublish, listRevisions what came of it",
)
.checked(body::check_branch_publish);

/// `POST /agent/{agentId}/branches/{branchId}/draft/publish/cancel`
pub static CANCEL_PUBLISH: Endpoint = Endpoint::new(
    Method::Post,
    "agent/{agentId}/branches/{branchId}/draft/publish/cancel",
);

/// Reads the draft.
pub fn get(agent_id: &str, branch_id: &str) -> Result<Request, Error> {
    GET.of(&[agent_id, branch_id])
}

/// `PUT /agent/{agentId}/branches/{branchId}/draft`: opens the draft if none
/// is open, and merges. `expected_revision` stands in the body beside the
/// patch; what the patch itself says of it wins.
pub fn update(
    agent_id: &str,
    branch_id: &str,
    patch: &Json,
    expected_revision: Option<u64>,
) -> Result<Request, Error> {
    // Without the revision, which would make something of an empty patch.
    body::check_patch(patch)?;
    let ids = [agent_id, branch_id];
    match expected_revision {
        Some(revision) => {
            let edit = json::with_default(patch, "expectedRevision", revision.into());
            UPDATE.with(&ids, &edit)
        }
        None => UPDATE.with(&ids, patch),
    }
}

/// Discards the draft.
pub fn discard(agent_id: &str, branch_id: &str) -> Result<Request, Error> {
    DISCARD.of(&[agent_id, branch_id])
}

/// Publishes the draft.
pub fn publish(agent_id: &str, branch_id: &str, details: &Json) -> Result<Request, Error> {
    PUBLISH.with(&[agent_id, branch_id], details)
}

/// Cancels a publish that waits for its security check.
pub fn cancel_publish(agent_id: &str, branch_id: &str) -> Result<Request, Error> {
    CANCEL_PUBLISH.of(&[agent_id, branch_id])
}
