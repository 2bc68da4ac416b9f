//! A release on versions that another call began: what it published, or the
//! draft that it made, is looked up and used.

use super::adopt::{self, Published};
use super::give_up::discard;
use super::publish::DraftWork;
use super::{confirm, look};
use crate::core::endpoint::versions;
use crate::core::error::Error;
use crate::core::model::checkpoint::DraftState;
use crate::core::model::facts::{AgentFacts, VersionFacts};

impl DraftWork<'_, '_> {
    /// Of a call that was taken up again: whether it published before, and
    /// its version is known.
    pub fn taken_up(&mut self, active: &AgentFacts) -> Result<bool, Error> {
        let at = &self.journal.at;
        let Some(base_id) = &at.ids.previous_version_id else {
            return Ok(false);
        };
        let is_published = at.draft == DraftState::Published;
        let is_publishing = at.draft == DraftState::Publishing;
        if !self.journal.is_resumed || !is_published && !is_publishing {
            return Ok(false);
        }
        let base = if Some(&**base_id) == active.active_version_id() {
            *active
        } else {
            look::version(self.journal, base_id)?
        };
        let version = match (&at.ids.version_id, &at.ids.draft_id) {
            (Some(version_id), _) if is_published => {
                let request = versions::get(&self.input.agent_id, version_id);
                self.journal.read(request, VersionFacts::read_detail)?
            }
            (_, Some(_)) => match adopt::published(self.journal, self.input, base.config())? {
                Published::Version(version) => version,
                Published::Not => {
                    self.journal.at.draft = DraftState::Open;
                    return Ok(false);
                }
                Published::Nowhere => {
                    self.journal.at.draft = DraftState::None;
                    return Ok(false);
                }
            },
            _ => return Ok(false),
        };
        let request = versions::diff(&self.input.agent_id, base_id, version.id());
        // A checkpoint from before the activation does not say so.
        self.journal.at.activated |= version.activated_at().is_some();
        self.has_published(&version)?;
        look::compare(self.journal, request)?;
        self.journal.found.changes = confirm::missing(&self.input.patch, base.config());
        Ok(true)
    }

    /// Of a call that was taken up again: whether the draft that it made
    /// before is there. One that is of no use any more is discarded: it was
    /// made on a version that does not serve now, and would undo what came
    /// since.
    pub fn held(&mut self, base_id: &str, is_needed: bool) -> Result<bool, Error> {
        let journal = &mut *self.journal;
        let (name, draft_id) = (&journal.at.draft_name, &journal.at.ids.draft_id);
        let draft_id = match (journal.at.draft, name, draft_id) {
            (DraftState::Asked, Some(name), _) => adopt::named(journal, name)?,
            (DraftState::Open, _, Some(draft_id)) if adopt::is_open(journal, draft_id)? => {
                Some(draft_id.clone())
            }
            _ => None,
        };
        let Some(draft_id) = draft_id else {
            return Ok(false);
        };
        let is_on_base = journal.at.ids.previous_version_id.as_deref() == Some(base_id);
        if !is_needed || !is_on_base {
            discard(journal, &draft_id)?;
            journal.at.draft = DraftState::None;
            return Ok(false);
        }
        journal.at.draft = DraftState::Open;
        journal.at.ids.draft_id = Some(draft_id);
        Ok(true)
    }
}
