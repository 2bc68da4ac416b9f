//! `release` and `plan` on a branch.

use super::draft::{self, Editing};
use super::publish::Published;
use super::target::{self, Chosen, OpenDraft};
use super::{live, publish};
use crate::core::check;
use crate::core::endpoint::revisions;
use crate::core::error::Error;
use crate::core::json::Json;
use crate::core::model::branch_facts::{BranchDraftFacts, RevisionFacts};
use crate::core::model::checkpoint::DraftState;
use crate::core::model::diff::DiffSide;
use crate::core::model::facts::AgentFacts;
use crate::core::model::report::{Generation, ReleaseOutcome, Step};
use crate::core::release::input::ReleaseInput;
use crate::core::release::journal::{Journal, keep};
use crate::core::release::{confirm, look, serve, three_way};
use alloc::borrow::ToOwned;

/// A call that works on a branch's draft.
pub struct Work<'w, 'a> {
    pub journal: &'w mut Journal<'a>,
    pub input: &'w ReleaseInput,
    /// The agent with the config at the head of the branch.
    pub ground: Option<AgentFacts<'a>>,
    /// The draft was there before, and was asked to be included: it is
    /// somebody's, whatever it holds.
    pub includes_open: bool,
    /// An edit got lost, and may still be executed.
    pub edit_was_lost: bool,
    /// The draft's, when it showed the patch.
    draft_revision: Option<u64>,
}

/// Edits the branch's draft, confirms, publishes, waits for the check, makes
/// the branch live where it is not, and verifies.
///
/// On failure before the publish the draft is discarded, unless it holds
/// somebody else's work.
pub fn release(journal: &mut Journal, input: &ReleaseInput) -> Result<ReleaseOutcome, Error> {
    let mut work = Work::new(journal, input);
    let ended = work.release();
    ended.map_err(|cause| work.give_up(cause))
}

/// Says what a release would change, and leaves nothing behind.
pub fn plan(journal: &mut Journal, input: &ReleaseInput) -> Result<(), Error> {
    let mut work = Work::new(journal, input);
    let ended = work.plan();
    ended.map_err(|cause| work.give_up(cause))
}

impl<'w, 'a> Work<'w, 'a> {
    fn new(journal: &'w mut Journal<'a>, input: &'w ReleaseInput) -> Self {
        // A draft of the old API is on no branch.
        let at = &mut journal.at;
        if at.generation != Some(Generation::Branches) {
            at.generation = Some(Generation::Branches);
            at.draft = DraftState::None;
            at.ids.draft_id = None;
            // Its version was activated before the migration, and is a revision now.
            if at.activated {
                at.draft = DraftState::Published;
                at.base_id.clone_from(&at.ids.previous_version_id);
            }
        }
        Self {
            journal,
            input,
            ground: None,
            includes_open: false,
            edit_was_lost: false,
            draft_revision: None,
        }
    }

    fn release(&mut self) -> Result<ReleaseOutcome, Error> {
        let (mut chosen, agent) = self.read()?;
        if !self.taken_up(&mut chosen)? {
            // It was to go live by itself.
            if self.input.target.branch.is_none() && !chosen.branch.is_live() {
                return Err(publish::moved(&chosen.branch, chosen.head, None));
            }
            if self.prepare(&chosen, agent)? {
                let target = &self.input.target;
                publish::recheck(self.journal, target, &chosen, self.draft_revision)?;
                self.publish(&chosen)?;
            } else if self.is_staged(&chosen) {
                self.staged(&chosen)?;
            } else {
                keep(&mut self.journal.at.ids.version_id, chosen.head);
                return Ok(ReleaseOutcome::Unchanged);
            }
        }
        let target = &self.input.target;
        let patch = &self.input.patch;
        let outcome = if target.go_live {
            if !chosen.branch.is_live() {
                live::make_live(self.journal, &chosen, target.wait_out_freeze)?;
            }
            self.journal.begin(Step::Verify);
            let previous = chosen.previous.as_deref().unwrap_or_default();
            let shown = serve::verify(self.journal, previous, self.revision_id(), patch)?;
            self.holds_no_more(&chosen, &shown)?;
            ReleaseOutcome::Released
        } else {
            self.journal.begin(Step::Verify);
            let shown = live::verify_staged(self.journal, self.revision_id(), patch)?;
            self.holds_no_more(&chosen, &shown)?;
            ReleaseOutcome::Staged
        };
        self.sweep();
        Ok(outcome)
    }

    /// Finds out an edit of the draft that came after our last look at it,
    /// and was published with ours.
    fn holds_no_more(&self, chosen: &Chosen, shown: &AgentFacts) -> Result<(), Error> {
        let Some(ground) = self.ground else {
            return Ok(());
        };
        let more = three_way::foreign(ground.config(), shown.config(), &self.input.patch);
        if more.is_empty() || self.input.target.may_hold_more() {
            return Ok(());
        }
        Err(draft::published_with(chosen.branch.name(), &more))
    }

    /// The revision that it published.
    fn revision_id(&self) -> &str {
        self.journal
            .at
            .ids
            .version_id
            .as_deref()
            .unwrap_or_default()
    }

