//! Branches: list, create, read, rename, archive, make live, test call.

use super::{calls, make, write, write_document};
use crate::core::body;
use crate::core::error::Error;
use crate::core::json::{self, Json};
use crate::core::path::check_id;
use crate::core::request::{Method, Request};

/// `GET /agent/{agentId}/branches`
pub fn list(agent_id: &str) -> Result<Request, Error> {
    super::get("agent/{agentId}/branches", &[agent_id])
}

/// `POST /agent/{agentId}/branches`
pub fn create(agent_id: &str, source_branch_id: &str, name: &str) -> Result<Request, Error> {
    check_id("sourceBranchId", source_branch_id)?;
    body::check_branch_name(name)?;
    let branch = json::object(&[
        ("sourceBranchId", Some(source_branch_id)),
        ("name", Some(name)),
    ]);
    make(
        "agent/{agentId}/branches",
        &[agent_id],
        Some(&branch),
        "look for the branch with listBranches before you create it again",
    )
}

/// `GET /agent/{agentId}/branches/{branchId}`
pub fn get(agent_id: &str, branch_id: &str) -> Result<Request, Error> {
    super::get(
        "agent/{agentId}/branches/{branchId}",
        &[agent_id, branch_id],
    )
}

/// `PATCH /agent/{agentId}/branches/{branchId}`
pub fn rename(agent_id: &str, branch_id: &str, name: &str) -> Result<Request, Error> {
    body::check_branch_name(name)?;
    write_document(
        Method::Patch,
        "agent/{agentId}/branches/{branchId}",
        &[agent_id, branch_id],
        &json::object(&[("name", Some(name))]),
    )
}

/// `POST /agent/{agentId}/branches/{branchId}/archive`
pub fn archive(agent_id: &str, branch_id: &str) -> Result<Request, Error> {
    write(
        Method::Post,
        "agent/{agentId}/branches/{branchId}/archive",
        &[agent_id, branch_id],
    )
}

/// `POST /agent/{agentId}/branches/{branchId}/live`: switches traffic.
pub fn make_live(agent_id: &str, branch_id: &str) -> Result<Request, Error> {
    write(
        Method::Post,
        "agent/{agentId}/branches/{branchId}/live",
        &[agent_id, branch_id],
    )
}

/// `POST /agent/{agentId}/branches/{branchId}/test-call`
pub fn test_call(agent_id: &str, branch_id: &str, call: &Json) -> Result<Request, Error> {
    body::check_branch_test_call(call)?;
    make(
        "agent/{agentId}/branches/{branchId}/test-call",
        &[agent_id, branch_id],
        Some(call),
        calls::LOOK_FIRST,
    )
}
