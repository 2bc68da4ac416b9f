//! Which branch a call works on, and how it treats other people's work there.

use super::freeze::Patience;
use crate::core::endpoint::branches;
use crate::core::error::{Error, Kind};
use crate::core::model::branch_facts::BranchFacts;
use crate::core::model::report::Step;
use crate::core::release::journal::{Journal, keep};
use crate::core::retry;
use crate::core::text::fill;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

/// How often a branch is created that did not show.
const ATTEMPTS: u32 = 3;
/// Between two attempts, in milliseconds.
const LOOK_AGAIN_MS: u64 = 500;

/// What to do with a draft that somebody left open on the branch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OpenDraft {
    /// Stop, with the list of what it changes.
    #[default]
    Refuse,
    /// Publish it together with the patch.
    Include,
    /// Discard it.
    Replace,
}

/// What to do when somebody edits the same draft meanwhile.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OnConflict {
    /// Stop, with what is in conflict.
    #[default]
    Refuse,
    /// Keep both edits where they touch different paths, and stop where they don't.
    Merge,
    /// Put the patch over theirs.
    Overwrite,
}

/// Where a release goes. Its default is the branch that serves.
#[derive(Debug, Clone)]
pub struct Target {
    /// The branch's name or id. Default: the live one.
    pub branch: Option<String>,
    /// Makes the branch from the live one when there is none of that name.
    pub create_branch: bool,
    /// Whether the branch serves in the end.
    pub go_live: bool,
    /// See [`OpenDraft`].
    pub open_draft: OpenDraft,
    /// See [`OnConflict`].
    pub on_conflict: OnConflict,
    /// Waits until a config freeze is over, up to the deadline.
    pub wait_out_freeze: bool,
}

impl Default for Target {
    fn default() -> Self {
        Self {
            branch: None,
            create_branch: false,
            go_live: true,
            open_draft: OpenDraft::default(),
            on_conflict: OnConflict::default(),
            wait_out_freeze: false,
        }
    }
}

impl OpenDraft {
    /// Reads the word that a caller passed.
    pub fn read(word: Option<&str>) -> Result<Self, Error> {
        match word {
            None | Some("refuse") => Ok(Self::Refuse),
            Some("include") => Ok(Self::Include),
            Some("replace") => Ok(Self::Replace),
            Some(_) => Err(Error::input(
                "openDraft must be \"refuse\", \"include\" or \"replace\"",
            )),
        }
    }
}

impl OnConflict {
    /// Reads the word that a caller passed.
    pub fn read(word: Option<&str>) -> Result<Self, Error> {
        match word {
            None | Some("refuse") => Ok(Self::Refuse),
            Some("merge") => Ok(Self::Merge),
            Some("overwrite") => Ok(Self::Overwrite),
            Some(_) => Err(Error::input(
                "onConflict must be \"refuse\", \"merge\" or \"overwrite\"",
            )),
        }
    }
}

impl Target {
    /// Refuses what makes no sense before any request.
    pub fn check(&self) -> Result<(), Error> {
        match &self.branch {
            Some(name) => crate::core::body::check_branch_name(name),
            None if self.create_branch => Err(Error::input(
                "createBranch needs the new branch's name; pass it as branch",
            )),
            None if !self.go_live => Err(Error::input(
                "goLive: false needs a branch to stage on; publishing on the live branch goes live at once",
            )),
            None => Ok(()),
        }
    }

    /// Whether the draft may hold, and the release publish, what is not the patch's.
    pub fn may_hold_more(&self) -> bool {
        self.open_draft == OpenDraft::Include || self.on_conflict != OnConflict::Refuse
    }
}

/// A branch to work on, beside the one that serves.
#[derive(Debug)]
pub struct Chosen<'a> {
    pub branch: BranchFacts<'a>,
    /// Its head, or where it was forked: what its draft is made on.
    pub head: &'a str,
    pub live: BranchFacts<'a>,
    /// What served when the call began.
    pub previous: Option<String>,
}

pub fn read_branches<'a>(journal: &Journal<'a>) -> Result<Vec<BranchFacts<'a>>, Error> {
    let request = branches::list(&journal.at.ids.agent_id);
    journal.read(request, BranchFacts::read_list)
}

