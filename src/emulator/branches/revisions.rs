//! Revisions: list, read, and how they came to be.

use super::row::RevisionRow;
use super::{find, revision_on};
use crate::emulator::Platform;
use crate::emulator::answer::Failure;
use crate::emulator::config::Section;
use crate::emulator::config::resolved::BySection;
use crate::emulator::ids::Id;
use crate::emulator::json::shown;
use crate::emulator::state::Agent;
use crate::emulator::versions::Version;
use crate::emulator::wire::{Call, Response};

/// Revisions on a page when no `limit` is given.
const PAGE: u64 = 20;

struct Page<'a> {
    revisions: Vec<RevisionRow<'a>>,
    total: usize,
}

shown!(Page<'_> {
    "revisions": revisions,
    "total": total,
});

/// `GET /agent/{id}/branches/{branchId}/revisions`, newest first.
pub fn list(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let state = &platform.state;
    let (agent, branch) = find(state, call)?;
    let limit = call.query_number("limit", 1, 100)?.unwrap_or(PAGE);
    let skip = call.query_number("skip", 0, u64::MAX)?.unwrap_or(0);
    let active = platform.seen_active(agent);
    let uncommitted: Vec<_> = branch.uncommitted(&platform.options).collect();
    let total = uncommitted.len() + branch.revisions.len();
    let committed = branch.revisions.iter().rev();
    let revisions = uncommitted
        .into_iter()
        .chain(committed.filter_map(|id| agent.history.version(*id)))
        .skip(usize::try_from(skip).unwrap_or(usize::MAX))
        .take(usize::try_from(limit).unwrap_or(usize::MAX))
        .map(|revision| RevisionRow::revision(state, agent, revision, active))
        .collect();
    Ok(Response::ok(&Page { revisions, total }))
}

struct Detail<'a> {
    revision: RevisionRow<'a>,
    resolved_config: BySection<'a>,
}

shown!(Detail<'_> {
    "revision": revision,
    "resolvedConfig": resolved_config,
});

/// `GET /agent/{id}/branches/{branchId}/revisions/{revisionId}`
pub fn get(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let (agent, branch) = find(&platform.state, call)?;
    let revision = revision_on(&platform.options, agent, branch, call.segment(5))?;
    let active = platform.seen_active(agent);
    Ok(Response::ok(&Detail {
        revision: RevisionRow::revision(&platform.state, agent, revision, active),
        resolved_config: BySection(&revision.config),
    }))
}

struct History<'a> {
    revision: RevisionRow<'a>,
    published_by: Id,
    trail: Vec<Step<'a>>,
}

shown!(History<'_> {
    "revision": revision,
    "publishedBy": published_by,
    "trail": trail,
});

struct Step<'a> {
    revision: RevisionRow<'a>,
    changed_sections: Vec<Section>,
}

shown!(Step<'_> {
    "revision": revision,
    "changedSections": changed_sections,
});

/// `GET /agent/{id}/branches/{branchId}/revisions/{revisionId}/history`: the
/// revisions before it, the newest first (*assumed*).
pub fn history(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let state = &platform.state;
    let (agent, branch) = find(state, call)?;
    let revision = revision_on(&platform.options, agent, branch, call.segment(5))?;
    let active = platform.seen_active(agent);
    let trail = branch
        .revisions
        .iter()
        .take_while(|id| **id != revision.id)
        .filter_map(|id| agent.history.version(*id))
        .map(|revision| Step {
            revision: RevisionRow::revision(state, agent, revision, active),
            changed_sections: changed_sections(agent, revision),
        });
    let mut trail: Vec<_> = trail.collect();
    trail.reverse();
    Ok(Response::ok(&History {
        revision: RevisionRow::revision(state, agent, revision, active),
        published_by: state.user,
        trail,
    }))
}

/// What a revision changed against its parent; the first one, nothing.
fn changed_sections(agent: &Agent, revision: &Version) -> Vec<Section> {
    let parent = revision.parent.and_then(|id| agent.history.version(id));
    parent.map_or_else(Vec::new, |parent| {
        let differs = |section: &Section| {
            parent.config.section(*section) != revision.config.section(*section)
        };
        Section::ALL.into_iter().filter(differs).collect()
    })
}
