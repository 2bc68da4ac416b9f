//! `rollback` on a branch: an older revision becomes a new head.

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
use crate::core::release::journal::{Journal, keep, was_stopped};
use crate::core::release::{look, serve};
use crate::core::retry;
use crate::core::text::fill;
use alloc::borrow::ToOwned;

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
    if journal.at.generation != Some(Generation::Branches) {
        journal.at = Checkpoint::new(Call::Rollback, &journal.at.ids.agent_id);
        journal.at.generation = Some(Generation::Branches);
    }
    let ended = steps(journal, to, polling, wait_out_freeze);
    ended.map_err(|cause| journal.failed(cause))
}

fn steps(
    journal: &mut Journal,
    to: Option<&str>,
    polling: Polling,
    wait_out_freeze: bool,
) -> Result<RollbackOutcome, Error> {
    // Taken up again, it still goes from and to where it went before.
    let ids = &journal.at.ids;
    let began_with = ids.previous_version_id.clone();
    let began_with = began_with.filter(|_| journal.at.base_id.is_some());
    journal.begin(Step::Read);
    let branch = live(&read_branches(journal)?)?;
    let now = || branch.head().unwrap_or_default().to_owned();
    let head = began_with.unwrap_or_else(now);
    keep(&mut journal.at.ids.branch_id, branch.id());
    keep(&mut journal.at.ids.previous_version_id, &head);
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
        let restored = match restore(journal, &published, wait_out_freeze)? {
            Some(revision) => revision,
            None => published.wait(journal, polling)?,
        };
        journal.at.draft = DraftState::Published;
        keep(&mut journal.at.ids.version_id, restored.id());
        journal.begin(Step::Verify);
        serve::verify(journal, &head, restored.id(), &Json::Object(Map::default()))?;
        (RollbackOutcome::RolledBack, restored)
    };
    keep(&mut journal.at.ids.version_id, serving.id());
    journal.found.number = serving.number();
    journal.found.label = serving.label().or(source.label());
    Ok(outcome)
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
    let may_have_begun = matches!(
        journal.at.draft,
        DraftState::Publishing | DraftState::Published
    );
    journal.begin_with(Step::Publish, DraftState::Publishing);
    if may_have_begun && published.shows(journal)? {
        return Ok(None);
    }
    let patience = Patience::new(wait_out_freeze);
    let mut attempts = 0;
    let mut lost = may_have_begun;
    loop {
        let error = match journal.port.read(&request, read_published) {
            Ok(restored) => return Ok(restored),
            Err(error) => error,
        };
        // A lost attempt began it.
        if lost && error.kind == Kind::PublishInProgress {
            return Ok(None);
        }
        lost |= retry::is_ambiguous(&error);
        if !lost && !was_stopped(&error) {
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
        // It goes over whatever the head is: look before it is sent again.
        let now = live(&read_branches(journal)?)?;
        if now.id() != journal.branch_id() || now.head() != Some(published.head) {
            return Err(moved(&now, published.head));
        }
        journal.at.draft = DraftState::Publishing;
    }
}

fn moved(now: &BranchFacts, head: &str) -> Error {
    Error::new(
        Kind::Conflict,
        "active_version_changed",
        "somebody changed what serves meanwhile; nothing was put over it, look at theirs and roll back again",
    )
    .with_detail("expected", head)
    .with_detail("found", now.head())
}
