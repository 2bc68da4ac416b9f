//! The end of a call on versions that did not get through: what can be taken
//! back is, and what is left is said.

use super::adopt;
use super::journal::{Journal, was_stopped};
use crate::core::endpoint::drafts;
use crate::core::error::{Error, Kind};
use crate::core::model::checkpoint::DraftState;
use crate::core::model::report::Step;
use crate::core::retry;
use crate::core::text::fill;
use alloc::borrow::ToOwned;
use alloc::string::String;

/// How long cleaning up may take after a failure, in milliseconds.
pub const CLEAN_UP_MS: u64 = 5_000;
/// Between two attempts to discard, in milliseconds.
const LOOK_AGAIN_MS: u64 = 500;

/// When a draft went away.
enum Discarded {
    /// This call discarded it.
    Now,
    /// It was gone already.
    Before,
    /// An attempt of this call got no answer; then it was gone.
    Gone,
}

/// Leaves nothing behind that can be taken back, and says what is left.
pub fn give_up(journal: &mut Journal, cause: Error) -> Error {
    if was_stopped(&cause) {
        return cause;
    }
    // Nothing can be cleaned up through an API that is gone, and the call
    // goes on through the other one.
    if cause.kind == Kind::MigrationRequired {
        return journal.failed(cause);
    }
    let step = journal.step();
    journal.port.reopen(CLEAN_UP_MS);
    let (left, discarded) = match (journal.at.draft, journal.at.ids.draft_id.clone()) {
        (DraftState::Published, _) => published(journal, step),
        (DraftState::Asked, _) => asked(journal),
        (DraftState::Open, Some(id)) => open(journal, &id),
        (DraftState::Publishing, Some(id)) => publishing(journal, &id),
        _ => (String::new(), None),
    };
    journal.error(step, cause, &left, discarded)
}

fn published(journal: &mut Journal, step: Step) -> (String, Option<bool>) {
    let left = match step {
        Step::Activate | Step::Verify => "; the version exists and may serve: see getAgent",
        _ => "; the version exists but was not activated by this call",
    };
    let name = journal.at.draft_name.clone().unwrap_or_default();
    match discard_named(journal, &name) {
        Ok(_) => (left.to_owned(), None),
        Err(_) => (
            fill(
                "{}; a second draft named \"{}\" may be left, discard it",
                &[left, &name],
            ),
            Some(false),
        ),
    }
}

fn asked(journal: &mut Journal) -> (String, Option<bool>) {
    let name = journal.at.draft_name.clone().unwrap_or_default();
    journal.begin(Step::Discard);
    match discard_named(journal, &name) {
        Ok(0) => (
            fill(
                "; a draft named \"{}\" may still come of it, discard it",
                &[&name],
            ),
            Some(false),
        ),
        Ok(_) => (String::new(), Some(true)),
        Err(_) => (
            fill("; a draft named \"{}\" may be left, discard it", &[&name]),
            Some(false),
        ),
    }
}

fn open(journal: &mut Journal, id: &str) -> (String, Option<bool>) {
    journal.begin(Step::Discard);
    match discard_all(journal, id) {
        Ok(_) => {
            journal.at.draft = DraftState::None;
            (fill("; draft {} was discarded", &[id]), Some(true))
        }
        Err(_) => (fill("; draft {} is left, discard it", &[id]), Some(false)),
    }
}

fn publishing(journal: &mut Journal, id: &str) -> (String, Option<bool>) {
    journal.begin(Step::Discard);
    match discard_all(journal, id) {
        // Without its draft, a publish that is still under way fails.
        Ok(Discarded::Now) => {
            journal.at.draft = DraftState::None;
            (
                fill("; draft {} was discarded unpublished", &[id]),
                Some(true),
            )
        }
        Ok(Discarded::Gone) => (
            fill(
                "; draft {} is gone, discarded or published: look at listVersions, such a version is not active",
                &[id],
            ),
            Some(false),
        ),
        Ok(Discarded::Before) => (
            fill(
                "; draft {} was published, its version is not active: find it with listVersions",
                &[id],
            ),
            Some(false),
        ),
        Err(_) => (
            fill(
                "; whether draft {} was published is unknown: look at listDrafts and listVersions",
                &[id],
            ),
            Some(false),
        ),
    }
}

/// Discards the draft, and what else came of a fork that was executed twice.
fn discard_all(journal: &Journal, draft_id: &str) -> Result<Discarded, Error> {
    let discarded = discard_once(journal, draft_id)?;
    if let Some(name) = &journal.at.draft_name {
        discard_named(journal, name)?;
    }
    Ok(discarded)
}

/// Discards every draft of that name, and counts them: a fork whose reply got
/// lost may have been executed late, or twice.
pub fn discard_named(journal: &Journal, name: &str) -> Result<usize, Error> {
    let mut discarded = 0;
    for draft in &adopt::open_drafts(journal)? {
        if draft.draft_name() == Some(name) {
            discard(journal, draft.draft_id())?;
            discarded += 1;
        }
    }
    Ok(discarded)
}

/// Discards a draft. Twice is the same as once.
pub fn discard(journal: &Journal, draft_id: &str) -> Result<(), Error> {
    discard_once(journal, draft_id).map(|_| ())
}

fn discard_once(journal: &Journal, draft_id: &str) -> Result<Discarded, Error> {
    let request = drafts::discard(&journal.at.ids.agent_id, draft_id)?;
    let mut lost = false;
    loop {
        let Err(error) = journal.port.write(&request) else {
            return Ok(Discarded::Now);
        };
        match error.kind {
            // Either the lost attempt discarded it, or it was gone before.
            Kind::NotFound if lost => return Ok(Discarded::Gone),
            Kind::NotFound => return Ok(Discarded::Before),
            _ if retry::is_transient(&error) => lost = true,
            _ => return Err(error),
        }
        journal.port.sleep(LOOK_AGAIN_MS)?;
    }
}
