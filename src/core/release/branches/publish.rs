//! A publish on a branch, and the wait for the revision that comes of it.

use super::draft::{open_draft, read_draft};
use super::freeze::Patience;
use super::release::publication;
use super::target::{Chosen, Target};
use crate::core::check::{self, Polling, Verdict};
use crate::core::endpoint::{branch_drafts, branches};
use crate::core::error::{Error, Kind};
use crate::core::json::Json;
use crate::core::model::branch_facts::{BranchFacts, RevisionFacts, read_published};
use crate::core::model::checkpoint::DraftState;
use crate::core::model::facts::CheckFacts;
use crate::core::model::report::Step;
use crate::core::release::journal::Journal;
use crate::core::release::{look, serve};
use crate::core::retry;
use crate::core::text::fill;
use alloc::vec::Vec;

/// Between two attempts to stop a publish, in milliseconds.
const LOOK_AGAIN_MS: u64 = 500;
/// How often a publish is sent that did not take place.
const ATTEMPTS: u32 = 4;
/// How often a revision is looked for before it counts as not there: reads
/// may lag by some seconds.
const LOOKS: u32 = 8;
/// How far down a branch's list a revision of ours may be: others publish as well.
const LOOK_BACK: u32 = 20;

/// What was published, and how to know what comes of it.
pub struct Published<'a> {
    /// The head before.
    pub head: &'a str,
    /// The revision that was restored; none is a publish of the call's draft.
    pub restored: Option<&'a str>,
}

/// What a look at the platform says.
enum Seen<'a> {
    Committed(RevisionFacts<'a>),
    Waiting(Option<CheckFacts<'a>>),
    /// Neither the draft nor a revision of it is there.
    Nothing,
    Failed(CheckFacts<'a>),
    Cancelled,
}

/// Makes sure that nobody moved the branch while the draft was edited: the
/// draft was made on its head, and would undo what came since. Nor edited the
/// draft, since it was at this revision: that would be published with ours.
pub fn recheck(
    journal: &mut Journal,
    target: &Target,
    chosen: &Chosen,
    confirmed: Option<u64>,
) -> Result<(), Error> {
    journal.begin(Step::Recheck);
    unmoved(journal, chosen.branch, chosen.head)?;
    match read_draft(journal)? {
        Some(open) if open.revision() != confirmed && !target.may_hold_more() => {
            Err(open_draft(chosen.branch.name(), &[]))
        }
        _ => Ok(()),
    }
}

/// Makes sure that the branch still has this head, and is live as it was.
pub fn unmoved(journal: &Journal, branch: BranchFacts, expected: &str) -> Result<(), Error> {
    let request = branches::get(&journal.at.ids.agent_id, journal.branch_id());
    let now = journal.read(request, BranchFacts::read)?;
    let is_other = now.head().is_some_and(|head| head != expected);
    if !is_other && now.is_live() == branch.is_live() {
        return Ok(());
    }
    Err(moved(&branch, expected, now.head()))
}

/// Makes sure that a revision was published on the head that its draft was
/// made on. The platform has no such publish: it is found out afterwards.
pub fn on_its_head(revision: &RevisionFacts, head: &str) -> Result<(), Error> {
    match revision.parent() {
        Some(parent) if parent != head => Err(Error::new(
            Kind::Conflict,
            "branch_changed",
            fill(
                "revision {} was published over {}, which somebody made at about the same time: look at both and decide",
                &[revision.id(), parent],
            ),
        )
        .with_detail("expected", head)
        .with_detail("found", parent)),
        _ => Ok(()),
    }
}

/// The error of a branch that somebody changed since the call began.
pub fn moved(branch: &BranchFacts, expected: &str, found: Option<&str>) -> Error {
    Error::new(
        Kind::Conflict,
        "branch_changed",
        fill(
            "somebody published on branch {} or switched it meanwhile; nothing was put over it, look at theirs and release again",
            &[branch.name()],
        ),
    )
    .with_detail("expected", expected)
    .with_detail("found", found)
}

/// Publishes. `None` is a check that goes on.
pub fn publish<'a>(
    journal: &mut Journal<'a>,
    target: &Target,
    chosen: &Chosen,
    details: &Json,
) -> Result<Option<RevisionFacts<'a>>, Error> {
    let request = branch_drafts::publish(&journal.at.ids.agent_id, journal.branch_id(), details)?;
    let request = request.looking_first();
    journal.begin_with(Step::Publish, DraftState::Publishing);
    let patience = Patience::new(target.wait_out_freeze);
    let mut attempts = 0;
    let mut lost = false;
    loop {
        let error = match journal.port.read(&request, read_published) {
            Ok(published) => return Ok(published),
            Err(error) => error,
        };
        // An attempt that was lost, or delivered twice, began it or ended it.
        let is_under_way = matches!(error.kind, Kind::PublishInProgress | Kind::NotFound);
        lost |= is_under_way || !retry::was_refused(&error);
        if !lost {
            journal.at.draft = DraftState::Open;
        }
        if !patience.waits(&journal.port, &error)? {
            attempts += 1;
            if !is_under_way && !retry::is_transient(&error) {
                return Err(refused(journal, error));
            }
            journal.port.check_open()?;
            // What came of it shows in the wait.
            if lost && begun(journal)? != Begun::Not {
                return Ok(None);
            }
            if is_under_way || attempts >= ATTEMPTS {
                return Err(error);
            }
            journal.port.rest(&error)?;
        }
        // It goes over whatever the head is: look before it is sent again. A
        // draft is published once at most.
        if let Err(moved) = unmoved(journal, chosen.branch, chosen.head) {
            let ours = lost && publication(chosen.head).find(journal)?.is_some();
            return if ours { Ok(None) } else { Err(moved) };
        }
        journal.at.draft = DraftState::Publishing;
    }
}

