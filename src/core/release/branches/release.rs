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
use crate::core::model::query::AgentPreview;
use crate::core::model::report::{
    Change, ConfigDiff, Generation, Plan, ReleaseOutcome, ReleaseReport, SecurityCheckReport, Step,
};
use crate::core::port::Port;
use crate::core::release::input::ReleaseInput;
use crate::core::release::journal::{Journal, Start, was_stopped};
use crate::core::release::{confirm, diff, serve, three_way};

/// A call that works on a branch's draft.
pub struct Work {
    pub journal: Journal,
    pub input: ReleaseInput,
    /// The branch, and the config at its head.
    pub ground: Option<(Chosen, Json)>,
    /// The draft was there before, and was asked to be included: it is
    /// somebody's, whatever it holds.
    pub includes_open: bool,
    /// An edit got lost, and may still be executed.
    edit_was_lost: bool,
}

/// A draft that shows the patch, compared.
struct Prepared {
    chosen: Chosen,
    draft_id: String,
    changes: Vec<Change>,
    diff: ConfigDiff,
}

/// A revision that its branch has committed.
pub struct Committed {
    pub revision: RevisionFacts,
    pub check: SecurityCheckReport,
    pub changes: Vec<Change>,
    pub diff: ConfigDiff,
}

/// Edits the branch's draft, confirms, publishes, waits for the check, makes
/// the branch live where it is not, and verifies.
///
/// On failure before the publish the draft is discarded, unless it holds
/// somebody else's work.
pub fn release(port: Port, input: ReleaseInput, start: Start) -> Result<ReleaseReport, Error> {
    let mut work = Work::new(port, input, start);
    match work.release() {
        Ok(report) => Ok(report),
        Err(error) if was_stopped(&error) => {
            let serves = work.journal.at.ids.previous_version_id.clone();
            Ok(work.report(ReleaseOutcome::Stopped, serves.unwrap_or_default()))
        }
        Err(cause) => Err(work.give_up(cause)),
    }
}

/// Says what a release would change, and leaves nothing behind.
pub fn plan(port: Port, input: ReleaseInput, start: Start) -> Result<Plan, Error> {
    let mut work = Work::new(port, input, start);
    match work.plan() {
        Ok(plan) => Ok(plan),
        Err(cause) => Err(work.give_up(cause)),
    }
}

impl Work {
    fn new(port: Port, input: ReleaseInput, start: Start) -> Self {
        let mut journal = Journal::new(port, start);
        // A draft of the old API is on no branch.
        if journal.at.generation != Some(Generation::Branches) {
            journal.at.generation = Some(Generation::Branches);
            journal.at.draft = DraftState::None;
            journal.at.ids.draft_id = None;
        }
        Self {
            journal,
            input,
            ground: None,
            includes_open: false,
            edit_was_lost: false,
        }
    }

    fn release(&mut self) -> Result<ReleaseReport, Error> {
        let (mut chosen, config) = self.read()?;
        let committed = match self.taken_up(&mut chosen)? {
            Some(committed) => committed,
            None => match self.prepare(chosen.clone(), config)? {
                Some(prepared) => {
                    publish::recheck(&mut self.journal, &chosen)?;
                    self.publish(prepared)?
                }
                None if self.is_staged(&chosen) => self.staged(&chosen)?,
                None => {
                    self.journal.at.ids.version_id = Some(chosen.head.clone());
                    return Ok(self.report(ReleaseOutcome::Unchanged, chosen.head));
                }
            },
        };
        let Committed { revision, .. } = &committed;
        let target = &self.input.target;
        let patch = &self.input.patch;
        let outcome = if target.go_live {
            if !chosen.branch.is_live() {
                live::make_live(&mut self.journal, &chosen, target.wait_out_freeze)?;
            }
            self.journal.begin(Step::Verify);
            let previous = chosen.previous.as_deref().unwrap_or_default();
            serve::verify(&self.journal, previous, revision.id(), patch)?;
            ReleaseOutcome::Released
        } else {
            live::verify_staged(&mut self.journal, revision.id(), patch)?;
            ReleaseOutcome::Staged
        };
        self.sweep(chosen.branch.id(), committed.revision.id());
        let report = self.report(outcome, committed.revision.id().to_owned());
        Ok(ReleaseReport {
            version_number: committed.revision.number(),
            changes: committed.changes,
            diff: committed.diff,
            security_check: Some(committed.check),
            ..report
        })
    }

