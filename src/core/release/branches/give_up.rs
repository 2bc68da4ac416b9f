//! The end of a call on a branch that did not get through: what is ours and
//! can be taken back is, and what is left is said.

use super::release::{Work, publication};
use super::{draft, publish};
use crate::core::error::Error;
use crate::core::json::Json;
use crate::core::model::checkpoint::DraftState;
use crate::core::model::report::Step;
use crate::core::release::give_up::CLEAN_UP_MS;
use crate::core::release::journal::was_stopped;
use crate::core::retry;

/// An edit that got no answer may arrive yet.
const MAY_BE_LEFT: (&str, Option<bool>) =
    ("; the branch's draft may be left, discard it", Some(false));

/// What became of a publish that was to be stopped.
enum TakenBack {
    Discarded,
    /// It was stopped; its draft is not ours alone.
    Left,
    /// It was too late.
    Published,
    /// Its draft is gone, and no revision of it shows.
    Gone,
}

impl Work<'_, '_> {
    /// Leaves nothing of ours behind that can be taken back, and says what is left.
    pub fn give_up(&mut self, cause: Error) -> Error {
        if was_stopped(&cause) {
            return cause;
        }
        let step = self.journal.step();
        let is_asked = self.journal.at.draft == DraftState::Asked;
        self.journal.port.reopen(CLEAN_UP_MS);
        let (mut left, mut discarded) = match (self.journal.at.draft, self.ground.take()) {
            (DraftState::Published, _) => ("; the revision is on its branch", None),
            (DraftState::Publishing, Some(agent)) => {
                self.journal.begin(Step::Discard);
                match self.take_back(agent.config()) {
                    Ok(TakenBack::Discarded) => (
                        "; the publish was stopped and the draft discarded",
                        Some(true),
                    ),
                    Ok(TakenBack::Left) => (
                        "; the publish was stopped, the draft holds somebody else's changes and was left as it is",
                        Some(false),
                    ),
                    Ok(TakenBack::Published) => (
                        "; the draft was published before that could be stopped: see listRevisions",
                        Some(false),
                    ),
                    Ok(TakenBack::Gone) => (
                        "; the draft is gone, see listRevisions for what came of it",
                        Some(false),
                    ),
                    Err(_) => (
                        "; the publish may go on and go live: stop it with cancelPublish, or see listRevisions",
                        Some(false),
                    ),
                }
            }
            (DraftState::Asked | DraftState::Open, Some(agent)) => {
                self.journal.begin(Step::Discard);
                match self.discard_ours(agent.config()) {
                    // An edit that nobody refused may still arrive.
                    Ok(None) if is_asked && !retry::was_refused(&cause) => MAY_BE_LEFT,
                    Ok(None | Some(true)) => ("; the draft was discarded", Some(true)),
                    Ok(Some(false)) => (
                        "; the draft holds somebody else's changes and was left as it is",
                        Some(false),
                    ),
                    Err(_) => MAY_BE_LEFT,
                }
            }
            (DraftState::None, _) => ("", None),
            // Taken up again, it did not get as far as to look.
            _ => (
                "; what it left before is as it was, resume goes on with it",
                Some(false),
            ),
        };
        if discarded == Some(true) {
            self.journal.at.draft = DraftState::None;
            if self.edit_was_lost {
                self.journal.at.draft = DraftState::Asked;
                (left, discarded) = MAY_BE_LEFT;
            }
        }
        self.journal.error(step, cause, left, discarded)
    }

    /// Stops our publish, which nobody waits for any more: on the live branch
    /// it would go live by itself. Another draft's is not ours to stop.
    fn take_back(&self, head_config: &Json) -> Result<TakenBack, Error> {
        if self.shows_our_draft()? {
            publish::cancel(self.journal)?;
            if self.shows_our_draft()? {
                return Ok(match self.discard_ours(head_config)? {
                    Some(false) => TakenBack::Left,
                    _ => TakenBack::Discarded,
                });
            }
        }
        let base_id = self.journal.at.base_id.as_deref().unwrap_or_default();
        Ok(match publication(base_id).find(self.journal)? {
            Some(_) => TakenBack::Published,
            None => TakenBack::Gone,
        })
    }

    fn shows_our_draft(&self) -> Result<bool, Error> {
        let open = draft::read_draft(self.journal)?;
        Ok(open.is_some_and(|open| publish::is_draft(self.journal, open.draft_id())))
    }

    /// Discards the draft when it holds the patch alone; `None` is that there
    /// is none.
    pub fn discard_ours(&self, head_config: &Json) -> Result<Option<bool>, Error> {
        let Some(open) = draft::read_draft(self.journal)? else {
            return Ok(None);
        };
        if self.includes_open || !self.is_ours(&open, head_config)? {
            return Ok(Some(false));
        }
        draft::discard(self.journal, &self.input.target)?;
        Ok(Some(true))
    }
}
