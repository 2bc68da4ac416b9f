//! A branch's draft: read, edit, discard, publish, cancel a publish.

use super::branches::branch;
use crate::core::body;
use crate::core::error::Error;
use crate::core::json::{self, Json};
use crate::core::path::Path;
use crate::core::request::{Method, Request};

fn draft(agent_id: &str, branch_id: &str) -> Result<Path, Error> {
    Ok(branch(agent_id, branch_id)?.then("draft"))
}

/// `GET /agent/{agentId}/branches/{branchId}/draft`
pub fn get(agent_id: &str, branch_id: &str) -> Result<Request, Error> {
    Ok(Request::get(draft(agent_id, branch_id)?))
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
    let body = match expected_revision {
        Some(revision) => json::with_default(patch, "expectedRevision", revision.into()),
        None => patch.clone(),
    };
    Ok(Request::new(Method::Put, draft(agent_id, branch_id)?).with_body(&body))
}

/// `DELETE /agent/{agentId}/branches/{branchId}/draft`
pub fn discard(agent_id: &str, branch_id: &str) -> Result<Request, Error> {
    Ok(Request::new(Method::Delete, draft(agent_id, branch_id)?))
}

/// `POST /agent/{agentId}/branches/{branchId}/draft/publish`
pub fn publish(agent_id: &str, branch_id: &str, details: &Json) -> Result<Request, Error> {
    body::check_branch_publish(details)?;
    Ok(Request::new(Method::Post, draft(agent_id, branch_id)?.then("publish"))
        .with_body(details)
        .that_makes_anew("getBranchDraft shows a publish in its pendingPublish, listRevisions what came of it"))
}

/// `POST /agent/{agentId}/branches/{branchId}/draft/publish/cancel`
pub fn cancel_publish(agent_id: &str, branch_id: &str) -> Result<Request, Error> {
    let path = draft(agent_id, branch_id)?.then("publish").then("cancel");
    Ok(Request::new(Method::Post, path))
}