    fn plan(&mut self) -> Result<Plan, Error> {
        let (chosen, config) = self.read()?;
        let head = chosen.head.clone();
        let branch_id = chosen.branch.id().to_owned();
        let (changes, diff) = match self.prepare(chosen, config)? {
            None => (Vec::new(), ConfigDiff::default()),
            Some(prepared) => {
                self.journal.begin(Step::Discard);
                draft::discard(&self.journal, &branch_id, &self.input.target)?;
                self.journal.at.draft = DraftState::None;
                (prepared.changes, prepared.diff)
            }
        };
        self.journal.finish();
        Ok(Plan {
            has_changes: !changes.is_empty(),
            generation: Generation::Branches,
            agent_id: self.input.agent_id.clone(),
            active_version_id: head,
            changes,
            diff,
            steps: self.journal.take_steps(),
            elapsed_ms: self.journal.port.elapsed_ms(),
            requests: self.journal.port.requests(),
        })
    }

    /// The branch, and the config at its head.
    fn read(&mut self) -> Result<(Chosen, Json), Error> {
        let previous = self.journal.at.ids.previous_version_id.clone();
        self.journal.begin(Step::Read);
        let chosen = target::choose(&mut self.journal, &self.input.target)?;
        // What a call that is taken up again once began with still counts.
        if previous.is_some() {
            self.journal.at.ids.previous_version_id = previous;
        }
        let config = if chosen.branch.is_live() {
            let agent = serve::read_agent(&self.journal, &AgentPreview::default())?;
            agent.resolved_config()
        } else {
            self.at_revision(&chosen.head)?
        };
        self.ground = Some((chosen.clone(), config.clone()));
        Ok((chosen, config))
    }

    pub fn at_revision(&self, revision_id: &str) -> Result<Json, Error> {
        let preview = AgentPreview {
            draft_id: None,
            version_id: Some(revision_id.to_owned()),
        };
        let agent = serve::read_agent(&self.journal, &preview)?;
        Ok(agent.resolved_config())
    }

    /// Whether the branch shows the patch already and only has to go live.
    fn is_staged(&self, chosen: &Chosen) -> bool {
        self.input.target.go_live && !chosen.branch.is_live() && chosen.branch.head().is_some()
    }

    /// The head of such a branch, as soon as its check has passed.
    fn staged(&mut self, chosen: &Chosen) -> Result<Committed, Error> {
        let ids = &self.journal.at.ids;
        let look = revisions::get(&ids.agent_id, chosen.branch.id(), &chosen.head)?;
        let reply = self.journal.port.send(look.clone())?;
        let revision = reply.facts(RevisionFacts::read)?;
        let polling = self.input.polling;
        let check = serve::wait_on(&mut self.journal, look, &chosen.head, polling, |_| None)?;
        self.journal.at.base_id = Some(chosen.head.clone());
        self.has_published(&revision);
        Ok(Committed {
            revision,
            check,
            changes: Vec::new(),
            diff: ConfigDiff::default(),
        })
    }