/// The branch of that name or id.
pub fn named<'a>(branches: &[BranchFacts<'a>], name: &str) -> Option<BranchFacts<'a>> {
    let by_id = branches.iter().find(|branch| branch.id() == name);
    let found = by_id.or_else(|| branches.iter().find(|branch| branch.name() == name));
    found.copied()
}

/// The branch of that name or id, which is to be there.
pub fn found<'a>(branches: &[BranchFacts<'a>], name: &str) -> Result<BranchFacts<'a>, Error> {
    named(branches, name).ok_or_else(|| no_branch(name))
}

/// The branch that serves.
pub fn live<'a>(branches: &[BranchFacts<'a>]) -> Result<BranchFacts<'a>, Error> {
    let live = branches.iter().find(|branch| branch.is_live());
    live.copied().ok_or_else(|| {
        Error::new(
            Kind::NoCommittedRevision,
            "no_live_branch",
            "no branch of the agent is live; make one live first",
        )
    })
}

/// Picks the branch that a release goes to, and makes it if that was asked for.
pub fn choose<'a>(journal: &mut Journal<'a>, target: &Target) -> Result<Chosen<'a>, Error> {
    let branches = read_branches(journal)?;
    let live = live(&branches)?;
    // Taken up again, it stays on its branch, whatever that is called by now.
    let begun = match &journal.at.ids.branch_id {
        Some(id) if journal.at.base_id.is_some() => Some(found(&branches, id)?),
        _ => None,
    };
    let branch = match (begun, &target.branch) {
        (Some(begun), _) => begun,
        (None, None) => live,
        (None, Some(name)) if target.create_branch => match named(&branches, name) {
            Some(branch) => branch,
            None => create(journal, &live, name, target)?,
        },
        (None, Some(name)) => found(&branches, name)?,
    };
    if branch.is_live() && !target.go_live {
        return Err(Error::new(
            Kind::Conflict,
            "branch_is_live",
            fill(
                "branch {} is live, and publishing on it goes live at once; stage on another branch",
                &[branch.name()],
            ),
        ));
    }
    // A fork starts where it was forked; an answer that leaves that out is of
    // one that was just made from what serves.
    let start = branch.head().or_else(|| branch.source());
    let head = start.or_else(|| live.head()).ok_or_else(no_head)?;
    let previous = live.head().map(str::to_owned);
    keep(&mut journal.at.ids.branch_id, branch.id());
    journal.at.ids.previous_version_id.clone_from(&previous);
    Ok(Chosen {
        branch,
        head,
        live,
        previous,
    })
}

/// A branch that is not there.
fn no_branch(name: &str) -> Error {
    Error::new(
        Kind::NotFound,
        "branch_not_found",
        fill(
            "the agent has no branch {}; see listBranches, or pass createBranch: true",
            &[name],
        ),
    )
}

pub fn no_head() -> Error {
    Error::new(
        Kind::NoCommittedRevision,
        "no_committed_revision",
        "the branch has no committed revision to start from",
    )
}

/// A name is unique: a creation whose reply got lost is looked up by it, and
/// sent again it makes no second branch.
fn create<'a>(
    journal: &mut Journal<'a>,
    live: &BranchFacts,
    name: &str,
    target: &Target,
) -> Result<BranchFacts<'a>, Error> {
    journal.begin(Step::Fork);
    let request = branches::create(&journal.at.ids.agent_id, live.id(), name)?;
    let patience = Patience::new(target.wait_out_freeze);
    let mut attempts = 0;
    loop {
        let error = match journal.port.read(&request, BranchFacts::read) {
            Ok(branch) => return Ok(branch),
            Err(error) => error,
        };
        if patience.waits(&journal.port, &error)? {
            continue;
        }
        attempts += 1;
        let is_there = error.kind == Kind::BranchNameExists;
        if !is_there && !retry::is_ambiguous(&error) {
            return Err(error);
        }
        journal.port.check_open()?;
        let branches = read_branches(journal)?;
        // A branch on which nothing was done yet is what was to be made.
        let is_fresh =
            |branch: &BranchFacts| branch.head().is_none() && branch.draft_id().is_none();
        match named(&branches, name).filter(is_fresh) {
            Some(branch) => return Ok(branch),
            None if is_there || attempts >= ATTEMPTS => return Err(error),
            None => journal.port.sleep(LOOK_AGAIN_MS)?,
        }
    }
}
