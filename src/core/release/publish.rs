//! `release` on versions, and the part of it that `plan` takes: a draft of
//! its own, edited, confirmed and compared.

use super::adopt::{self, Published};
use super::give_up::{self, discard, give_up};
use super::input::ReleaseInput;
use super::journal::{Journal, keep};
use super::{confirm, diff, look, serve};
use crate::core::endpoint::drafts;
use crate::core::error::{Error, Kind};
use crate::core::json;
use crate::core::json::Json;
use crate::core::model::checkpoint::DraftState;
use crate::core::model::facts::{AgentFacts, DraftFacts, VersionFacts};
use crate::core::model::report::{Change, Generation, ReleaseOutcome, Step};
use crate::core::path::check_id;
use crate::core::retry;
use crate::core::text::fill;
use alloc::borrow::ToOwned;
use alloc::string::String;

/// How often an edit is repeated before its draft is given up.
const EDITS: u32 = 3;
/// How often a fork or a publish is sent that was looked for and not found.
const ATTEMPTS: u32 = 3;
/// Between an edit and another look at a draft that does not show it yet.
const LOOK_AGAIN_MS: u64 = 500;

/// A lifecycle call that works on a draft of its own.
pub struct DraftWork<'w, 'a> {
    pub journal: &'w mut Journal<'a>,
    pub input: &'w ReleaseInput,
}

/// Reads what serves, forks, edits, confirms, publishes, waits for the
/// check, activates and verifies.
///
/// On failure before the publish the draft is discarded. The error names the
/// step and holds every id made so far.
pub fn release(journal: &mut Journal, input: &ReleaseInput) -> Result<ReleaseOutcome, Error> {
    let mut work = DraftWork::new(journal, input)?;
    let ended = work.release();
    ended.map_err(|cause| give_up(journal, cause))
}

/// Says what a release would change: forks, edits, compares and discards.
pub fn plan(journal: &mut Journal, input: &ReleaseInput) -> Result<(), Error> {
    let mut work = DraftWork::new(journal, input)?;
    let ended = work.plan();
    ended.map_err(|cause| give_up(journal, cause))
}

impl<'w, 'a> DraftWork<'w, 'a> {
    fn new(journal: &'w mut Journal<'a>, input: &'w ReleaseInput) -> Result<Self, Error> {
        input.refuse_branches(journal)?;
        journal.at.generation = Some(Generation::Versions);
        Ok(Self { journal, input })
    }

    fn release(&mut self) -> Result<ReleaseOutcome, Error> {
        let base = self.read()?;
        let mut learned_ms = None;
        if !self.taken_up(&base)? {
            if !self.prepare(&base)? {
                keep(&mut self.journal.at.ids.version_id, active_id(&base));
                return Ok(ReleaseOutcome::Unchanged);
            }
            // Before the check begins: afterwards it would keep the polls waiting.
            learned_ms = serve::learned_ms(self.journal, self.input.polling);
            self.publish(base.config())?;
        }
        serve::wait_for_check(self.journal, self.input.polling, learned_ms)?;
        serve::switch(self.journal, &self.input.patch)?;
        self.sweep();
        Ok(ReleaseOutcome::Released)
    }

    /// The comparison alone. The draft is gone again.
    fn plan(&mut self) -> Result<(), Error> {
        let base = self.read()?;
        self.journal.found.base_id = active_id(&base);
        if self.prepare(&base)? {
            self.journal.begin(Step::Discard);
            discard(self.journal, self.draft_id())?;
            self.journal.at.draft = DraftState::None;
            self.sweep();
        }
        Ok(())
    }

