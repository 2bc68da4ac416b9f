//! The branches generation: every branch has a draft and a chain of revisions,
//! and one branch is live.
//!
//! A revision is a version with a commit, so that what reads versions by their
//! id reads revisions as well. *Assumed*, as no source says it:
//!
//! - A new branch has no head until its first commit; its first draft starts
//!   from the revision that it was forked from.
//! - A draft starts at revision 0, which equals the revision it was opened
//!   from; every write adds 1. Without an open draft, `expectedRevision` 0 is
//!   the only base there is.
//! - A write to a draft that is being scanned is taken and cancels the scan:
//!   the publish was armed against another draft revision. So do discarding
//!   the draft and archiving the branch, which alone also stops a restore.
//! - A restore leaves an open draft as it is, and its revision has no label.
//! - Making the live branch live and archiving an archived one change nothing.
//! - The texts of refusals that have an `error_type`, and of those about
//!   branches, drafts and revisions that do not exist.

mod branch;
mod conflict;
mod diff;
mod draft;
mod drafts;
mod live;
mod manage;
mod publish;
mod restore;
mod revisions;
mod row;
mod scan;
mod test_call;

pub use branch::{Branch, Branches, Commit, seed};
pub use diff::diff;
pub use drafts::{discard, get as get_draft, put as put_draft};
pub use live::make_live;
pub use manage::{archive, create, get, list, rename};
pub use publish::{cancel, publish};
pub use restore::restore;
pub use revisions::{get as get_revision, history, list as list_revisions};
pub use scan::settle;
pub use test_call::test_call;

use super::Options;
use super::agents;
use super::answer::Failure;
use super::ids::Id;
use super::state::{Agent, State};
use super::versions::Version;
use super::wire::Call;

/// The agent and the branch that a path names.
fn find<'a>(state: &'a State, call: &Call<'_>) -> Result<(&'a Agent, &'a Branch), Failure> {
    let agent = agents::existing(state, call)?;
    Ok((agent, branch(agent, call)?))
}

/// The branch that a path names.
fn branch<'a>(agent: &'a Agent, call: &Call<'_>) -> Result<&'a Branch, Failure> {
    let branch = agent.branches.get(branch_id(call.segment(3))?);
    branch.ok_or_else(no_branch)
}

/// The branch that a path names, to change it.
fn find_mut<'a>(state: &'a mut State, call: &Call<'_>) -> Result<&'a mut Branch, Failure> {
    let (agent, _) = agents::existing_mut(state, call)?;
    let branch = agent.branches.get_mut(branch_id(call.segment(3))?);
    branch.ok_or_else(no_branch)
}

/// A revision of any branch, as far as it shows.
fn revision<'a>(options: &Options, agent: &'a Agent, id: Id) -> Option<&'a Version> {
    let uncommitted = || {
        let mut branches = agent.branches.iter();
        branches.find_map(|branch| branch.uncommitted(options).find(|it| it.id == id))
    };
    agent.history.version(id).or_else(uncommitted)
}

/// The revision that a path names on its branch.
fn revision_on<'a>(
    options: &Options,
    agent: &'a Agent,
    branch: &Branch,
    id: &str,
) -> Result<&'a Version, Failure> {
    let found = revision(options, agent, revision_id(id)?).ok_or_else(no_revision)?;
    if found.branch() == Some(branch.id) {
        Ok(found)
    } else {
        Err(Failure::bad_request(
            "Revision does not belong to this branch",
        ))
    }
}

impl Version {
    /// The branch of a revision.
    fn branch(&self) -> Option<Id> {
        self.commit.as_ref().map(|commit| commit.branch)
    }
}

fn branch_id(text: &str) -> Result<Id, Failure> {
    Id::parse(text).ok_or_else(|| Failure::bad_request("Invalid branchId format"))
}

fn revision_id(text: &str) -> Result<Id, Failure> {
    Id::parse(text).ok_or_else(|| Failure::bad_request("Invalid revisionId format"))
}

fn no_branch() -> Failure {
    Failure::not_found("Branch not found")
}

fn no_revision() -> Failure {
    Failure::not_found("Revision not found")
}

fn no_open_draft() -> Failure {
    Failure::not_found("No open draft on this branch")
}

fn archived() -> Failure {
    Failure::forbidden("Branch is archived")
}

fn no_committed_revision() -> Failure {
    Failure::conflict("Branch has no committed revision").of_type("no_committed_revision")
}

fn source_scanning() -> Failure {
    Failure::conflict("Source is still being scanned").of_type("source_scanning")
}

fn publish_in_progress() -> Failure {
    Failure::conflict("Another publish or restore is in progress on this branch")
        .of_type("publish_in_progress")
}
