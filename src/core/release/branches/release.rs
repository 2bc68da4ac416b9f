//! `release` and `plan` on a branch.

use super::draft::{self, Editing};
use super::target::{self, Chosen};
use super::{live, publish};
use crate::core::endpoint::revisions;
use crate::core::error::Error;
use crate::core::model::branch_facts::RevisionFacts;
use crate::core::model::diff::DiffSide;
use crate::core::model::query::AgentPreview;
use crate::core::model::report::{
    Change, ConfigDiff, Generation, Plan, ReleaseOutcome, ReleaseReport, SecurityCheckReport, Step,
};
use crate::core::port::Port;
use crate::core::release::journal::Journal;
use crate::core::release::publish::{CLEAN_UP_MS, ReleaseInput};
use crate::core::release::{confirm, diff, serve, three_way};
use serde_json::Value;

/// What cleaning up has to do with the branch's draft.
enum Draft {
    /// None was written.
    None,
    /// It holds the patch, and perhaps other people's work.
    Written(Box<(Chosen, Value)>),
    /// A publish was sent: its check may go on.
    Publishing(Box<(Chosen, Value)>),
    /// It became a revision.
    Published,
}

struct Work {
    journal: Journal,
    input: ReleaseInput,
    draft: Draft,
}

/// A draft that shows the patch, compared.
struct Prepared {
    chosen: Chosen,
    draft_id: String,
    changes: Vec<Change>,
    diff: ConfigDiff,
}

/// What became of a publish that was to be stopped.
enum TakenBack {
    Discarded,
    /// It was stopped; its draft is not ours alone.
    Left,
    /// It was too late.
    Published,
}

/// Edits the branch's draft, confirms, publishes, waits for the check, makes
/// the branch live where it is not, and verifies.
///
/// On failure before the publish the draft is discarded, unless it holds
/// somebody else's work.
pub async fn release(port: Port, input: ReleaseInput) -> Result<ReleaseReport, Error> {
    let mut work = Work::new(port, input);
    match work.release().await {
        Ok(report) => Ok(report),
        Err(cause) => Err(work.give_up("release", cause).await),
    }
}

/// Says what a release would change, and leaves nothing behind.
pub async fn plan(port: Port, input: ReleaseInput) -> Result<Plan, Error> {
    let mut work = Work::new(port, input);
    match work.plan().await {
        Ok(plan) => Ok(plan),
        Err(cause) => Err(work.give_up("plan", cause).await),
    }
}

impl Work {
    fn new(port: Port, input: ReleaseInput) -> Self {
        Self {
            journal: Journal::new(port, &input.agent_id),
            input,
            draft: Draft::None,
        }
    }

    async fn release(&mut self) -> Result<ReleaseReport, Error> {
        let (chosen, config) = self.read().await?;
        let Some(prepared) = self.prepare(chosen.clone(), config).await? else {
            self.journal.ids.version_id = Some(chosen.head.clone());
            return Ok(self.report(ReleaseOutcome::Unchanged, chosen.head));
        };
        publish::recheck(&mut self.journal, &chosen).await?;
        let (revision, check) = self.publish(&prepared).await?;
        let target = &self.input.target;
        let patch = &self.input.patch;
        let outcome = if target.go_live {
            if !chosen.branch.is_live {
                live::make_live(&mut self.journal, &chosen, target.wait_out_freeze).await?;
            }
            self.journal.begin(Step::Verify);
            let previous = chosen.live.head.as_deref().unwrap_or_default();
            serve::verify(&self.journal, previous, &revision.id, patch).await?;
            ReleaseOutcome::Released
        } else {
            live::verify_staged(&mut self.journal, &revision.id, patch).await?;
            ReleaseOutcome::Staged
        };
        let report = self.report(outcome, revision.id);
        Ok(ReleaseReport {
            version_number: revision.number,
            changes: prepared.changes,
            diff: prepared.diff,
            security_check: Some(check),
            ..report
        })
    }

