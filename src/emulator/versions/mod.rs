//! The versions generation: drafts become versions, and one version serves.

mod check;
mod drafts;
mod history;
mod published;
mod row;

pub use check::{Check, CheckSubject, CheckedConfig, Verdict};
pub use drafts::{
    diff as diff_draft, discard, edit, fork, get as get_draft, list as list_drafts, publish, rename,
};
pub use history::{Draft, Edit, History, Version};
pub use published::{activate, diff, get, list, update};
pub use row::{Row, USER_NAME, workflow_type};

use super::answer::Failure;
use super::ids::Id;
use super::state::Agent;

/// A version by the text of its id.
pub fn find<'a>(agent: &'a Agent, id: &str) -> Result<&'a Version, Failure> {
    agent
        .history
        .version(version_id(id)?)
        .ok_or_else(no_version)
}

/// A draft by its `draftId`; a branch's open draft is one too.
pub fn find_draft<'a>(agent: &'a Agent, id: &str) -> Result<&'a Draft, Failure> {
    let draft = agent.history.draft(id);
    draft
        .or_else(|| agent.branches.drafts().find(|draft| draft.draft_id == id))
        .ok_or_else(no_draft)
}

fn version_id(text: &str) -> Result<Id, Failure> {
    Id::parse(text).ok_or_else(|| Failure::bad_request("Invalid versionId format"))
}

fn no_version() -> Failure {
    Failure::not_found("Version not found")
}

fn no_draft() -> Failure {
    Failure::not_found("Draft not found")
}