/// A publish that is refused for a check that its draft failed ends as one
/// whose check fails later.
fn refused(journal: &Journal, error: Error) -> Error {
    if !error.kind.is_conflict() {
        return error;
    }
    let Ok(Some(open)) = read_draft(journal) else {
        return error;
    };
    match open.check() {
        Some(check) if check::verdict(Some(&check)) == Verdict::Failed => {
            check::failed(None, &check)
        }
        _ => error,
    }
}

/// Cancels a publish in flight. Twice is the same as once.
pub fn cancel(journal: &Journal) -> Result<(), Error> {
    let request = branch_drafts::cancel_publish(&journal.at.ids.agent_id, journal.branch_id())?;
    loop {
        match journal.port.write(&request) {
            Ok(()) => return Ok(()),
            Err(error) if retry::is_transient(&error) => journal.port.sleep(LOOK_AGAIN_MS)?,
            Err(error) => return Err(error),
        }
    }
}

/// What became of a publish whose reply got lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    /// Its draft is there as it was.
    Not,
    /// Its draft is being checked, or was.
    Yes,
    /// Its draft is gone: published, or discarded.
    Gone,
}

/// Whether a publish whose reply got lost began.
pub fn begun(journal: &Journal) -> Result<Begun, Error> {
    let Some(open) = read_draft(journal)? else {
        return Ok(Begun::Gone);
    };
    if !is_draft(journal, open.draft_id()) {
        return Ok(Begun::Gone);
    }
    let is_pending = open.pending() == Some("active") || open.check().is_some();
    Ok(if is_pending { Begun::Yes } else { Begun::Not })
}

/// Whether it is the draft that the call writes and publishes.
pub fn is_draft(journal: &Journal, draft_id: &str) -> bool {
    journal.at.ids.draft_id.as_deref() == Some(draft_id)
}

