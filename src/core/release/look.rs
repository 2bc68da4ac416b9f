//! Reads that several steps take: configs, comparisons, and pages of what there is.

use super::journal::Journal;
use crate::core::endpoint::{agents, revisions, versions};
use crate::core::error::Error;
use crate::core::model::branch_facts::RevisionFacts;
use crate::core::model::diff::DiffSide;
use crate::core::model::facts::{AgentFacts, VersionsPage};
use crate::core::model::query::{AgentPreview, RevisionsQuery, VersionsQuery};
use crate::core::model::report::Step;
use crate::core::request::Request;
use alloc::vec::Vec;

/// `GET /agent/{agentId}`: what serves.
pub fn agent<'a>(journal: &Journal<'a>) -> Result<AgentFacts<'a>, Error> {
    preview(journal, None, None)
}

/// The agent with the config of a version or a revision.
pub fn version<'a>(journal: &Journal<'a>, version_id: &str) -> Result<AgentFacts<'a>, Error> {
    preview(journal, None, Some(version_id))
}

/// The agent with the config of a draft.
pub fn draft<'a>(journal: &Journal<'a>, draft_id: &str) -> Result<AgentFacts<'a>, Error> {
    preview(journal, Some(draft_id), None)
}

fn preview<'a>(
    journal: &Journal<'a>,
    draft_id: Option<&str>,
    version_id: Option<&str>,
) -> Result<AgentFacts<'a>, Error> {
    let preview = AgentPreview {
        draft_id,
        version_id,
    };
    let request = agents::get(&journal.at.ids.agent_id, &preview)?;
    journal.port.send_whole(&request)?.facts(AgentFacts::read)
}

/// A page of the agent's versions, newest first.
pub fn versions<'a>(
    journal: &Journal<'a>,
    limit: u32,
    skip: Option<u32>,
) -> Result<VersionsPage<'a>, Error> {
    let query = VersionsQuery {
        limit: Some(limit),
        skip,
        is_pinned: None,
    };
    journal.read(
        versions::list(&journal.at.ids.agent_id, &query),
        VersionsPage::read,
    )
}

/// A page of the branch's revisions, newest first.
pub fn revisions<'a>(
    journal: &Journal<'a>,
    limit: u32,
    skip: Option<u32>,
) -> Result<Vec<RevisionFacts<'a>>, Error> {
    let query = RevisionsQuery {
        limit: Some(limit),
        skip,
    };
    journal.read(
        revisions::list(&journal.at.ids.agent_id, journal.branch_id(), &query),
        RevisionFacts::read_page,
    )
}

/// A revision of the branch.
pub fn revision<'a>(journal: &Journal<'a>, revision_id: &str) -> Result<RevisionFacts<'a>, Error> {
    let agent_id = &journal.at.ids.agent_id;
    journal.read(
        revisions::get(agent_id, journal.branch_id(), revision_id),
        RevisionFacts::read,
    )
}

/// Has the platform compare two sides, and notes what it says.
pub fn compare(journal: &mut Journal, request: Result<Request, Error>) -> Result<(), Error> {
    journal.begin(Step::Diff);
    let reply = journal.port.send_whole(&request?)?;
    journal.found.diff = reply.data()?.clone();
    Ok(())
}

/// The same for a revision and another one, or a draft.
pub fn compare_sides(journal: &mut Journal, base_id: &str, with: &DiffSide) -> Result<(), Error> {
    let base = DiffSide::Revision {
        revision_id: base_id,
    };
    let request = revisions::diff(&journal.at.ids.agent_id, &base, with);
    compare(journal, request)
}
