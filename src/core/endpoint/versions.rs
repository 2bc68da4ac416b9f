//! Versions: list, read, diff, metadata, activate, test call.

use super::calls;
use crate::core::body;
use crate::core::error::Error;
use crate::core::json::Json;
use crate::core::model::query::VersionsQuery;
use crate::core::path::{Path, check_id};
use crate::core::request::{Method, Request};

fn versions(agent_id: &str) -> Result<Path, Error> {
    Ok(Path::agent(agent_id)?.then("versions"))
}

fn version(agent_id: &str, version_id: &str) -> Result<Path, Error> {
    versions(agent_id)?.id("versionId", version_id)
}

/// `GET /agent/{agentId}/versions`
pub fn list(agent_id: &str, query: &VersionsQuery) -> Result<Request, Error> {
    if query.limit.is_some_and(|limit| !(1..=100).contains(&limit)) {
        return Err(Error::input("limit must be from 1 to 100"));
    }
    Ok(Request::get(
        versions(agent_id)?
            .query_some("limit", query.limit)
            .query_some("skip", query.skip)
            .query_some("isPinned", query.is_pinned),
    ))
}

/// `GET /agent/{agentId}/versions/{versionId}`
pub fn get(agent_id: &str, version_id: &str) -> Result<Request, Error> {
    Ok(Request::get(version(agent_id, version_id)?))
}

/// `GET /agent/{agentId}/versions/diff`.
///
/// The guide and the contract name the sides differently; both are sent.
pub fn diff(agent_id: &str, base_id: &str, compare_id: &str) -> Result<Request, Error> {
    check_id("baseId", base_id)?;
    check_id("compareId", compare_id)?;
    Ok(Request::get(
        versions(agent_id)?
            .then("diff")
            .query("baseId", base_id)
            .query("compareId", compare_id)
            .query("versionA", base_id)
            .query("versionB", compare_id),
    ))
}

/// `PATCH /agent/{agentId}/versions/{versionId}`: label, description and pin only.
pub fn update(agent_id: &str, version_id: &str, metadata: &Json) -> Result<Request, Error> {
    body::check_version_metadata(metadata)?;
    Ok(Request::new(Method::Patch, version(agent_id, version_id)?).with_body(metadata))
}

/// `PATCH /agent/{agentId}/versions/{versionId}/activate`
pub fn activate(agent_id: &str, version_id: &str) -> Result<Request, Error> {
    Ok(Request::new(
        Method::Patch,
        version(agent_id, version_id)?.then("activate"),
    ))
}

/// `POST /agent/{agentId}/versions/{versionId}/test-call`
pub fn test_call(agent_id: &str, version_id: &str, call: &Json) -> Result<Request, Error> {
    body::check_test_call(call)?;
    Ok(Request::new(
        Method::Post,
        version(agent_id, version_id)?.then("test-call"),
    )
    .with_body(call)
    .that_makes_anew(calls::LOOK_FIRST))
}