impl Published<'_> {
    /// Waits until the check passed and the revision is committed. The check
    /// is noted.
    pub fn wait<'a>(
        &self,
        journal: &mut Journal<'a>,
        polling: Polling,
    ) -> Result<RevisionFacts<'a>, Error> {
        journal.begin(Step::Check);
        let learned_ms = serve::learn(journal, polling, &|| {
            let mut checks = Vec::new();
            for revision in &look::revisions(journal, serve::LEARN_FROM, None)? {
                checks.extend(revision.check());
            }
            Ok(checks)
        });
        let mut nothing = 0;
        let mut committed = None;
        let check = check::wait(
            &journal.port,
            None,
            polling,
            learned_ms,
            &|progress| journal.waiting(progress),
            &mut || {
                let seen = self.look(journal)?;
                nothing = if let Seen::Nothing = seen {
                    nothing + 1
                } else {
                    0
                };
                Ok(match seen {
                    Seen::Committed(revision) => {
                        committed = Some(revision);
                        (Verdict::Passed, revision.check())
                    }
                    Seen::Waiting(check) => (Verdict::Waiting, check),
                    Seen::Nothing if nothing > LOOKS => return Err(gone()),
                    Seen::Nothing => (Verdict::Waiting, None),
                    Seen::Failed(check) => (Verdict::Failed, Some(check)),
                    Seen::Cancelled => return Err(cancelled()),
                })
            },
        )?;
        journal.found.check = check;
        committed.ok_or_else(gone)
    }

    /// The draft tells of the check while it runs and of its failure; a
    /// passed one is gone, and its revision is there.
    fn look<'a>(&self, journal: &Journal<'a>) -> Result<Seen<'a>, Error> {
        let mut last = None;
        let mut is_open = self.restored.is_some();
        if !is_open
            && let Some(open) = read_draft(journal)?
            && is_draft(journal, open.draft_id())
        {
            is_open = true;
            let is_pending = open.pending() == Some("active");
            match open.check() {
                Some(check) if check::verdict(Some(&check)) == Verdict::Failed => {
                    return Ok(Seen::Failed(check));
                }
                check => last = check,
            }
            if open.pending() == Some("cancelled") {
                return Ok(Seen::Cancelled);
            }
            if is_pending {
                return Ok(Seen::Waiting(last));
            }
        }
        Ok(match self.find(journal)? {
            Some(revision) if check::verdict(revision.check().as_ref()) == Verdict::Failed => {
                Seen::Failed(revision.check().unwrap_or_default())
            }
            Some(revision) if revision.is_committed() => Seen::Committed(revision),
            None if !is_open => Seen::Nothing,
            _ => Seen::Waiting(last),
        })
    }

    /// Whether our revision shows, given some time to.
    pub fn shows(&self, journal: &Journal) -> Result<bool, Error> {
        for look in 1..=LOOKS {
            if self.find(journal)?.is_some() {
                return Ok(true);
            }
            if look < LOOKS {
                journal.port.sleep(LOOK_AGAIN_MS)?;
            }
        }
        Ok(false)
    }

    /// Our own revision: never simply the newest, which may be somebody else's.
    pub fn find<'a>(&self, journal: &Journal<'a>) -> Result<Option<RevisionFacts<'a>>, Error> {
        let page = look::revisions(journal, LOOK_BACK, None)?;
        // What stands at the head before and below it was there already.
        let mut ours = None;
        for revision in &page {
            if revision.id() == self.head {
                break;
            }
            // Two restores of one revision: the older is the first after our head.
            if self.is_ours(journal, revision) {
                ours = Some(*revision);
            }
        }
        Ok(ours)
    }

    fn is_ours(&self, journal: &Journal, revision: &RevisionFacts) -> bool {
        match self.restored {
            None => revision.draft_id().is_some_and(|id| is_draft(journal, id)),
            restored => {
                revision.restored_from() == restored
                    && revision.parent().is_none_or(|it| it == self.head)
            }
        }
    }
}

fn gone() -> Error {
    Error::new(
        Kind::Conflict,
        "draft_discarded",
        "the draft is gone and no revision came of it: somebody discarded it; ask them, then release again",
    )
}

fn cancelled() -> Error {
    Error::new(
        Kind::Conflict,
        "publish_cancelled",
        "somebody cancelled the publish while it was checked; ask them, then release again",
    )
}
