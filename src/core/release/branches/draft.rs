//! The edit of a branch's draft, with other people around.

use super::freeze::Patience;
use super::target::{Chosen, OnConflict, OpenDraft, Target};
use crate::core::endpoint::branch_drafts;
use crate::core::error::{Error, Kind};
use crate::core::json;
use crate::core::json::Json;
use crate::core::model::branch_facts::{BranchDraftFacts, BranchFacts};
use crate::core::model::checkpoint::DraftState;
use crate::core::model::facts::AgentFacts;
use crate::core::model::report::{Change, Step};
use crate::core::release::journal::{Journal, keep};
use crate::core::release::{confirm, diff, look, three_way};
use crate::core::retry;
use crate::core::text::fill;
use alloc::vec::Vec;

/// How often an edit is repeated before its draft is given up.
pub const EDITS: u32 = 5;
/// How often a draft that was written is looked at before a field counts as dropped.
const LOOKS: u32 = 4;
/// Between an edit and another look at a draft that does not show it yet.
pub const LOOK_AGAIN_MS: u64 = 500;

/// The error of a patch that a branch's draft does not show.
pub fn not_confirmed(branch: BranchFacts, missing: &[Change]) -> Error {
    let paths = diff::paths(missing);
    let shown = if missing.is_empty() { "it" } else { &paths };
    Error::new(
        Kind::Conflict,
        "not_confirmed",
        fill(
            "the platform took the patch but the draft of branch {} does not show {}; is the field's name right?",
            &[branch.name(), shown],
        ),
    )
    .with_detail("missing", json::value(&missing))
}

/// What to write, and on which ground.
pub struct Editing<'w, 'a> {
    pub chosen: &'w Chosen<'a>,
    pub target: &'w Target,
    pub patch: &'w Json,
    /// The agent with the config at the branch's head.
    pub head: AgentFacts<'a>,
}

/// What an edit is made on.
struct Base<'a> {
    /// The agent with the draft's config; with the head's, where there is none.
    agent: AgentFacts<'a>,
    /// The draft's revision. A branch without a draft counts as revision 0
    /// (assumed); none is to open a draft only while there is none.
    revision: Option<u64>,
}

