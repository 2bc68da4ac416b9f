//! A branch's draft: read, edit, discard, publish, cancel a publish.

use super::{make, write, write_document};
use crate::core::body;
use crate::core::error::Error;
use crate::core::json::{self, Json};
use crate::core::request::{Method, Request};

const DRAFT: &str = "agent/{agentId}/branches/{branchId}/draft";

/// `GET /agent/{agentId}/branches/{branchId}/draft`
pub fn get(agent_id: &str, branch_id: &str) -> Result<Request, Error> {
    super::get(DRAFT, &[agent_id, branch_id])
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
    body::check_patch(patch)?;
    let mut request = write_document(Method::Put, DRAFT, &[agent_id, branch_id], patch)?;
    if let Some(revision) = expected_revision {
        request.body = Some(json::with_default(
            patch,
            "expectedRevision",
            revision.into(),
        ));
    }
    Ok(request)
}

/// `DELETE /agent/{agentId}/branches/{branchId}/draft`
pub fn discard(agent_id: &str, branch_id: &str) -> Result<Request, Error> {
    write(Method::Delete, DRAFT, &[agent_id, branch_id])
}

/// `POST /agent/{agentId}/branches/{branchId}/draft/publish`
pub fn publish(agent_id: &str, branch_id: &str, details: &Json) -> Result<Request, Error> {
    body::check_branch_publish(details)?;
    make(
        "agent/{agentId}/branches/{branchId}/draft/publish",
        &[agent_id, branch_id],
        Some(details),
        "getBranchDraft shows a publish in its pendingPublish, listRevisions what came of it",
    )
}

/// `POST /agent/{agentId}/branches/{branchId}/draft/publish/cancel`
pub fn cancel_publish(agent_id: &str, branch_id: &str) -> Result<Request, Error> {
    write(
        Method::Post,
        "agent/{agentId}/branches/{branchId}/draft/publish/cancel",
        &[agent_id, branch_id],
    )
}
