//! Reads that several steps take: configs, and pages of what there is.

use super::journal::Journal;
use crate::core::endpoint::{agents, revisions, versions};
use crate::core::error::Error;
use crate::core::json::Json;
use crate::core::model::branch_facts::RevisionFacts;
use crate::core::model::facts::{AgentFacts, VersionsPage};
use crate::core::model::query::{AgentPreview, RevisionsQuery, VersionsQuery};
use alloc::borrow::ToOwned;
use alloc::vec::Vec;

/// `GET /agent/{agentId}`: what serves.
pub fn agent(journal: &Journal) -> Result<AgentFacts, Error> {
    preview(journal, None, None)
}

/// The config of a version or a revision, flat.
pub fn config_of_version(journal: &Journal, version_id: &str) -> Result<Json, Error> {
    let agent = preview(journal, None, Some(version_id))?;
    Ok(agent.resolved_config())
}

/// The config of a draft, flat.
pub fn config_of_draft(journal: &Journal, draft_id: &str) -> Result<Json, Error> {
    let agent = preview(journal, Some(draft_id), None)?;
    Ok(agent.resolved_config())
}

fn preview(
    journal: &Journal,
    draft_id: Option<&str>,
    version_id: Option<&str>,
) -> Result<AgentFacts, Error> {
    let preview = AgentPreview {
        draft_id: draft_id.map(str::to_owned),
        version_id: version_id.map(str::to_owned),
    };
    let request = agents::get(&journal.at.ids.agent_id, &preview)?;
    journal.port.send_whole(&request)?.facts(AgentFacts::read)
}

/// A page of the agent's versions, newest first.
pub fn versions(journal: &Journal, limit: u32, skip: Option<u32>) -> Result<VersionsPage, Error> {
    let query = VersionsQuery {
        limit: Some(limit),
        skip,
        is_pinned: None,
    };
    let request = versions::list(&journal.at.ids.agent_id, &query)?;
    journal.port.send(&request)?.facts(VersionsPage::read)
}

/// A page of a branch's revisions, newest first.
pub fn revisions(
    journal: &Journal,
    branch_id: &str,
    limit: u32,
    skip: Option<u32>,
) -> Result<Vec<RevisionFacts>, Error> {
    let query = RevisionsQuery {
        limit: Some(limit),
        skip,
    };
    let request = revisions::list(&journal.at.ids.agent_id, branch_id, &query)?;
    journal.port.send(&request)?.facts(RevisionFacts::read_page)
}