    async fn plan(&mut self) -> Result<Plan, Error> {
        let (chosen, config) = self.read().await?;
        let head = chosen.head.clone();
        let branch_id = chosen.branch.id.clone();
        let (changes, diff) = match self.prepare(chosen, config).await? {
            None => (Vec::new(), ConfigDiff::default()),
            Some(prepared) => {
                self.journal.begin(Step::Discard);
                draft::discard(&self.journal, &branch_id, &self.input.target).await?;
                self.draft = Draft::None;
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
    async fn read(&mut self) -> Result<(Chosen, Value), Error> {
        self.journal.begin(Step::Read);
        let chosen = target::choose(&mut self.journal, &self.input.target).await?;
        let preview = AgentPreview {
            draft_id: None,
            version_id: (!chosen.branch.is_live).then(|| chosen.head.clone()),
        };
        let agent = serve::read_agent(&self.journal, &preview).await?;
        Ok((chosen, agent.resolved_config))
    }

    async fn prepare(&mut self, chosen: Chosen, config: Value) -> Result<Option<Prepared>, Error> {
        let changes = confirm::missing(&self.input.patch, &config);
        let editing = Editing {
            chosen: &chosen,
            target: &self.input.target,
            patch_text: &self.input.patch_text,
            patch: &self.input.patch,
            head_config: &config,
        };
        let open = editing.meet(&mut self.journal).await?;
        if changes.is_empty() && open.is_none() {
            return Ok(None);
        }
        self.draft = Draft::Written(Box::new((chosen.clone(), config.clone())));
        let draft_id = editing.edit(&mut self.journal, open).await?;
        self.journal.begin(Step::Diff);
        let request = revisions::diff(
            &self.input.agent_id,
            &DiffSide::Revision {
                revision_id: chosen.head.clone(),
            },
            &DiffSide::Draft {
                branch_id: chosen.branch.id.clone(),
            },
        )?;
        let diff = diff::read(self.journal.port.send(request).await?.data()?);
        Ok(Some(Prepared {
            chosen,
            draft_id,
            changes,
            diff,
        }))
    }

    async fn publish(
        &mut self,
        prepared: &Prepared,
    ) -> Result<(RevisionFacts, SecurityCheckReport), Error> {
        let branch_id = &prepared.chosen.branch.id;
        if let Draft::Written(written) = std::mem::replace(&mut self.draft, Draft::None) {
            self.draft = Draft::Publishing(written);
        }
        let published = publish::publish(
            &mut self.journal,
            &self.input.target,
            branch_id,
            &self.input.branch_details,
        )
        .await?;
        let (revision, check) = match published {
            Some(revision) => {
                let check = revision.check.clone().unwrap_or_default();
                (revision, publish::report(check, 0, 0))
            }
            None => {
                publish::Published {
                    branch_id,
                    head: &prepared.chosen.head,
                    draft_id: Some(&prepared.draft_id),
                    restored: None,
                }
                .wait(&mut self.journal, self.input.polling)
                .await?
            }
        };
        self.draft = Draft::Published;
        self.journal.ids.version_id = Some(revision.id.clone());
        Ok((revision, check))
    }

    fn report(&mut self, outcome: ReleaseOutcome, version_id: String) -> ReleaseReport {
        self.journal.finish();
        ReleaseReport {
            outcome,
            generation: Generation::Branches,
            ids: self.journal.ids.clone(),
            version_id,
            version_number: None,
            changes: Vec::new(),
            diff: ConfigDiff::default(),
            security_check: None,
            steps: self.journal.take_steps(),
            elapsed_ms: self.journal.port.elapsed_ms(),
            requests: self.journal.port.requests(),
        }
    }

    /// Leaves nothing of ours behind that can be taken back, and says what is left.
    async fn give_up(&mut self, call: &str, cause: Error) -> Error {
        let step = self.journal.step();
        self.journal.port.reopen(CLEAN_UP_MS);
        let (left, discarded) = match std::mem::replace(&mut self.draft, Draft::None) {
            Draft::None => ("", None),
            Draft::Published => ("; the revision is on its branch", None),
            Draft::Publishing(written) => {
                let (chosen, config) = &*written;
                self.journal.begin(Step::Discard);
                match self.take_back(chosen, config).await {
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
            Draft::Written(written) => {
                let (chosen, config) = &*written;
                self.journal.begin(Step::Discard);
                match self.discard_ours(chosen, config).await {
                    Ok(true) => ("; the draft was discarded", Some(true)),
                    Ok(false) => (
                        "; the draft holds somebody else's changes and was left as it is",
                        Some(false),
                    ),
                    Err(_) => ("; the branch's draft may be left, discard it", Some(false)),
                }
            }
        };
        self.journal.error(call, step, cause, left, discarded)
    }

    /// Stops a publish that nobody waits for any more: on the live branch it
    /// would go live by itself.
    async fn take_back(&self, chosen: &Chosen, head_config: &Value) -> Result<TakenBack, Error> {
        let branch_id = &chosen.branch.id;
        publish::cancel(&self.journal, branch_id).await?;
        match draft::read_draft(&self.journal, branch_id).await? {
            Some(open) if self.journal.ids.draft_id.as_deref() == Some(&open.draft_id) => {}
            _ => return Ok(TakenBack::Published),
        }
        Ok(if self.discard_ours(chosen, head_config).await? {
            TakenBack::Discarded
        } else {
            TakenBack::Left
        })
    }

    /// Discards the draft when it differs from the head by the patch's
    /// values alone.
    async fn discard_ours(&self, chosen: &Chosen, head_config: &Value) -> Result<bool, Error> {
        let Some(open) = draft::read_draft(&self.journal, &chosen.branch.id).await? else {
            return Ok(true);
        };
        let config = draft::read_config(&self.journal, &open.draft_id).await?;
        let patch = &self.input.patch;
        let is_ours = three_way::clashes(head_config, &config, patch).is_empty()
            && three_way::foreign(head_config, &config, patch).is_empty();
        if !is_ours {
            return Ok(false);
        }
        draft::discard(&self.journal, &chosen.branch.id, &self.input.target).await?;
        Ok(true)
    }
}
