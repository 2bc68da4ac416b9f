//! Agents: create, read, list, metadata, archive.

use super::Endpoint;
use crate::core::body;
use crate::core::error::Error;
use crate::core::model::query::{AgentPreview, AgentsQuery};
use crate::core::path::{Path, check_id};
use crate::core::request::{Method, Request};
use crate::core::text::fill;

/// `POST /agent`
pub static CREATE: Endpoint = Endpoint::making(
    "agent",
    "look for the agent with listAgents before you create it again",
)
.checked(body::check_create_agent);

/// `PATCH /agent/{agentId}`: metadata only.
pub static UPDATE: Endpoint =
    Endpoint::new(Method::Patch, "agent/{agentId}").checked(body::check_agent_metadata);

/// `DELETE /agent/{agentId}/archive`
pub static ARCHIVE: Endpoint = Endpoint::new(Method::Delete, "agent/{agentId}/archive");

/// `DELETE /agent/{agentId}/archive?on=false`
pub static UNARCHIVE: Endpoint = Endpoint::new(Method::Delete, "agent/{agentId}/archive?on=false");

/// `GET /agent/{agentId}`, with a draft's or a version's config instead of the active one.
pub fn get(agent_id: &str, preview: &AgentPreview) -> Result<Request, Error> {
    check_preview("draftId", preview.draft_id)?;
    check_preview("versionId", preview.version_id)?;
    if preview.draft_id.is_some() && preview.version_id.is_some() {
        return Err(Error::input(
            "preview either a draft or a version; pass draftId or versionId, not both",
        ));
    }
    let mut path = Path::of("agent/{agentId}", &[agent_id])?;
    path.query_some("draftId", preview.draft_id);
    path.query_some("versionId", preview.version_id);
    Ok(Request::get(path))
}

fn check_preview(name: &str, id: Option<&str>) -> Result<(), Error> {
    match id {
        Some(id) => check_id(name, id),
        None => Ok(()),
    }
}

/// `GET /agent`. The platform calls the page's size `offset`.
pub fn list(query: &AgentsQuery) -> Result<Request, Error> {
    check_count("page", query.page)?;
    check_count("pageSize", query.page_size)?;
    let mut path = Path::new("agent");
    path.query_count("page", query.page);
    path.query_count("offset", query.page_size);
    path.query_some("search", query.search);
    path.query_some("type", query.workflow_type);
    path.query_some("sortField", query.sort_field);
    path.query_some("sortOrder", query.sort_order);
    path.query_flag("archived", query.archived);
    Ok(Request::get(path))
}

fn check_count(name: &str, count: Option<u32>) -> Result<(), Error> {
    match count {
        Some(0) => Err(Error::input(fill("{} must be 1 or more", &[name]))),
        _ => Ok(()),
    }
}
