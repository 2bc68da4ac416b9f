//! Branches: list, create, read, rename, archive, make live, test call.

use super::calls;
use crate::core::body;
use crate::core::error::Error;
use crate::core::json::{self, Json};
use crate::core::path::{Path, check_id};
use crate::core::request::{Method, Request};

pub(super) fn branches(agent_id: &str) -> Result<Path, Error> {
    Ok(Path::agent(agent_id)?.then("branches"))
}

pub(super) fn branch(agent_id: &str, branch_id: &str) -> Result<Path, Error> {
    branches(agent_id)?.id("branchId", branch_id)
}

/// `GET /agent/{agentId}/branches`
pub fn list(agent_id: &str) -> Result<Request, Error> {
    Ok(Request::get(branches(agent_id)?))
}

/// `POST /agent/{agentId}/branches`
pub fn create(agent_id: &str, source_branch_id: &str, name: &str) -> Result<Request, Error> {
    check_id("sourceBranchId", source_branch_id)?;
    body::check_branch_name(name)?;
    let body = json::object(&[
        ("sourceBranchId", Some(source_branch_id)),
        ("name", Some(name)),
    ]);
    Ok(Request::new(Method::Post, branches(agent_id)?)
        .with_body(&body)
        .that_makes_anew("look for the branch with listBranches before you create it again"))
}

/// `GET /agent/{agentId}/branches/{branchId}`
pub fn get(agent_id: &str, branch_id: &str) -> Result<Request, Error> {
    Ok(Request::get(branch(agent_id, branch_id)?))
}

/// `PATCH /agent/{agentId}/branches/{branchId}`
pub fn rename(agent_id: &str, branch_id: &str, name: &str) -> Result<Request, Error> {
    body::check_branch_name(name)?;
    Ok(Request::new(Method::Patch, branch(agent_id, branch_id)?)
        .with_body(&json::object(&[("name", Some(name))])))
}

/// `POST /agent/{agentId}/branches/{branchId}/archive`
pub fn archive(agent_id: &str, branch_id: &str) -> Result<Request, Error> {
    Ok(Request::new(
        Method::Post,
        branch(agent_id, branch_id)?.then("archive"),
    ))
}

/// `POST /agent/{agentId}/branches/{branchId}/live`: switches traffic.
pub fn make_live(agent_id: &str, branch_id: &str) -> Result<Request, Error> {
    Ok(Request::new(
        Method::Post,
        branch(agent_id, branch_id)?.then("live"),
    ))
}

/// `POST /agent/{agentId}/branches/{branchId}/test-call`
pub fn test_call(agent_id: &str, branch_id: &str, call: &Json) -> Result<Request, Error> {
    body::check_branch_test_call(call)?;
    Ok(
        Request::new(Method::Post, branch(agent_id, branch_id)?.then("test-call"))
            .with_body(call)
            .that_makes_anew(calls::LOOK_FIRST),
    )
}
