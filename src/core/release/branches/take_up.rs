//! A release on a branch that another call began: the revision that came of
//! it, or the draft that it wrote, is looked up and used.

use super::draft;
use super::publish::{self, Begun};
use super::release::{Work, publication};
use super::target::{Chosen, OpenDraft};
use crate::core::check;
use crate::core::error::Error;
use crate::core::json::Json;
use crate::core::model::branch_facts::BranchDraftFacts;
use crate::core::model::checkpoint::DraftState;
use crate::core::model::diff::DiffSide;
use crate::core::release::{confirm, look};

impl<'a> Work<'_, 'a> {
    /// Of a call that was taken up again: whether it got as far as to publish,
    /// and the revision that came of it is known.
    pub fn taken_up(&mut self, chosen: &mut Chosen) -> Result<bool, Error> {
        let at = &self.journal.at;
        let base_id = match &at.base_id {
            Some(base_id) if self.journal.is_resumed || at.activated => base_id.clone(),
            _ => return Ok(false),
        };
        let revision = match (at.draft, &at.ids.version_id) {
            (DraftState::Published, Some(revision_id)) => {
                let revision = look::revision(self.journal, revision_id)?;
                self.journal.found.check = check::report(revision.check(), 0, 0);
                revision
            }
            (DraftState::Publishing, _) if at.ids.draft_id.is_some() => {
                let published = publication(&base_id);
                match publish::begun(self.journal)? {
                    Begun::Not => {
                        self.journal.at.draft = DraftState::Open;
                        return Ok(false);
                    }
                    Begun::Gone if !published.shows(self.journal)? => {
                        self.journal.at.draft = DraftState::None;
                        return Ok(false);
                    }
                    Begun::Gone | Begun::Yes => {}
                }
                published.wait(self.journal, self.input.polling)?
            }
            _ => return Ok(false),
        };
        self.has_published(&revision);
        publish::on_its_head(&revision, &base_id)?;
        // What may not be put over is what served before, not what does now.
        chosen
            .previous
            .clone_from(&self.journal.at.ids.previous_version_id);
        // By its id: what is said of the head may lag.
        let before = look::version(self.journal, &base_id)?;
        self.ground = Some(before);
        let with = DiffSide::Revision {
            revision_id: revision.id(),
        };
        look::compare_sides(self.journal, &base_id, &with)?;
        self.journal.found.changes = confirm::missing(&self.input.patch, before.config());
        Ok(true)
    }

    /// Of a call that was taken up again: the draft that it wrote before, if
    /// it holds nothing else. One that was made on an older head is
    /// discarded: it would undo what came since.
    pub fn held(
        &mut self,
        chosen: &Chosen,
        config: &Json,
    ) -> Result<Option<BranchDraftFacts<'a>>, Error> {
        let at = &self.journal.at;
        let was_written = matches!(at.draft, DraftState::Asked | DraftState::Open);
        let base_id = match &at.base_id {
            Some(base_id) if self.journal.is_resumed && was_written => base_id.clone(),
            _ => return Ok(None),
        };
        let is_on_head = base_id == chosen.head;
        let Some(open) = draft::read_draft(self.journal)? else {
            return Ok(None);
        };
        let is_ours = if is_on_head {
            self.is_ours(&open, config)?
        } else {
            let before = look::version(self.journal, &base_id)?;
            self.is_ours(&open, before.config())?
        };
        let may_discard = self.input.target.open_draft != OpenDraft::Include;
        if is_ours && !is_on_head && may_discard {
            draft::discard(self.journal, &self.input.target)?;
            self.journal.at.draft = DraftState::None;
        }
        Ok((is_ours && is_on_head).then_some(open))
    }
}