/// The branch's open draft, if there is one.
pub fn read_draft<'a>(journal: &Journal<'a>) -> Result<Option<BranchDraftFacts<'a>>, Error> {
    let request = branch_drafts::get(&journal.at.ids.agent_id, journal.branch_id());
    match journal.read(request, BranchDraftFacts::read) {
        Ok(open) => Ok(Some(open)),
        Err(error) if error.kind == Kind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// An edit, or a discard, would stop somebody's publish.
pub fn refuse_published(open: &BranchDraftFacts) -> Result<(), Error> {
    if open.pending() != Some("active") {
        return Ok(());
    }
    Err(Error::new(
        Kind::PublishInProgress,
        "publish_in_progress",
        "somebody is publishing the branch's draft; wait until that ended and try again",
    ))
}

/// Discards the branch's draft. Twice is the same as once.
pub fn discard(journal: &Journal, target: &Target) -> Result<(), Error> {
    let request = branch_drafts::discard(&journal.at.ids.agent_id, journal.branch_id())?;
    let patience = Patience::new(target.wait_out_freeze);
    loop {
        match journal.port.write(&request) {
            Ok(()) => return Ok(()),
            Err(error) if error.kind == Kind::NotFound => return Ok(()),
            Err(error) if patience.waits(&journal.port, &error)? => {}
            Err(error) if retry::is_transient(&error) => journal.port.sleep(LOOK_AGAIN_MS)?,
            Err(error) => return Err(error),
        }
    }
}

impl<'a> Editing<'_, 'a> {
    /// Looks at a draft that is open already. `None` is a branch without one.
    pub fn meet(&self, journal: &mut Journal<'a>) -> Result<Option<BranchDraftFacts<'a>>, Error> {
        let branch = &self.chosen.branch;
        let Some(open) = read_draft(journal)? else {
            return Ok(None);
        };
        refuse_published(&open)?;
        match self.target.open_draft {
            OpenDraft::Include => Ok(Some(open)),
            OpenDraft::Replace => {
                journal.begin(Step::Discard);
                discard(journal, self.target)?;
                Ok(None)
            }
            OpenDraft::Refuse => {
                let shown = look::draft(journal, open.draft_id())?;
                let head = self.head.config();
                let changes = three_way::foreign(head, shown.config(), &Json::Null);
                if changes.is_empty() {
                    return Ok(Some(open));
                }
                Err(open_draft(branch.name(), &changes))
            }
        }
    }

    /// Writes the patch and reads it back, until the draft shows it: whether
    /// some write of it got no answer, and may still be executed, and the
    /// draft's revision.
    pub fn edit(
        &self,
        journal: &mut Journal<'a>,
        open: Option<BranchDraftFacts>,
    ) -> Result<(bool, Option<u64>), Error> {
        let mut base = Base {
            agent: match &open {
                Some(open) => look::draft(journal, open.draft_id())?,
                None => self.head,
            },
            revision: Some(open.and_then(|open| open.revision()).unwrap_or(0)),
        };
        let patience = Patience::new(self.target.wait_out_freeze);
        let mut lost = None;
        let mut was_lost = false;
        let mut edits = 0;
        while edits < EDITS {
            edits += 1;
            lost = None;
            journal.begin_with(Step::Edit, DraftState::Asked);
            match self.write(journal, base.revision) {
                Ok(()) => {}
                Err(error) if retry::is_transient(&error) => {
                    journal.port.check_open()?;
                    lost = Some(error);
                    was_lost = true;
                }
                Err(error) if patience.waits(&journal.port, &error)? => {
                    edits -= 1;
                    continue;
                }
                Err(error) if error.kind == Kind::BaseRevisionUnavailable => {
                    self.rebase(journal, &mut base, error)?;
                    continue;
                }
                Err(error) if error.kind == Kind::DraftConflict => {
                    self.settle(journal, &mut base, error)?;
                    continue;
                }
                Err(error) => return Err(error),
            }
            journal.begin(Step::Confirm);
            if let Some(shown) = self.confirm(journal, lost.is_none())? {
                return Ok((was_lost, shown.revision()));
            }
            journal.port.sleep(LOOK_AGAIN_MS)?;
        }
        Err(lost.unwrap_or_else(|| not_confirmed(self.chosen.branch, &[])))
    }

    fn write(&self, journal: &Journal, expected: Option<u64>) -> Result<(), Error> {
        let agent_id = &journal.at.ids.agent_id;
        let request = branch_drafts::update(agent_id, journal.branch_id(), self.patch, expected);
        journal.write(request)
    }

    /// Where no revision 0 is known, a draft may still be opened, but only
    /// while there is none.
    fn rebase(&self, journal: &Journal, base: &mut Base, error: Error) -> Result<(), Error> {
        let open = read_draft(journal)?;
        if open.is_some() || base.revision.is_none() {
            return Err(error);
        }
        base.revision = None;
        Ok(())
    }

    /// Decides about somebody else's edit of the same draft.
    fn settle(
        &self,
        journal: &Journal<'a>,
        base: &mut Base<'a>,
        error: Error,
    ) -> Result<(), Error> {
        let refused = self.target.on_conflict == OnConflict::Refuse;
        let Some(open) = read_draft(journal)? else {
            if refused {
                return Err(error);
            }
            // It was published or discarded meanwhile: start from no draft.
            base.agent = self.head;
            base.revision = Some(0);
            return Ok(());
        };
        let theirs = look::draft(journal, open.draft_id())?;
        let before = base.agent.config();
        // Our own edit, delivered twice, is nobody else's.
        if !three_way::is_patched(before, theirs.config(), self.patch) {
            if refused {
                return Err(error);
            }
            let clashes = three_way::clashes(before, theirs.config(), self.patch);
            if self.target.on_conflict == OnConflict::Merge && !clashes.is_empty() {
                let mut clashed = Error::new(
                    Kind::DraftConflict,
                    "merge_conflict",
                    fill(
                        "both sides changed {}; take theirs into the patch, or pass onConflict: \"overwrite\"",
                        &[&three_way::paths(&clashes)],
                    ),
                )
                .with_detail("clashes", json::value(&clashes));
                clashed.cause = Some(error);
                return Err(clashed);
            }
        }
        base.agent = theirs;
        base.revision = open.revision();
        Ok(())
    }

    /// The draft, when it shows the patch, and nothing that was not asked for.
    /// None is a write that did not arrive. Reads may lag one that was
    /// taken, so they get some time.
    fn confirm(
        &self,
        journal: &mut Journal<'a>,
        was_taken: bool,
    ) -> Result<Option<BranchDraftFacts<'a>>, Error> {
        let branch = &self.chosen.branch;
        let head = self.head.config();
        let all = confirm::missing(self.patch, head).len();
        let mut looks = 0;
        loop {
            looks += 1;
            let mut lacks = Vec::new();
            if let Some(open) = read_draft(journal)? {
                keep(&mut journal.at.ids.draft_id, open.draft_id());
                let shown = look::draft(journal, open.draft_id())?;
                let foreign = three_way::foreign(head, shown.config(), self.patch);
                if !foreign.is_empty() && !self.target.may_hold_more() {
                    return Err(open_draft(branch.name(), &foreign));
                }
                lacks = confirm::missing(self.patch, shown.config());
                if lacks.is_empty() {
                    return Ok(Some(open));
                }
            }
            if !was_taken && (lacks.is_empty() || lacks.len() >= all) {
                return Ok(None);
            }
            if looks >= LOOKS {
                // What the platform took and does not show it has dropped.
                return Err(not_confirmed(*branch, &lacks));
            }
            journal.port.sleep(LOOK_AGAIN_MS)?;
        }
    }
}

/// The error of somebody's edit of the draft that was published with ours.
pub fn published_with(branch: &str, changes: &[Change]) -> Error {
    Error::new(
        Kind::DraftConflict,
        "published_with_other_changes",
        fill(
            "somebody edited the draft of branch {} at the last moment, and {} was published with it: look at it and decide",
            &[branch, &diff::paths(changes)],
        ),
    )
    .with_detail("fields", json::value(&fields(changes)))
}

fn fields(changes: &[Change]) -> Vec<&str> {
    changes.iter().map(|change| change.path.as_str()).collect()
}

/// A draft with changes that are not the patch's.
pub fn open_draft(branch: &str, changes: &[Change]) -> Error {
    let paths = diff::paths(changes);
    let changed = if changes.is_empty() {
        "other fields"
    } else {
        &paths
    };
    Error::new(
        Kind::DraftConflict,
        "open_draft",
        fill(
            "branch {} has somebody's open draft that changes {}; publish or discard it first, or pass openDraft: \"include\" or \"replace\"",
            &[branch, changed],
        ),
    )
    .with_detail("fields", json::value(&fields(changes)))
}
