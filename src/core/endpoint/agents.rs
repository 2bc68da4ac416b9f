//! Agents: create, read, list, metadata, archive.

use super::{make, write, write_document};
use crate::core::body;
use crate::core::error::Error;
use crate::core::json::Json;
use crate::core::model::query::{AgentPreview, AgentsQuery};
use crate::core::path::{Path, check_id};
use crate::core::request::{Method, Request};
use crate::core::text::fill;

/// `POST /agent`
pub fn create(agent: &Json) -> Result<Request, Error> {
    body::check_create_agent(agent)?;
    make(
        "agent",
        &[],
        Some(agent),
        "look for the agent with listAgents before you create it again",
    )
}

/// `GET /agent/{agentId}`, with a draft's or a version's config instead of the active one.
pub fn get(agent_id: &str, preview: &AgentPreview) -> Result<Request, Error> {
    let draft_id = preview.draft_id.as_deref();
    let version_id = preview.version_id.as_deref();
    for (name, id) in [("draftId", draft_id), ("versionId", version_id)] {
        if let Some(id) = id {
            check_id(name, id)?;
        }
    }
    if draft_id.is_some() && version_id.is_some() {
        return Err(Error::input(
            "preview either a draft or a version; pass draftId or versionId, not both",
        ));
    }
    let mut path = Path::of("agent/{agentId}", &[agent_id])?;
    path.query("draftId", draft_id);
    path.query("versionId", version_id);
    Ok(Request::get(path))
}

/// `GET /agent`. The platform calls the page's size `offset`.
pub fn list(query: &AgentsQuery) -> Result<Request, Error> {
    for (name, value) in [("page", query.page), ("pageSize", query.page_size)] {
        if value == Some(0) {
            return Err(Error::input(fill("{} must be 1 or more", &[name])));
        }
    }
    let mut path = Path::new("agent");
    path.query_count("page", query.page);
    path.query_count("offset", query.page_size);
    path.query("search", query.search.as_deref());
    path.query("type", query.workflow_type.as_deref());
    path.query("sortField", query.sort_field.as_deref());
    path.query("sortOrder", query.sort_order.as_deref());
    path.query_flag("archived", query.archived);
    Ok(Request::get(path))
}

/// `PATCH /agent/{agentId}`: metadata only.
pub fn update(agent_id: &str, metadata: &Json) -> Result<Request, Error> {
    body::check_agent_metadata(metadata)?;
    write_document(Method::Patch, "agent/{agentId}", &[agent_id], metadata)
}

/// `DELETE /agent/{agentId}/archive`
pub fn archive(agent_id: &str) -> Result<Request, Error> {
    write(Method::Delete, "agent/{agentId}/archive", &[agent_id])
}

/// `DELETE /agent/{agentId}/archive?on=false`
pub fn unarchive(agent_id: &str) -> Result<Request, Error> {
    write(
        Method::Delete,
        "agent/{agentId}/archive?on=false",
        &[agent_id],
    )
}
