//! Revisions: list, read, history, restore, and the comparison of any two sides.

use super::branches::branch;
use crate::core::error::Error;
use crate::core::model::diff::DiffSide;
use crate::core::model::query::RevisionsQuery;
use crate::core::path::{Path, check_id};
use crate::core::request::{Method, Request};
use alloc::string::String;

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
    )
    .that_makes_anew("see listRevisions before you restore again"))
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
    let (id, of) = match side {
        DiffSide::Revision { revision_id } => (revision_id, ""),
        DiffSide::Draft { branch_id } => (branch_id, ":draft"),
    };
    check_id(name, id)?;
    // It would name the draft of a branch, or nothing.
    if id.contains(':') {
        return Err(Error::input(format!(
            "{name} holds a colon; pass the id alone, and a branch's draft as {{branchId, draft: true}}"
        )));
    }
    Ok(format!("{id}{of}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_of_a_diff_holds_one_id() {
        let revision = |id: &str| DiffSide::Revision {
            revision_id: id.to_owned(),
        };
        let draft = |id: &str| DiffSide::Draft {
            branch_id: id.to_owned(),
        };
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
