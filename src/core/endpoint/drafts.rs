//! Drafts: list, fork, read, rename, edit, diff, discard, publish, test call.

use super::{calls, check_limit, make, write, write_document};
use crate::core::body;
use crate::core::error::Error;
use crate::core::json::{self, Json};
use crate::core::model::query::DraftQuery;
use crate::core::path::{Path, check_id};
use crate::core::request::{Method, Request};

/// `GET /agent/{agentId}/drafts`
pub fn list(agent_id: &str) -> Result<Request, Error> {
    super::get("agent/{agentId}/drafts", &[agent_id])
}

/// `POST /agent/{agentId}/drafts`
pub fn fork(agent_id: &str, source: &Json) -> Result<Request, Error> {
    body::check_fork(source)?;
    make(
        "agent/{agentId}/drafts",
        &[agent_id],
        Some(source),
        "look for the draft with listDrafts before you fork again",
    )
}

/// `GET /agent/{agentId}/drafts/{draftId}`
pub fn get(agent_id: &str, draft_id: &str, query: &DraftQuery) -> Result<Request, Error> {
    check_limit(query.limit)?;
    let mut path = Path::of("agent/{agentId}/drafts/{draftId}", &[agent_id, draft_id])?;
    path.query_count("limit", query.limit);
    Ok(Request::get(path))
}

/// `PATCH /agent/{agentId}/drafts/{draftId}`
pub fn rename(agent_id: &str, draft_id: &str, draft_name: &str) -> Result<Request, Error> {
    body::check_draft_name(draft_name)?;
    write_document(
        Method::Patch,
        "agent/{agentId}/drafts/{draftId}",
        &[agent_id, draft_id],
        &json::object(&[("draftName", Some(draft_name))]),
    )
}

/// `PATCH /agent/{agentId}/drafts/{draftId}/config`
pub fn update_config(agent_id: &str, draft_id: &str, patch: &Json) -> Result<Request, Error> {
    body::check_patch(patch)?;
    write_document(
        Method::Patch,
        "agent/{agentId}/drafts/{draftId}/config",
        &[agent_id, draft_id],
        patch,
    )
}

/// `GET /agent/{agentId}/drafts/{draftId}/diff`.
///
/// The guide and the contract name the other side differently; both are sent.
pub fn diff(agent_id: &str, draft_id: &str, version_id: Option<&str>) -> Result<Request, Error> {
    let ids = [agent_id, draft_id];
    let mut path = Path::of("agent/{agentId}/drafts/{draftId}/diff", &ids)?;
    if let Some(version_id) = version_id {
        check_id("versionId", version_id)?;
        path.query("versionId", version_id);
        path.query("compareTo", version_id);
    }
    Ok(Request::get(path))
}

/// `DELETE /agent/{agentId}/drafts/{draftId}`
pub fn discard(agent_id: &str, draft_id: &str) -> Result<Request, Error> {
    write(
        Method::Delete,
        "agent/{agentId}/drafts/{draftId}",
        &[agent_id, draft_id],
    )
}

/// `POST /agent/{agentId}/drafts/{draftId}/publish`, never with `activate`.
pub fn publish(agent_id: &str, draft_id: &str, metadata: &Json) -> Result<Request, Error> {
    body::check_publish(metadata)?;
    make(
        "agent/{agentId}/drafts/{draftId}/publish",
        &[agent_id, draft_id],
        Some(metadata),
        "when listDrafts shows the draft no more it was published: see listVersions",
    )
}

/// `POST /agent/{agentId}/drafts/{draftId}/test-call`
pub fn test_call(agent_id: &str, draft_id: &str, call: &Json) -> Result<Request, Error> {
    body::check_test_call(call)?;
    make(
        "agent/{agentId}/drafts/{draftId}/test-call",
        &[agent_id, draft_id],
        Some(call),
        calls::LOOK_FIRST,
    )
}
