//! A release on versions that another call began: what it published, or the
//! draft that it made, is looked up and used.

use super::adopt::{self, Published};
use super::give_up::discard;
use super::publish::{Base, Candidate, DraftWork};
use super::{confirm, look};
use crate::core::endpoint::versions;
use crate::core::error::Error;
use crate::core::model::checkpoint::DraftState;
use crate::core::model::facts::VersionFacts;
use alloc::string::String;

impl DraftWork {
    /// Of a call that was taken up again: the version that it published
    /// before, if it did.
    pub fn taken_up(&mut self, active: &Base) -> Result<Option<Candidate>, Error> {
        let ids = self.journal.at.ids.clone();
        let Some(base_id) = ids.previous_version_id.filter(|_| self.journal.is_resumed) else {
            return Ok(None);
        };
        let is_published = self.journal.at.draft == DraftState::Published;
        let is_publishing = self.journal.at.draft == DraftState::Publishing;
        if !is_published && !is_publishing {
            return Ok(None);
        }
        let base = if base_id == active.id {
            active.agent.clone()
        } else {
            look::version(&self.journal, &base_id)?
        };
        let version = match (ids.version_id, ids.draft_id) {
            (Some(version_id), _) if is_published => {
                let request = versions::get(&self.input.agent_id, &version_id);
                self.journal.read(request, VersionFacts::read_detail)?
            }
            (_, Some(draft_id)) => {
                let publication = self.publication(&draft_id, &base_id, base.config());
                match publication.find(&self.journal)? {
                    Published::Version(version) => version,
                    Published::Not => {
                        self.journal.at.draft = DraftState::Open;
                        return Ok(None);
                    }
                    Published::Nowhere => {
                        self.journal.at.draft = DraftState::None;
                        return Ok(None);
                    }
                }
            }
            _ => return Ok(None),
        };
        self.has_published(&version)?;
        let request = versions::diff(&self.input.agent_id, &base_id, version.id());
        look::compare(&mut self.journal, request)?;
        self.journal.found.changes = confirm::missing(&self.input.patch, base.config());
        Ok(Some(Candidate { version, base_id }))
    }

    /// Of a call that was taken up again: the draft that it made before. One
    /// that is of no use any more is discarded: it was made on a version that
    /// does not serve now, and would undo what came since.
    pub fn held(&mut self, base: &Base, is_needed: bool) -> Result<Option<String>, Error> {
        let journal = &mut self.journal;
        let (name, draft_id) = (&journal.at.draft_name, &journal.at.ids.draft_id);
        let draft_id = match (journal.at.draft, name, draft_id) {
            (DraftState::Asked, Some(name), _) => adopt::named(journal, name)?,
            (DraftState::Open, _, Some(draft_id)) => {
                let is_open = adopt::is_open(journal, draft_id)?;
                is_open.then(|| draft_id.clone())
            }
            _ => None,
        };
        let is_on_base = journal.at.ids.previous_version_id.as_deref() == Some(&base.id);
        if let Some(draft_id) = &draft_id
            && !(is_needed && is_on_base)
        {
            discard(journal, draft_id)?;
            journal.at.draft = DraftState::None;
            return Ok(None);
        }
        if let Some(draft_id) = &draft_id {
            journal.at.draft = DraftState::Open;
            journal.at.ids.draft_id = Some(draft_id.clone());
        }
        Ok(draft_id)
    }
}
