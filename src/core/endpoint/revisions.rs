//! Revisions: list, read, history, restore, and the comparison of any two sides.

use super::{Endpoint, check_limit};
use crate::core::error::Error;
use crate::core::model::diff::DiffSide;
use crate::core::model::query::RevisionsQuery;
use crate::core::path::{Path, check_id};
use crate::core::request::{Method, Request};
use crate::core::search;
use crate::core::text::fill;
use alloc::string::String;

/// `GET /agent/{agentId}/branches/{branchId}/revisions/{revisionId}`
pub static GET: Endpoint = Endpoint::new(
    Method::Get,
    "agent/{agentId}/branches/{branchId}/revisions/{revisionId}",
);

/// `GET /agent/{agentId}/branches/{branchId}/revisions/{revisionId}/history`
pub static HISTORY: Endpoint = Endpoint::new(
    Method::Get,
    "agent/{agentId}/branches/{branchId}/revisions/{revisionId}/history",
);

/// `POST /agent/{agentId}/branches/{branchId}/revisions/{revisionId}/restore`
pub static RESTORE: Endpoint = Endpoint::making(
    "agent/{agentId}/branches/{branchId}/revisions/{revisionId}/restore",
    "see listRevisions before you restore again",
);

/// `GET /agent/{agentId}/branches/{branchId}/revisions`
pub fn list(agent_id: &str, branch_id: &str, query: &RevisionsQuery) -> Result<Request, Error> {
    check_limit(query.limit)?;
    let ids = [agent_id, branch_id];
    let mut path = Path::of("agent/{agentId}/branches/{branchId}/revisions", &ids)?;
    path.query_count("limit", query.limit);
    path.query_count("skip", query.skip);
    Ok(Request::get(path))
}

/// Reads a revision.
pub fn get(agent_id: &str, branch_id: &str, revision_id: &str) -> Result<Request, Error> {
    GET.of(&[agent_id, branch_id, revision_id])
}

/// Restores a revision.
pub fn restore(agent_id: &str, branch_id: &str, revision_id: &str) -> Result<Request, Error> {
    RESTORE.of(&[agent_id, branch_id, revision_id])
}

/// `GET /agent/{agentId}/diff`: `a` is the base, `b` the target.
pub fn diff(agent_id: &str, a: &DiffSide, b: &DiffSide) -> Result<Request, Error> {
    let mut path = Path::of("agent/{agentId}/diff", &[agent_id])?;
    path.query("a", &side("a", a)?);
    path.query("b", &side("b", b)?);
    Ok(Request::get(path))
}

fn side(name: &str, side: &DiffSide) -> Result<String, Error> {
    let (id, of) = match side {
        DiffSide::Revision { revision_id } => (revision_id, ""),
        DiffSide::Draft { branch_id } => (branch_id, ":draft"),
    };
    check_id(name, id)?;
    // It would name the draft of a branch, or nothing.
    if search::has(id.as_bytes(), b':') {
        return Err(Error::input(fill(
            "{} holds a colon; pass the id alone, and a branch's draft as {}",
            &[name, "{branchId, draft: true}"],
        )));
    }
    Ok(fill("{}{}", &[id, of]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_of_a_diff_holds_one_id() {
        let revision = |revision_id| DiffSide::Revision { revision_id };
        let draft = |branch_id| DiffSide::Draft { branch_id };
        assert_eq!(
            diff("a", &revision("r"), &draft("b")).unwrap().path,
            "/agent/a/diff?a=r&b=b%3Adraft"
        );
        for (a, b, named) in [
            (revision("b:draft"), revision("r"), "a holds a colon"),
            (revision("r"), draft("b:draft"), "b holds a colon"),
            (revision("r/x"), revision("r"), "a holds a path"),
            (revision("r"), draft(""), "b is empty"),
        ] {
            let error = diff("a", &a, &b).unwrap_err();
            assert!(error.message.starts_with(named), "{}", error.message);
        }
    }
}
