//! `rollback` on a branch: an older revision becomes a new head.

use super::draft::read_draft;
use super::freeze::Patience;
use super::publish::Published;
use super::target::{live, read_branches};
use crate::core::check::Polling;
use crate::core::endpoint::revisions;
use crate::core::error::{Error, Kind};
use crate::core::json::{Json, Map};
use crate::core::model::branch_facts::{BranchFacts, RevisionFacts, read_published};
use crate::core::model::checkpoint::{Call, Checkpoint, DraftState};
use crate::core::model::report::{Generation, RollbackOutcome, Step};
use crate::core::release::journal::{Journal, keep};
use crate::core::release::{look, serve};
use crate::core::retry;
use crate::core::text::fill;

/// The platform's largest page.
const PAGE: u32 = 100;
/// How often a restore is sent that did not show.
const ATTEMPTS: u32 = 3;

/// Restores the revision before the live branch's head, or the one named.
pub fn rollback(
    journal: &mut Journal,
    to: Option<&str>,
    polling: Polling,
    wait_out_freeze: bool,
) -> Result<RollbackOutcome, Error> {
    // A version that was activated before the migration is a revision now.
    if journal.at.generation != Some(Generation::Branches) && !journal.at.activated {
        journal.at = Checkpoint::new(Call::Rollback, &journal.at.ids.agent_id);
    }
    journal.at.generation = Some(Generation::Branches);
    let ended = steps(journal, to, polling, wait_out_freeze);
    ended.map_err(|cause| journal.failed(cause))
}

fn steps(
    journal: &mut Journal,
    to: Option<&str>,
    polling: Polling,
    wait_out_freeze: bool,
) -> Result<RollbackOutcome, Error> {
    journal.begin(Step::Read);
    let branch = live(&read_branches(journal)?)?;
    let nothing = Json::Object(Map::default());
    if journal.at.activated {
        // It was, before the migration.
        keep(&mut journal.at.ids.branch_id, branch.id());
        let ids = journal.at.ids.clone();
        let version = ids.version_id.unwrap_or_default();
        let serving = look::revision(journal, &version)?;
        journal.begin(Step::Verify);
        let previous = ids.previous_version_id.unwrap_or_default();
        serve::verify(journal, &previous, &version, &nothing)?;
        journal.found.number = serving.number();
        journal.found.label = serving.label();
        return Ok(RollbackOutcome::RolledBack);
    }
    // Taken up again, it still goes from and to where it went before.
    if journal.at.base_id.is_none() {
        keep(&mut journal.at.ids.branch_id, branch.id());
        let head = branch.head().unwrap_or_default();
        keep(&mut journal.at.ids.previous_version_id, head);
    }
    let head = journal.at.ids.previous_version_id.clone();
    let head = head.unwrap_or_default();
    let to = journal.at.base_id.as_deref().or(to);
    let source = find(journal, &branch, &head, to)?;
    keep(&mut journal.at.base_id, source.id());
    let (outcome, serving) = if source.id() == head {
        (RollbackOutcome::Unchanged, source)
    } else {
        let published = Published {
            head: &head,
            restored: Some(source.id()),
        };
        let restored = match restored(journal)? {
            Some(revision) => revision,
            None => match restore(journal, &published, wait_out_freeze)? {
                Some(revision) => revision,
                None => published.wait(journal, polling)?,
            },
        };
        journal.at.draft = DraftState::Published;
        keep(&mut journal.at.ids.version_id, restored.id());
        uncrossed(journal, &published, &restored)?;
        journal.begin(Step::Verify);
        serve::verify(journal, &head, restored.id(), &nothing)?;
        (RollbackOutcome::RolledBack, restored)
    };
    keep(&mut journal.at.ids.version_id, serving.id());
    journal.found.number = serving.number();
    journal.found.label = serving.label().or(source.label());
    Ok(outcome)
}

/// What an earlier run is known to have restored, however much came since.
fn restored<'a>(journal: &Journal<'a>) -> Result<Option<RevisionFacts<'a>>, Error> {
    match &journal.at.ids.version_id {
        Some(id) if journal.at.draft == DraftState::Published => {
            look::revision(journal, id).map(Some)
        }
        _ => Ok(None),
    }
}

