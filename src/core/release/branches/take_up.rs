//! A release on a branch that another call began: the revision that came of
//! it, or the draft that it wrote, is looked up and used.

use super::draft;
use super::publish::{self, Begun};
use super::release::{Work, publication};
use super::target::{Chosen, OpenDraft};
use crate::core::check;
use crate::core::error::Error;
use crate::core::json::Json;
use crate::core::model::branch_facts::{BranchDraftFacts, RevisionFacts};
use crate::core::model::checkpoint::DraftState;
use crate::core::model::diff::DiffSide;
use crate::core::release::{confirm, look};
use alloc::borrow::ToOwned;

impl Work {
    /// Of a call that was taken up again: the revision that came of its
    /// publish, if it got that far.
    pub fn taken_up(&mut self, chosen: &mut Chosen) -> Result<Option<RevisionFacts>, Error> {
        let at = self.journal.at.clone();
        let Some(base_id) = at.base_id.filter(|_| self.journal.is_resumed) else {
            return Ok(None);
        };
        let (revision, check) = match (at.draft, at.ids.version_id, at.ids.draft_id) {
            (DraftState::Published, Some(revision_id), _) => {
                let branch_id = chosen.branch.id();
                let revision = look::revision(&self.journal, branch_id, &revision_id)?;
                let check = check::report(revision.check(), 0, 0);
                (revision, check)
            }
            (DraftState::Publishing, _, Some(draft_id)) => {
                let branch_id = chosen.branch.id();
                let published = publication(branch_id, &base_id, &draft_id);
                match publish::begun(&self.journal, branch_id)? {
                    Begun::Not => {
                        self.journal.at.draft = DraftState::Open;
                        return Ok(None);
                    }
                    Begun::Gone if !published.shows(&self.journal)? => {
                        self.journal.at.draft = DraftState::None;
                        return Ok(None);
                    }
                    Begun::Gone | Begun::Yes => {}
                }
                let polling = self.input.polling;
                published.wait(&mut self.journal, polling)?
            }
            _ => return Ok(None),
        };
        self.has_published(&revision);
        // What may not be put over is what served before, not what does now.
        chosen.previous = at.ids.previous_version_id;
        // By its id: what is said of the head may lag.
        let before = look::version(&self.journal, &base_id)?;
        let with = DiffSide::Revision {
            revision_id: revision.id().to_owned(),
        };
        look::compare_sides(&mut self.journal, &base_id, &with)?;
        self.journal.found.changes = confirm::missing(&self.input.patch, before.config());
        self.journal.found.check = Some(check);
        Ok(Some(revision))
    }

    /// Of a call that was taken up again: the draft that it wrote before, if
    /// it holds nothing else. One that was made on an older head is
    /// discarded: it would undo what came since.
    pub fn held(
        &mut self,
        chosen: &Chosen,
        config: &Json,
    ) -> Result<Option<BranchDraftFacts>, Error> {
        let at = &self.journal.at;
        let was_written = matches!(at.draft, DraftState::Asked | DraftState::Open);
        let base_id = match &at.base_id {
            Some(base_id) if self.journal.is_resumed && was_written => base_id.clone(),
            _ => return Ok(None),
        };
        let is_on_head = base_id == chosen.head;
        let Some(open) = draft::read_draft(&self.journal, chosen.branch.id())? else {
            return Ok(None);
        };
        let is_ours = if is_on_head {
            self.is_ours(&open, config)?
        } else {
            let before = look::version(&self.journal, &base_id)?;
            self.is_ours(&open, before.config())?
        };
        let may_discard = self.input.target.open_draft != OpenDraft::Include;
        if is_ours && !is_on_head && may_discard {
            draft::discard(&self.journal, chosen.branch.id(), &self.input.target)?;
            self.journal.at.draft = DraftState::None;
        }
        Ok((is_ours && is_on_head).then_some(open))
    }
}