    fn prepare(&mut self, chosen: Chosen, config: Json) -> Result<Option<Prepared>, Error> {
        let changes = confirm::missing(&self.input.patch, &config);
        let held = self.held(&chosen, &config)?;
        let editing = Editing {
            chosen: &chosen,
            target: &self.input.target,
            patch: &self.input.patch,
            head_config: &config,
        };
        let held = match held {
            None => editing.meet(&mut self.journal)?,
            held => held,
        };
        self.includes_open = held.is_some() && self.input.target.open_draft == OpenDraft::Include;
        if changes.is_empty() {
            // A draft that equals its head is nothing to publish.
            match &held {
                Some(open) if !self.is_ours(open, &config)? => {}
                _ => return Ok(None),
            }
        }
        self.journal.at.base_id = Some(chosen.head.clone());
        self.journal
            .at
            .ids
            .previous_version_id
            .clone_from(&chosen.previous);
        let edited = editing.edit(&mut self.journal, held)?;
        let draft_id = edited.draft_id;
        self.edit_was_lost = edited.was_lost;
        self.journal.at.draft = DraftState::Open;
        self.journal.begin(Step::Diff);
        let request = revisions::diff(
            &self.input.agent_id,
            &DiffSide::Revision {
                revision_id: chosen.head.clone(),
            },
            &DiffSide::Draft {
                branch_id: chosen.branch.id().to_owned(),
            },
        )?;
        let diff = diff::read(self.journal.port.send_whole(request)?.data()?);
        Ok(Some(Prepared {
            chosen,
            draft_id,
            changes,
            diff,
        }))
    }

    /// Whether a draft differs from the config that it was made on by the
    /// patch's values alone.
    pub fn is_ours(&self, open: &BranchDraftFacts, base: &Json) -> Result<bool, Error> {
        let config = draft::read_config(&self.journal, open.draft_id())?;
        let patch = &self.input.patch;
        Ok(three_way::clashes(base, &config, patch).is_empty()
            && three_way::foreign(base, &config, patch).is_empty())
    }

    fn publish(&mut self, prepared: Prepared) -> Result<Committed, Error> {
        let branch_id = prepared.chosen.branch.id();
        let details = self.input.details(true);
        let journal = &mut self.journal;
        let published = publish::publish(journal, &self.input.target, &prepared.chosen, &details)?;
        let (revision, check) = match published {
            Some(revision) => {
                let check = check::report(revision.check(), 0, 0);
                (revision, check)
            }
            None => {
                let polling = self.input.polling;
                publication(branch_id, &prepared.chosen.head, &prepared.draft_id)
                    .wait(&mut self.journal, polling)?
            }
        };
        self.has_published(&revision);
        Ok(Committed {
            revision,
            check,
            changes: prepared.changes,
            diff: prepared.diff,
        })
    }

    pub fn has_published(&mut self, revision: &RevisionFacts) {
        self.journal.at.draft = DraftState::Published;
        self.journal.at.ids.version_id = Some(revision.id().to_owned());
    }

    /// Discards what an edit that was executed late may have left: a draft
    /// that equals its head. What serves does not hang on it.
    fn sweep(&self, branch_id: &str, head: &str) {
        if self.edit_was_lost || self.journal.is_resumed {
            let _ = self.discard_echo(branch_id, head);
        }
    }

    fn discard_echo(&self, branch_id: &str, head: &str) -> Result<(), Error> {
        if let Some(open) = draft::read_draft(&self.journal, branch_id)?
            && self.is_ours(&open, &self.at_revision(head)?)?
        {
            draft::discard(&self.journal, branch_id, &self.input.target)?;
        }
        Ok(())
    }

    fn report(&mut self, outcome: ReleaseOutcome, version_id: String) -> ReleaseReport {
        self.journal.finish();
        let stopped = outcome == ReleaseOutcome::Stopped;
        ReleaseReport {
            outcome,
            generation: Generation::Branches,
            ids: self.journal.at.ids.clone(),
            version_id,
            version_number: None,
            changes: Vec::new(),
            diff: ConfigDiff::default(),
            security_check: None,
            checkpoint: stopped.then(|| self.journal.at.clone()),
            steps: self.journal.take_steps(),
            elapsed_ms: self.journal.port.elapsed_ms(),
            requests: self.journal.port.requests(),
        }
    }
}

pub fn publication<'a>(branch_id: &'a str, head: &'a str, draft_id: &'a str) -> Published<'a> {
    Published {
        branch_id,
        head,
        draft_id: Some(draft_id),
        restored: None,
    }
}
