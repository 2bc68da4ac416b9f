//! Revisions: list, read, history, restore, and the comparison of any two sides.

use super::branches::branch;
use crate::core::error::Error;
use crate::core::model::diff::DiffSide;
use crate::core::model::query::RevisionsQuery;
use crate::core::path::{Path, check_id};
use crate::core::request::{Method, Request};

fn revisions(agent_id: &str, branch_id: &str) -> Result<Path, Error> {
    Ok(branch(agent_id, branch_id)?.then("revisions"))
}

fn revision(agent_id: &str, branch_id: &str, revision_id: &str) -> Result<Path, Error> {
    revisions(agent_id, branch_id)?.id("revisionId", revision_id)
}

/// `GET /agent/{agentId}/branches/{branchId}/revisions`
pub fn list(agent_id: &str, branch_id: &str, query: &RevisionsQuery) -> Result<Request, Error> {
    if query.limit.is_some_and(|limit| !(1..=100).contains(&limit)) {
        return Err(Error::input("limit must be from 1 to 100"));
    }
    Ok(Request::get(
        revisions(agent_id, branch_id)?
            .query_some("limit", query.limit)
            .query_some("skip", query.skip),
    ))
}

/// `GET /agent/{agentId}/branches/{branchId}/revisions/{revisionId}`
pub fn get(agent_id: &str, branch_id: &str, revision_id: &str) -> Result<Request, Error> {
    Ok(Request::get(revision(agent_id, branch_id, revision_id)?))
}

/// `GET /agent/{agentId}/branches/{branchId}/revisions/{revisionId}/history`
pub fn history(agent_id: &str, branch_id: &str, revision_id: &str) -> Result<Request, Error> {
    Ok(Request::get(
        revision(agent_id, branch_id, revision_id)?.then("history"),
    ))
}

/// `POST /agent/{agentId}/branches/{branchId}/revisions/{revisionId}/restore`
pub fn restore(agent_id: &str, branch_id: &str, revision_id: &str) -> Result<Request, Error> {
    Ok(Request::new(
        Method::Post,
        revision(agent_id, branch_id, revision_id)?.then("restore"),
    ))
}

/// `GET /agent/{agentId}/diff`: `a` is the base, `b` the target.
pub fn diff(agent_id: &str, a: &DiffSide, b: &DiffSide) -> Result<Request, Error> {
    Ok(Request::get(
        Path::agent(agent_id)?
            .then("diff")
            .query("a", &side("a", a)?)
            .query("b", &side("b", b)?),
    ))
}

fn side(name: &str, side: &DiffSide) -> Result<String, Error> {
    match side {
        DiffSide::Revision { revision_id } => {
            check_id(name, revision_id)?;
            Ok(revision_id.clone())
        }
        DiffSide::Draft { branch_id } => {
            check_id(name, branch_id)?;
            Ok(format!("{branch_id}:draft"))
        }
    }
}