/// The revision named, or the committed one before the head. A head that is
/// itself a restore goes back to what stood before its source.
fn find<'a>(
    journal: &Journal<'a>,
    branch: &BranchFacts,
    head: &str,
    to: Option<&str>,
) -> Result<RevisionFacts<'a>, Error> {
    let mut skip = 0;
    let mut head_row: Option<RevisionFacts> = None;
    // A restored head equals its source: going back means past that.
    let mut is_past = false;
    loop {
        let page = look::revisions(journal, PAGE, Some(skip))?;
        let count = u32::try_from(page.len()).unwrap_or(PAGE);
        for revision in &page {
            if let Some(to) = to {
                if revision.id() == to {
                    return Ok(*revision);
                }
                continue;
            }
            if revision.id() == head {
                is_past = revision.restored_from().is_none();
                head_row = Some(*revision);
            } else if let Some(row) = &head_row
                && revision.is_committed()
            {
                if is_past {
                    return Ok(*revision);
                }
                is_past = row.restored_from() == Some(revision.id());
            }
        }
        skip += count;
        if count < PAGE {
            break;
        }
    }
    Err(match to {
        Some(to) => Error::new(
            Kind::NotFound,
            "version_not_found",
            fill(
                "the live branch {} has no revision {}; see listRevisions, or promote the branch that has it",
                &[branch.name(), to],
            ),
        ),
        None => Error::new(
            Kind::Conflict,
            "nothing_to_roll_back_to",
            "the live branch has no earlier revision of its own; to go back to the branch that served before, promote it",
        ),
    })
}

/// Restores. `None` is a check that goes on, or a reply that got lost: what
/// comes of it shows in the branch's revisions.
fn restore<'a>(
    journal: &mut Journal<'a>,
    published: &Published<'_>,
    wait_out_freeze: bool,
) -> Result<Option<RevisionFacts<'a>>, Error> {
    let source = published.restored.unwrap_or_default();
    let request =
        revisions::restore(&journal.at.ids.agent_id, journal.branch_id(), source)?.looking_first();
    let mut lost = matches!(
        journal.at.draft,
        DraftState::Publishing | DraftState::Published
    );
    journal.begin(Step::Recheck);
    // A checkpoint from before the restore may have been taken up before.
    let is_there = if lost {
        published.shows(journal)?
    } else {
        journal.is_resumed && published.find(journal)?.is_some()
    };
    if is_there {
        journal.at.draft = DraftState::Publishing;
        return Ok(None);
    }
    unmoved(journal, published, lost)?;
    journal.begin_with(Step::Publish, DraftState::Publishing);
    let patience = Patience::new(wait_out_freeze);
    let mut attempts = 0;
    loop {
        let error = match journal.port.read(&request, read_published) {
            Ok(restored) => return Ok(restored),
            Err(error) => error,
        };
        // Whatever is no refusal may have been executed, an abort as well.
        lost |= !retry::was_refused(&error);
        // An attempt that was lost, or delivered twice, began it, unless
        // what is under way is somebody's publish.
        if error.kind == Kind::PublishInProgress
            && read_draft(journal)?.is_none_or(|open| open.pending() != Some("active"))
        {
            return Ok(None);
        }
        if !lost {
            journal.at.draft = DraftState::None;
        }
        if !patience.waits(&journal.port, &error)? {
            attempts += 1;
            if !retry::is_transient(&error) || attempts >= ATTEMPTS {
                return Err(error);
            }
            journal.port.rest(&error)?;
        }
        if lost && published.shows(journal)? {
            return Ok(None);
        }
        unmoved(journal, published, lost)?;
        journal.at.draft = DraftState::Publishing;
    }
}

/// Makes sure that the head is still the one to go back from: a restore goes
/// over whatever the head is.
fn unmoved(journal: &Journal, published: &Published<'_>, lost: bool) -> Result<(), Error> {
    let now = live(&read_branches(journal)?)?;
    if now.id() == journal.branch_id() && now.head() == Some(published.head) {
        return Ok(());
    }
    Err(moved(
        published.head,
        now.head(),
        if lost {
            "somebody changed what serves meanwhile, and the restore got no answer: it may have taken place or still take place, see listRevisions and decide"
        } else {
            "somebody changed what serves meanwhile; nothing was put over it, look at theirs and roll back again"
        },
    ))
}

/// Looks for what somebody published after our last look and before our own
/// restore, which the platform does not make conditional.
fn uncrossed(
    journal: &Journal,
    published: &Published<'_>,
    restored: &RevisionFacts,
) -> Result<(), Error> {
    let Some(parent) = restored.parent().filter(|it| *it != published.head) else {
        return Ok(());
    };
    // Delivered twice, the second restore goes over the first.
    if let Some(first) = published.find(journal)?
        && first.id() == parent
    {
        return Ok(());
    }
    Err(moved(
        published.head,
        Some(parent),
        "somebody changed what serves at about the same time, and the restore went over it: see listRevisions, look at both and decide",
    ))
}

fn moved(head: &str, found: Option<&str>, message: &str) -> Error {
    Error::new(Kind::Conflict, "active_version_changed", message)
        .with_detail("expected", head)
        .with_detail("found", found)
}
