//! Branches: list, read, fork, rename, archive.

use super::branch::{Branch, Branches, Source};
use super::row::{BranchRow, Summary};
use super::{archived, branch_id, find, find_mut, no_branch, source_scanning};
use crate::emulator::Platform;
use crate::emulator::agents;
use crate::emulator::answer::Failure;
use crate::emulator::ids::Id;
use crate::emulator::json::object;
use crate::emulator::schema::{Field, Kind, TEXT, required, text};
use crate::emulator::state::{Agent, State};
use crate::emulator::wire::{Call, Response};

/// What the default branch is called; no other may be, in any letter case (*assumed*).
const RESERVED: &str = "main";

impl Branches {
    /// Whether a branch that is not archived, other than this one, has the name.
    pub fn is_taken(&self, name: &str, other_than: Option<Id>) -> bool {
        name.eq_ignore_ascii_case(RESERVED)
            || self.iter().any(|branch| {
                !branch.is_archived && branch.name == name && Some(branch.id) != other_than
            })
    }
}

pub fn name_exists() -> Failure {
    Failure::conflict("A branch with this name already exists").of_type("branch_name_exists")
}

/// `GET /agent/{id}/branches`: those that are not archived, the default one
/// first, then in the order of their creation (*assumed*).
pub fn list(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let agent = agents::existing(&platform.state, call)?;
    let live = seen_live(platform, agent);
    let branches: Vec<_> = agent
        .branches
        .iter()
        .filter(|branch| !branch.is_archived)
        .map(|branch| summary(agent, branch, live, &platform.state))
        .collect();
    Ok(Response::ok(&object(|out| {
        out.field("branches", &branches);
    })))
}

/// `GET /agent/{id}/branches/{branchId}`
pub fn get(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let (agent, branch) = find(&platform.state, call)?;
    let live = seen_live(platform, agent);
    Ok(Response::ok(&summary(agent, branch, live, &platform.state)))
}

/// The branch that reads show as live: they may lag.
fn seen_live(platform: &Platform, agent: &Agent) -> Option<Id> {
    platform.seen_active(agent).and_then(|it| it.branch())
}

/// A branch with what follows from it.
pub fn summary<'a>(
    agent: &'a Agent,
    branch: &'a Branch,
    live: Option<Id>,
    state: &State,
) -> Summary<'a> {
    let head = branch.head.and_then(|id| agent.history.version(id));
    Summary {
        branch: BranchRow::new(state, agent, branch),
        is_live: live == Some(branch.id),
        has_open_draft: branch.draft.is_some(),
        revisions_count: branch.revisions.len(),
        head_revision_number: head.and_then(|it| it.commit.as_ref()).map(|it| it.number),
    }
}

const CREATE: &[Field] = &[
    required("sourceBranchId", TEXT),
    required("name", Kind::Name(100)),
];

/// `POST /agent/{id}/branches`
pub fn create(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let now_ms = platform.state.now_ms;
    let (agent, ids) = agents::existing_mut(&mut platform.state, call)?;
    let body = call.body_of(CREATE)?;
    let name = text(&body, "name").unwrap_or_default();
    let source = text(&body, "sourceBranchId").unwrap_or_default();
    let source = agent.branches.get(branch_id(&source)?);
    let source = source.ok_or_else(no_branch)?;
    if source.is_archived {
        return Err(archived());
    }
    if agent.branches.is_taken(&name, None) {
        return Err(name_exists());
    }
    if source.scan.is_some() {
        return Err(source_scanning());
    }
    let head = source.head.ok_or_else(|| {
        Failure::conflict("Source branch has no committed revision").of_type("source_has_no_commit")
    })?;
    let branch = Branch {
        id: ids.id(),
        name,
        is_default: false,
        is_archived: false,
        source: Some(Source {
            branch: source.id,
            revision: head,
        }),
        head: None,
        draft: None,
        scan: None,
        failed: None,
        created_at: now_ms,
        updated_at: now_ms,
        revisions: Vec::new(),
    };
    let id = branch.id;
    agent.branches.add(branch);
    row(platform, call, 201, id)
}

/// `PATCH /agent/{id}/branches/{branchId}`
pub fn rename(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let now_ms = platform.state.now_ms;
    let (agent, branch) = find(&platform.state, call)?;
    if branch.is_default {
        return Err(Failure::forbidden("The default branch cannot be renamed"));
    }
    if branch.is_archived {
        return Err(archived());
    }
    let body = call.body_of(&[required("name", Kind::Name(100))])?;
    let name = text(&body, "name").unwrap_or_default();
    if agent.branches.is_taken(&name, Some(branch.id)) {
        return Err(name_exists());
    }
    let branch = find_mut(&mut platform.state, call)?;
    branch.name = name;
    branch.updated_at = now_ms;
    let id = branch.id;
    row(platform, call, 200, id)
}

/// `POST /agent/{id}/branches/{branchId}/archive`
pub fn archive(platform: &mut Platform, call: &Call<'_>) -> Result<Response, Failure> {
    let now_ms = platform.state.now_ms;
    let (agent, branch) = find(&platform.state, call)?;
    if branch.is_default {
        return Err(Failure::forbidden("The default branch cannot be archived"));
    }
    if agent.live_branch() == Some(branch.id) {
        return Err(Failure::forbidden("The live branch cannot be archived"));
    }
    let branch = find_mut(&mut platform.state, call)?;
    if !branch.is_archived {
        branch.cancel_publish();
        branch.scan = None;
        branch.is_archived = true;
        branch.updated_at = now_ms;
    }
    Ok(Response::ok(&object(|out| out.field("archived", &true))))
}

fn row(platform: &Platform, call: &Call<'_>, status: u16, id: Id) -> Result<Response, Failure> {
    let agent = agents::existing(&platform.state, call)?;
    let branch = agent.branches.get(id).ok_or_else(no_branch)?;
    Ok(Response::success(
        status,
        &BranchRow::new(&platform.state, agent, branch),
    ))
}
