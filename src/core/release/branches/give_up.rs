//! The end of a call on a branch that did not get through: what is ours and
//! can be taken back is, and what is left is said.

use super::release::Work;
use super::{draft, publish};
use crate::core::error::Error;
use crate::core::json::Json;
use crate::core::model::checkpoint::DraftState;
use crate::core::model::report::Step;
use crate::core::release::give_up::CLEAN_UP_MS;
use crate::core::release::journal::was_stopped;

/// What became of a publish that was to be stopped.
enum TakenBack {
    Discarded,
    /// It was stopped; its draft is not ours alone.
    Left,
    /// It was too late.
    Published,
}

impl Work<'_, '_> {
    /// Leaves nothing of ours behind that can be taken back, and says what is left.
    pub fn give_up(&mut self, cause: Error) -> Error {
        if was_stopped(&cause) {
            return cause;
        }
        let step = self.journal.step();
        self.journal.port.reopen(CLEAN_UP_MS);
        let (left, discarded) = match (self.journal.at.draft, self.ground.take()) {
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
                    Err(_) => (
                        "; the publish may go on and go live: stop it with cancelPublish, or see listRevisions",
                        Some(false),
                    ),
                }
            }
            (DraftState::Asked | DraftState::Open, Some(agent)) => {
                self.journal.begin(Step::Discard);
                match self.discard_ours(agent.config()) {
                    Ok(true) => ("; the draft was discarded", Some(true)),
                    Ok(false) => (
                        "; the draft holds somebody else's changes and was left as it is",
                        Some(false),
                    ),
                    Err(_) => ("; the branch's draft may be left, discard it", Some(false)),
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
        }
        self.journal.error(step, cause, left, discarded)
    }

    /// Stops a publish that nobody waits for any more: on the live branch it
    /// would go live by itself.
    fn take_back(&self, head_config: &Json) -> Result<TakenBack, Error> {
        publish::cancel(self.journal)?;
        match draft::read_draft(self.journal)? {
            Some(open) if publish::is_draft(self.journal, open.draft_id()) => {}
            _ => return Ok(TakenBack::Published),
        }
        Ok(if self.discard_ours(head_config)? {
            TakenBack::Discarded
        } else {
            TakenBack::Left
        })
    }

    /// Discards the draft when it holds the patch alone.
    fn discard_ours(&self, head_config: &Json) -> Result<bool, Error> {
        let Some(open) = draft::read_draft(self.journal)? else {
            return Ok(true);
        };
        if self.includes_open || !self.is_ours(&open, head_config)? {
            return Ok(false);
        }
        draft::discard(self.journal, &self.input.target)?;
        Ok(true)
    }
}
