//! Versions: list, read, diff, metadata, activate, test call.

use super::{Endpoint, calls, check_limit};
use crate::core::body;
use crate::core::error::Error;
use crate::core::model::query::VersionsQuery;
use crate::core::path::{Path, check_id};
use crate::core::request::{Method, Request};

const VERSION: &str = "agent/{agentId}/versions/{versionId}";

/// `GET /agent/{agentId}/versions/{versionId}`
pub static GET: Endpoint = Endpoint::new(Method::Get, VERSION);

/// `PATCH /agent/{agentId}/versions/{versionId}`: label, description and pin only.
pub static UPDATE: Endpoint =
    Endpoint::new(Method::Patch, VERSION).checked(body::check_version_metadata);

/// `PATCH /agent/{agentId}/versions/{versionId}/activate`
pub static ACTIVATE: Endpoint = Endpoint::new(
    Method::Patch,
    "agent/{agentId}/versions/{versionId}/activate",
);

/// `POST /agent/{agentId}/versions/{versionId}/test-call`
pub static TEST_CALL: Endpoint = Endpoint::making(
    "agent/{agentId}/versions/{versionId}/test-call",
    calls::LOOK_FIRST,
)
.checked(body::check_test_call);

/// `GET /agent/{agentId}/versions`
pub fn list(agent_id: &str, query: &VersionsQuery) -> Result<Request, Error> {
    check_limit(query.limit)?;
    let mut path = Path::of("agent/{agentId}/versions", &[agent_id])?;
    path.query_count("limit", query.limit);
    path.query_count("skip", query.skip);
    path.query_flag("isPinned", query.is_pinned);
    Ok(Request::get(path))
}

/// Reads a version.
pub fn get(agent_id: &str, version_id: &str) -> Result<Request, Error> {
    GET.of(&[agent_id, version_id])
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

/// Makes a version the active one.
pub fn activate(agent_id: &str, version_id: &str) -> Result<Request, Error> {
    ACTIVATE.of(&[agent_id, version_id])
}
