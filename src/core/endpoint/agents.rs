//! Agents: create, read, list, metadata, archive.

use crate::core::body;
use crate::core::error::Error;
use crate::core::json::Json;
use crate::core::model::query::{AgentPreview, AgentsQuery};
use crate::core::path::{Path, check_id};
use crate::core::request::{Method, Request};

/// `POST /agent`
pub fn create(agent: &Json) -> Result<Request, Error> {
    body::check_create_agent(agent)?;
    Ok(Request::new(Method::Post, Path::new("agent"))
        .with_body(agent)
        .that_makes_anew("look for the agent with listAgents before you create it again"))
}

/// `GET /agent/{agentId}`, with a draft's or a version's config instead of the active one.
pub fn get(agent_id: &str, preview: &AgentPreview) -> Result<Request, Error> {
    for (name, id) in [
        ("draftId", &preview.draft_id),
        ("versionId", &preview.version_id),
    ] {
        if let Some(id) = id {
            check_id(name, id)?;
        }
    }
    if preview.draft_id.is_some() && preview.version_id.is_some() {
        return Err(Error::input(
            "preview either a draft or a version; pass draftId or versionId, not both",
        ));
    }
    Ok(Request::get(
        Path::agent(agent_id)?
            .query_some("draftId", preview.draft_id.as_deref())
            .query_some("versionId", preview.version_id.as_deref()),
    ))
}

/// `GET /agent`. The platform calls the page's size `offset`.
pub fn list(query: &AgentsQuery) -> Result<Request, Error> {
    for (name, value) in [("page", query.page), ("pageSize", query.page_size)] {
        if value == Some(0) {
            return Err(Error::input(format!("{name} must be 1 or more")));
        }
    }
    Ok(Request::get(
        Path::new("agent")
            .query_some("page", query.page)
            .query_some("offset", query.page_size)
            .query_some("search", query.search.as_deref())
            .query_some("type", query.workflow_type.as_deref())
            .query_some("sortField", query.sort_field.as_deref())
            .query_some("sortOrder", query.sort_order.as_deref())
            .query_some("archived", query.archived),
    ))
}

/// `PATCH /agent/{agentId}`: metadata only.
pub fn update(agent_id: &str, metadata: &Json) -> Result<Request, Error> {
    body::check_agent_metadata(metadata)?;
    Ok(Request::new(Method::Patch, Path::agent(agent_id)?).with_body(metadata))
}

/// `DELETE /agent/{agentId}/archive`
pub fn archive(agent_id: &str) -> Result<Request, Error> {
    Ok(Request::new(
        Method::Delete,
        Path::agent(agent_id)?.then("archive"),
    ))
}

/// `DELETE /agent/{agentId}/archive?on=false`
pub fn unarchive(agent_id: &str) -> Result<Request, Error> {
    Ok(Request::new(
        Method::Delete,
        Path::agent(agent_id)?.then("archive").query("on", "false"),
    ))
}
