//! Drafts: list, fork, read, rename, edit, diff, discard, publish, test call.

use super::calls;
use crate::core::body;
use crate::core::error::Error;
use crate::core::json::{self, Json};
use crate::core::model::query::DraftQuery;
use crate::core::path::{Path, check_id};
use crate::core::request::{Method, Request};

fn drafts(agent_id: &str) -> Result<Path, Error> {
    Ok(Path::agent(agent_id)?.then("drafts"))
}

fn draft(agent_id: &str, draft_id: &str) -> Result<Path, Error> {
    drafts(agent_id)?.id("draftId", draft_id)
}

/// `GET /agent/{agentId}/drafts`
pub fn list(agent_id: &str) -> Result<Request, Error> {
    Ok(Request::get(drafts(agent_id)?))
}

/// `POST /agent/{agentId}/drafts`
pub fn fork(agent_id: &str, source: &Json) -> Result<Request, Error> {
    body::check_fork(source)?;
    Ok(Request::new(Method::Post, drafts(agent_id)?)
        .with_body(source)
        .that_makes_anew("look for the draft with listDrafts before you fork again"))
}

/// `GET /agent/{agentId}/drafts/{draftId}`
pub fn get(agent_id: &str, draft_id: &str, query: &DraftQuery) -> Result<Request, Error> {
    if query.limit.is_some_and(|limit| !(1..=100).contains(&limit)) {
        return Err(Error::input("limit must be from 1 to 100"));
    }
    Ok(Request::get(
        draft(agent_id, draft_id)?.query_some("limit", query.limit),
    ))
}

/// `PATCH /agent/{agentId}/drafts/{draftId}`
pub fn rename(agent_id: &str, draft_id: &str, draft_name: &str) -> Result<Request, Error> {
    body::check_draft_name(draft_name)?;
    Ok(Request::new(Method::Patch, draft(agent_id, draft_id)?)
        .with_body(&json::object(&[("draftName", Some(draft_name))])))
}

/// `PATCH /agent/{agentId}/drafts/{draftId}/config`
pub fn update_config(agent_id: &str, draft_id: &str, patch: &Json) -> Result<Request, Error> {
    body::check_patch(patch)?;
    Ok(Request::new(Method::Patch, draft(agent_id, draft_id)?.then("config")).with_body(patch))
}

/// `GET /agent/{agentId}/drafts/{draftId}/diff`.
///
/// The guide and the contract name the other side differently; both are sent.
pub fn diff(agent_id: &str, draft_id: &str, version_id: Option<&str>) -> Result<Request, Error> {
    let path = draft(agent_id, draft_id)?.then("diff");
    let Some(version_id) = version_id else {
        return Ok(Request::get(path));
    };
    check_id("versionId", version_id)?;
    Ok(Request::get(
        path.query("versionId", version_id)
            .query("compareTo", version_id),
    ))
}

/// `DELETE /agent/{agentId}/drafts/{draftId}`
pub fn discard(agent_id: &str, draft_id: &str) -> Result<Request, Error> {
    Ok(Request::new(Method::Delete, draft(agent_id, draft_id)?))
}

/// `POST /agent/{agentId}/drafts/{draftId}/publish`, never with `activate`.
pub fn publish(agent_id: &str, draft_id: &str, metadata: &Json) -> Result<Request, Error> {
    body::check_publish(metadata)?;
    Ok(
        Request::new(Method::Post, draft(agent_id, draft_id)?.then("publish"))
            .with_body(metadata)
            .that_makes_anew(
                "when listDrafts shows the draft no more it was published: see listVersions",
            ),
    )
}

/// `POST /agent/{agentId}/drafts/{draftId}/test-call`
pub fn test_call(agent_id: &str, draft_id: &str, call: &Json) -> Result<Request, Error> {
    body::check_test_call(call)?;
    Ok(
        Request::new(Method::Post, draft(agent_id, draft_id)?.then("test-call"))
            .with_body(call)
            .that_makes_anew(calls::LOOK_FIRST),
    )
}
