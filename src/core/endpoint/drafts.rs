//! Drafts: list, fork, read, rename, edit, diff, discard, publish, test call.

use super::{Endpoint, calls, check_limit};
use crate::core::body;
use crate::core::error::Error;
use crate::core::json::{self, Json};
use crate::core::model::query::DraftQuery;
use crate::core::path::{Path, check_id};
use crate::core::request::{Method, Request};

const DRAFTS: &str = "agent/{agentId}/drafts";
const DRAFT: &str = "agent/{agentId}/drafts/{draftId}";

/// `GET /agent/{agentId}/drafts`
pub static LIST: Endpoint = Endpoint::new(Method::Get, DRAFTS);

/// `POST /agent/{agentId}/drafts`
pub static FORK: Endpoint = Endpoint::making(
    DRAFTS,
    "look for the draft with listDrafts before you fork again",
)
.checked(body::check_fork);

static RENAME: Endpoint = Endpoint::new(Method::Patch, DRAFT).checked(body::check_rename_draft);

/// `PATCH /agent/{agentId}/drafts/{draftId}/config`
pub static UPDATE_CONFIG: Endpoint =
    Endpoint::new(Method::Patch, "agent/{agentId}/drafts/{draftId}/config")
        .checked(body::check_patch);

/// `DELETE /agent/{agentId}/drafts/{draftId}`
pub static DISCARD: Endpoint = Endpoint::new(Method::Delete, DRAFT);

/// `POST /agent/{agentId}/drafts/{draftId}/publish`, never with `activate`.
pub static PUBLISH: Endpoint = Endpoint::making(
    "agent/{agentId}/drafts/{draftId}/publish",
    "when listDrafts shows the draft no more it was published: see listVersions",
)
.checked(body::check_publish);

/// `POST /agent/{agentId}/drafts/{draftId}/test-call`
pub static TEST_CALL: Endpoint = Endpoint::making(
    "agent/{agentId}/drafts/{draftId}/test-call",
    calls::LOOK_FIRST,
)
.checked(body::check_test_call);

/// Lists all drafts of an agent.
pub fn list(agent_id: &str) -> Result<Request, Error> {
    LIST.of(&[agent_id])
}

/// Forks a draft.
pub fn fork(agent_id: &str, source: &Json) -> Result<Request, Error> {
    FORK.with(&[agent_id], source)
}

/// `GET /agent/{agentId}/drafts/{draftId}`
pub fn get(agent_id: &str, draft_id: &str, query: &DraftQuery) -> Result<Request, Error> {
    check_limit(query.limit)?;
    let mut path = Path::of(DRAFT, &[agent_id, draft_id])?;
    path.query_count("limit", query.limit);
    Ok(Request::get(path))
}

/// `PATCH /agent/{agentId}/drafts/{draftId}`
pub fn rename(agent_id: &str, draft_id: &str, draft_name: &str) -> Result<Request, Error> {
    let named = json::object(&[("draftName", Some(draft_name))]);
    RENAME.with(&[agent_id, draft_id], &named)
}

/// Merges a patch into a draft's config.
pub fn update_config(agent_id: &str, draft_id: &str, patch: &Json) -> Result<Request, Error> {
    UPDATE_CONFIG.with(&[agent_id, draft_id], patch)
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

/// Discards a draft.
pub fn discard(agent_id: &str, draft_id: &str) -> Result<Request, Error> {
    DISCARD.of(&[agent_id, draft_id])
}

/// Publishes a draft, and does not activate it.
pub fn publish(agent_id: &str, draft_id: &str, metadata: &Json) -> Result<Request, Error> {
    PUBLISH.with(&[agent_id, draft_id], metadata)
}