    /// What serves, to start from.
    fn read(&mut self) -> Result<AgentFacts<'a>, Error> {
        let previous = self.journal.at.ids.previous_version_id.clone();
        let base = serve::read_active(self.journal)?;
        // What a call that is taken up again once began with still counts.
        if previous.is_some() {
            self.journal.at.ids.previous_version_id = previous;
        }
        Ok(base)
    }

    /// A draft that shows the patch, compared with its base. False is a patch
    /// that changes nothing: no draft was made.
    fn prepare(&mut self, base: &AgentFacts) -> Result<bool, Error> {
        let base_id = active_id(base);
        let changes = confirm::missing(&self.input.patch, base.config());
        let is_held = self.held(base_id, !changes.is_empty())?;
        if changes.is_empty() {
            return Ok(false);
        }
        self.journal.found.changes = changes;
        keep(&mut self.journal.at.ids.previous_version_id, base_id);
        if !is_held {
            self.fork(base_id)?;
        }
        self.edit()?;
        let request = drafts::diff(&self.input.agent_id, self.draft_id(), Some(base_id));
        look::compare(self.journal, request)?;
        Ok(true)
    }

    fn draft_id(&self) -> &str {
        self.journal.at.ids.draft_id.as_deref().unwrap_or_default()
    }

    /// Forks. A fork whose reply got lost is looked up by its name, which
    /// tells it from other people's, before it is sent again.
    fn fork(&mut self, base_id: &str) -> Result<(), Error> {
        let random = (self.journal.port.random() * (1u64 << 48) as f64) as u64;
        let name = self
            .journal
            .at
            .draft_name
            .get_or_insert_with(|| fill("release {}", &[&hex(random)]));
        let name = name.clone();
        let source = json::object(&[
            ("sourceVersionId", Some(base_id)),
            ("draftName", Some(&name)),
        ]);
        let request = drafts::fork(&self.input.agent_id, &source)?;
        self.journal.begin_with(Step::Fork, DraftState::Asked);
        let mut attempts = 0;
        let draft_id = loop {
            attempts += 1;
            let error = match self.journal.port.read(&request, DraftFacts::read) {
                Ok(draft) => break draft.draft_id().to_owned(),
                Err(error) => error,
            };
            if retry::was_refused(&error) && attempts == 1 {
                self.journal.at.draft = DraftState::None;
            }
            if !retry::is_ambiguous(&error) {
                return Err(error);
            }
            self.journal.port.check_open()?;
            match adopt::named(self.journal, &name)? {
                Some(draft_id) => break draft_id,
                None if attempts < ATTEMPTS => {}
                None => return Err(error),
            }
        };
        check_id("draftId", &draft_id)?;
        self.journal.at.draft = DraftState::Open;
        self.journal.at.ids.draft_id = Some(draft_id);
        Ok(())
    }

    /// Patches and reads back. The reply to a patch is no proof, whether it
    /// says success or is lost: the same values may be sent again.
    fn edit(&mut self) -> Result<(), Error> {
        let mut edits = 0;
        loop {
            self.journal.begin(Step::Edit);
            edits += 1;
            let input = &self.input;
            let request = drafts::update_config(&input.agent_id, self.draft_id(), &input.patch);
            let lost = match self.journal.write(request) {
                Ok(()) => None,
                Err(error) if retry::is_transient(&error) => Some(error),
                Err(error) => return Err(error),
            };
            self.journal.port.check_open()?;
            self.journal.begin(Step::Confirm);
            let shown = look::draft(self.journal, self.draft_id())?;
            let missing = confirm::missing(&self.input.patch, shown.config());
            if missing.is_empty() {
                return Ok(());
            }
            if edits >= EDITS {
                return Err(lost.unwrap_or_else(|| not_confirmed(self.draft_id(), &missing)));
            }
            self.journal.port.sleep(LOOK_AGAIN_MS)?;
        }
    }

    /// Publishes. A publish whose reply got lost is looked up before it is
    /// sent again: a draft that is still there was not published, and it is
    /// published once at most.
    fn publish(&mut self, base: &Json) -> Result<(), Error> {
        let details = self.input.details(false);
        let request = drafts::publish(&self.input.agent_id, self.draft_id(), &details)?;
        self.journal
            .begin_with(Step::Publish, DraftState::Publishing);
        let mut attempts = 0;
        let mut lost: Option<Error> = None;
        let version = loop {
            attempts += 1;
            let error = match self.journal.port.read(&request, VersionFacts::read) {
                Ok(version) => break version,
                Err(error) => error,
            };
            // Published by an attempt that was lost, or delivered twice.
            let is_gone = error.kind == Kind::NotFound;
            if !is_gone && !retry::is_ambiguous(&error) {
                if retry::was_refused(&error) && lost.is_none() {
                    self.journal.at.draft = DraftState::Open;
                }
                return Err(error);
            }
            self.journal.port.check_open()?;
            match adopt::published(self.journal, self.input, base)? {
                Published::Version(version) => break version,
                Published::Not if attempts < ATTEMPTS => lost = Some(error),
                Published::Not => return Err(error),
                Published::Nowhere if is_gone && lost.is_none() => return Err(error),
                Published::Nowhere => {
                    return Err(Error::outcome_unknown(
                        "its draft is gone and no version shows it: see listVersions",
                        lost.unwrap_or(error),
                    ));
                }
            }
        };
        self.has_published(&version)
    }

    pub fn has_published(&mut self, version: &VersionFacts) -> Result<(), Error> {
        check_id("versionId", version.id())?;
        self.journal.at.draft = DraftState::Published;
        self.journal.found.number = version.version_number();
        keep(&mut self.journal.at.ids.version_id, version.id());
        Ok(())
    }

    /// Discards what a fork that was executed twice may have left. What
    /// serves does not hang on it.
    fn sweep(&self) {
        if let Some(name) = &self.journal.at.draft_name {
            let _ = give_up::discard_named(self.journal, name);
        }
    }
}

/// The id of what serves, which was seen to have one.
fn active_id<'a>(agent: &AgentFacts<'a>) -> &'a str {
    agent.active_version_id().unwrap_or_default()
}

/// A number of 48 bits in hexadecimal digits.
fn hex(number: u64) -> String {
    let mut digits = String::new();
    for place in (0..12).rev() {
        let digit = number >> (4 * place);
        digits.push(char::from(b"0123456789abcdef"[digit as usize % 16]));
    }
    digits
}

fn not_confirmed(draft_id: &str, missing: &[Change]) -> Error {
    Error::new(
        Kind::Conflict,
        "not_confirmed",
        fill(
            "the platform took the patch but draft {} does not show {}; is the field's name right?",
            &[draft_id, &diff::paths(missing)],
        ),
    )
    .with_detail("missing", json::value(&missing))
}

#[cfg(test)]
mod tests {
    use super::hex;

    #[test]
    fn the_name_of_a_draft_has_twelve_digits() {
        for number in [0, 0xa1, 0x0123_4567_89ab, (1 << 48) - 1] {
            assert_eq!(hex(number), format!("{number:012x}"));
        }
    }
}