    fn plan(&mut self) -> Result<(), Error> {
        let (chosen, agent) = self.read()?;
        self.journal.found.base_id = chosen.head;
        let config = agent.config();
        if self.prepare(&chosen, agent)? {
            self.journal.begin(Step::Discard);
            if self.discard_ours(config)? == Some(false) {
                return Err(draft::open_draft(chosen.branch.name(), &[]));
            }
            self.journal.at.draft = DraftState::None;
        }
        Ok(())
    }

    /// The branch, and the agent with the config at its head.
    fn read(&mut self) -> Result<(Chosen<'a>, AgentFacts<'a>), Error> {
        let previous = self.journal.at.ids.previous_version_id.clone();
        self.journal.begin(Step::Read);
        let chosen = target::choose(self.journal, &self.input.target)?;
        // What a call that is taken up again once began with still counts.
        if previous.is_some() {
            self.journal.at.ids.previous_version_id = previous;
        }
        let mut agent = look::agent(self.journal)?;
        // What serves is another one, or it is read too early.
        if agent.active_version_id() != Some(chosen.head) {
            agent = look::version(self.journal, chosen.head)?;
        }
        self.ground = Some(agent);
        Ok((chosen, agent))
    }

    /// Whether the branch shows the patch already and only has to go live.
    fn is_staged(&self, chosen: &Chosen) -> bool {
        self.input.target.go_live && !chosen.branch.is_live() && chosen.branch.head().is_some()
    }

    /// The head of such a branch, as soon as its check has passed.
    fn staged(&mut self, chosen: &Chosen) -> Result<(), Error> {
        let revision = look::revision(self.journal, chosen.head)?;
        let (agent_id, branch_id) = (&self.input.agent_id, self.journal.branch_id());
        let look = revisions::get(agent_id, branch_id, chosen.head);
        let polling = self.input.polling;
        serve::wait_on(self.journal, look, chosen.head, polling, None)?;
        keep(&mut self.journal.at.base_id, chosen.head);
        self.has_published(&revision);
        Ok(())
    }

    /// A draft that shows the patch, compared. False is nothing to publish.
    fn prepare(&mut self, chosen: &Chosen<'a>, agent: AgentFacts<'a>) -> Result<bool, Error> {
        let config = agent.config();
        let changes = confirm::missing(&self.input.patch, config);
        let held = self.held(chosen, config)?;
        let editing = Editing {
            chosen,
            target: &self.input.target,
            patch: &self.input.patch,
            head: agent,
        };
        let held = match held {
            None => editing.meet(self.journal)?,
            held => held,
        };
        self.includes_open = held.is_some() && self.input.target.open_draft == OpenDraft::Include;
        if changes.is_empty() {
            // A draft that equals its head is nothing to publish.
            match &held {
                Some(open) if !self.is_ours(open, config)? => {}
                _ => return Ok(false),
            }
        }
        self.journal.found.changes = changes;
        let at = &mut self.journal.at;
        keep(&mut at.base_id, chosen.head);
        at.ids.previous_version_id.clone_from(&chosen.previous);
        (self.edit_was_lost, self.draft_revision) = editing.edit(self.journal, held)?;
        self.journal.at.draft = DraftState::Open;
        let branch_id = self.journal.branch_id().to_owned();
        let with = DiffSide::Draft {
            branch_id: &branch_id,
        };
        look::compare_sides(self.journal, chosen.head, &with)?;
        Ok(true)
    }

    /// Whether a draft differs from the config that it was made on by the
    /// patch's values alone.
    pub fn is_ours(&self, open: &BranchDraftFacts, base: &Json) -> Result<bool, Error> {
        let shown = look::draft(self.journal, open.draft_id())?;
        let (config, patch) = (shown.config(), &self.input.patch);
        Ok(three_way::clashes(base, config, patch).is_empty()
            && three_way::foreign(base, config, patch).is_empty())
    }

    fn publish(&mut self, chosen: &Chosen) -> Result<(), Error> {
        let details = self.input.details(true);
        let journal = &mut *self.journal;
        let published = publish::publish(journal, &self.input.target, chosen, &details)?;
        let revision = match published {
            Some(revision) => {
                journal.found.check = check::report(revision.check(), 0, 0);
                revision
            }
            None => publication(chosen.head).wait(journal, self.input.polling)?,
        };
        self.has_published(&revision);
        publish::on_its_head(&revision, chosen.head)
    }

    pub fn has_published(&mut self, revision: &RevisionFacts) {
        self.journal.at.draft = DraftState::Published;
        self.journal.found.number = revision.number();
        keep(&mut self.journal.at.ids.version_id, revision.id());
    }

    /// Discards what an edit that was executed late may have left: a draft
    /// that equals its head. What serves does not hang on it.
    fn sweep(&self) {
        if self.edit_was_lost || self.journal.is_resumed {
            let _ = self.discard_echo();
        }
    }

    fn discard_echo(&self) -> Result<(), Error> {
        if let Some(open) = draft::read_draft(self.journal)?
            && self.is_ours(
                &open,
                look::version(self.journal, self.revision_id())?.config(),
            )?
        {
            draft::discard(self.journal, &self.input.target)?;
        }
        Ok(())
    }
}

pub fn publication(head: &str) -> Published<'_> {
    Published {
        head,
        restored: None,
    }
}
