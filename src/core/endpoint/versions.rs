//! Versions: list, read, diff, metadata, activate, test call.

use super::{calls, check_limit, make, write, write_document};
use crate::core::body;
use crate::core::error::Error;
use crate::core::json::Json;
use crate::core::model::query::VersionsQuery;
use crate::core::path::{Path, check_id};
use crate::core::request::{Method, Request};

/// `GET /agent/{agentId}/versions`
pub fn list(agent_id: &str, query: &VersionsQuery) -> Result<Request, Error> {
    check_limit(query.limit)?;
    let mut path = Path::of("agent/{agentId}/versions", &[agent_id])?;
    path.query_count("limit", query.limit);
    path.query_count("skip", query.skip);
    path.query_flag("isPinned", query.is_pinned);
    Ok(Request::get(path))
}

/// `GET /agent/{agentId}/versions/{versionId}`
pub fn get(agent_id: &str, version_id: &str) -> Result<Request, Error> {
    super::get(
        "agent/{agentId}/versions/{versionId}",
        &[agent_id, version_id],
    )
}

/// `GET /agent/{agentId}/versions/diff`.
///
/// The guide and the contract name the sides differently; both are sent.
pub fn diff(agent_id: &str, base_id: &str, compare_id: &str) -> Result<Request, Error> {
    check_id("baseId", base_id)?;
    check_id("compareId", compare_id)?;
    let mut path = Path::of("agent/{agentId}/versions/diff", &[agent_id])?;
    path.query("baseId", base_id);
    path.query("compareId", compare_id);
    path.query("versionA", base_id);
    path.query("versionB", compare_id);
    Ok(Request::get(path))
}

/// `PATCH /agent/{agentId}/versions/{versionId}`: label, description and pin only.
pub fn update(agent_id: &str, version_id: &str, metadata: &Json) -> Result<Request, Error> {
    body::check_version_metadata(metadata)?;
    write_document(
        Method::Patch,
        "agent/{agentId}/versions/{versionId}",
        &[agent_id, version_id],
        metadata,
    )
}

/// `PATCH /agent/{agentId}/versions/{versionId}/activate`
pub fn activate(agent_id: &str, version_id: &str) -> Result<Request, Error> {
    write(
        Method::Patch,
        "agent/{agentId}/versions/{versionId}/activate",
        &[agent_id, version_id],
    )
}

/// `POST /agent/{agentId}/versions/{versionId}/test-call`
pub fn test_call(agent_id: &str, version_id: &str, call: &Json) -> Result<Request, Error> {
    body::check_test_call(call)?;
    make(
        "agent/{agentId}/versions/{versionId}/test-call",
        &[agent_id, version_id],
        Some(call),
        calls::LOOK_FIRST,
    )
}
