//! `release`: from a patch to a version that serves.

use super::branches::Target;
use super::journal::Journal;
use super::{confirm, diff, serve};
use crate::core::body;
use crate::core::check::Polling;
use crate::core::endpoint::drafts;
use crate::core::error::{Error, Kind};
use crate::core::json;
use crate::core::model::facts::{DraftFacts, VersionFacts};
use crate::core::model::query::AgentPreview;
use crate::core::model::report::{
    Change, ConfigDiff, Generation, ReleaseOutcome, ReleaseReport, Step,
};
use crate::core::path::check_id;
use crate::core::port::Port;
use crate::core::retry;
use serde_json::Value;

/// How long cleaning up may take after a failure, in milliseconds.
pub const CLEAN_UP_MS: u64 = 5_000;
/// How often an edit is repeated before its draft is given up.
const EDITS: u32 = 3;
/// Between an edit and another look at a draft that does not show it yet.
const LOOK_AGAIN_MS: u64 = 500;

/// What to release. Made only from arguments that passed every check that
/// needs no request.
#[derive(Debug, Clone)]
pub struct ReleaseInput {
    pub(super) agent_id: String,
    pub(super) patch_text: String,
    pub(super) patch: Value,
    metadata: String,
    /// A revision has a label and no description.
    pub(super) branch_details: String,
    pub(super) polling: Polling,
    pub(super) target: Target,
}

impl ReleaseInput {
    /// Checks the arguments. `patch` is the JSON text of the config patch.
    pub fn new(
        agent_id: &str,
        patch: &str,
        label: Option<&str>,
        description: Option<&str>,
        polling: Polling,
    ) -> Result<Self, Error> {
        check_id("agentId", agent_id)?;
        let parsed = body::check_patch(patch)?;
        body::check_label(label, description)?;
        Ok(Self {
            agent_id: agent_id.to_owned(),
            patch_text: patch.to_owned(),
            patch: parsed,
            metadata: json::object(&[("label", label), ("description", description)]),
            branch_details: json::object(&[("label", label)]),
            polling,
            target: Target::default(),
        })
    }

    /// Versions have no branches to name.
    pub(super) fn refuse_branches(&self, port: &Port, call: &str) -> Result<(), Error> {
        match self.target.branch {
            Some(_) => Err(super::generation::no_branches(port, call, &self.agent_id)),
            None => Ok(()),
        }
    }

    /// Names the branch, and how to treat other people's work there.
    pub fn onto(mut self, target: Target) -> Result<Self, Error> {
        target.check()?;
        self.target = target;
        Ok(self)
    }
}

/// Where the draft is, which says what cleaning up has to do.
enum Draft {
    /// None was asked for.
    None,
    /// A fork was sent under this name; whether it happened is not known.
    Asked(String),
    /// It is ours and open.
    Open(String),
    /// A publish was sent; whether it happened is not known.
    Publishing(String),
    /// It became a version.
    Published,
}

/// A draft made from what serves, edited, confirmed and compared.
struct Edited {
    draft_id: String,
    active_id: String,
    changes: Vec<Change>,
    diff: ConfigDiff,
}

/// What became of the work on a draft.
enum Prepared {
    /// The patch changes nothing: no draft was made.
    Unchanged {
        active_id: String,
    },
    Edited(Edited),
}

/// A lifecycle call that works on a draft of its own.
pub struct DraftWork {
    pub journal: Journal,
    input: ReleaseInput,
    draft: Draft,
}

/// A plan's findings: what serves, and what the patch would change.
pub type Comparison = (String, Vec<Change>, ConfigDiff);

/// Reads what serves, forks, edits, confirms, publishes, waits for the
/// check, activates and verifies.
///
/// On failure before the publish the draft is discarded. The error names the
/// step and holds every id made so far.
pub async fn release(port: Port, input: ReleaseInput) -> Result<ReleaseReport, Error> {
    let mut work = DraftWork::new(port, input);
    match work.release().await {
        Ok(report) => Ok(report),
        // Nothing can be cleaned up through an API that is gone, and the
        // call goes on through the other one.
        Err(cause) if cause.kind == Kind::MigrationRequired => Err(work.stopped("release", cause)),
        Err(cause) => Err(work.give_up("release", cause).await),
    }
}

impl DraftWork {
    pub fn new(port: Port, input: ReleaseInput) -> Self {
        Self {
            journal: Journal::new(port, &input.agent_id),
            input,
            draft: Draft::None,
        }
    }

    async fn release(&mut self) -> Result<ReleaseReport, Error> {
        let edited = match self.prepare().await? {
            Prepared::Unchanged { active_id } => {
                self.journal.ids.version_id = Some(active_id.clone());
                return Ok(self.report(ReleaseOutcome::Unchanged, active_id));
            }
            Prepared::Edited(edited) => edited,
        };
        let version = self.publish(&edited.draft_id).await?;
        let check =
            serve::wait_for_check(&mut self.journal, &version.id, self.input.polling).await?;
        serve::switch(
            &mut self.journal,
            &edited.active_id,
            &version.id,
            &self.input.patch,
        )
        .await?;
        let report = self.report(ReleaseOutcome::Released, version.id);
        Ok(ReleaseReport {
            version_number: version.version_number,
            changes: edited.changes,
            diff: edited.diff,
            security_check: Some(check),
            ..report
        })
    }

    /// The comparison alone, with the draft gone again.
    pub async fn compare(&mut self) -> Result<Comparison, Error> {
        match self.prepare().await? {
            Prepared::Unchanged { active_id } => Ok((active_id, Vec::new(), ConfigDiff::default())),
            Prepared::Edited(edited) => {
                self.journal.begin(Step::Discard);
                discard(&self.journal, &edited.draft_id).await?;
                self.draft = Draft::None;
                Ok((edited.active_id, edited.changes, edited.diff))
            }
        }
    }

    async fn prepare(&mut self) -> Result<Prepared, Error> {
        let (active_id, resolved) = serve::read_active(&mut self.journal).await?;
        let changes = confirm::missing(&self.input.patch, &resolved);
        if changes.is_empty() {
            return Ok(Prepared::Unchanged { active_id });
        }
        let draft_id = self.fork(&active_id).await?;
        self.edit(&draft_id).await?;
        self.journal.begin(Step::Diff);
        let request = drafts::diff(&self.input.agent_id, &draft_id, Some(&active_id))?;
        let diff = diff::read(self.journal.port.send(request).await?.data()?);
        Ok(Prepared::Edited(Edited {
            draft_id,
            active_id,
            changes,
            diff,
        }))
    }

    async fn fork(&mut self, active_id: &str) -> Result<String, Error> {
        self.journal.begin(Step::Fork);
        let random = (self.journal.port.random() * (1u64 << 48) as f64) as u64;
        // Unique, so that a fork whose reply got lost can be told from other people's.
        let name = format!("release {random:012x}");
        let source = json::object(&[
            ("sourceVersionId", Some(active_id)),
            ("draftName", Some(&name)),
        ]);
        let request = drafts::fork(&self.input.agent_id, &source)?;
        self.draft = Draft::Asked(name);
        let reply = self.journal.port.send(request).await.inspect_err(|error| {
            if was_refused(error) {
                self.draft = Draft::None;
            }
        })?;
        let draft = reply.facts(DraftFacts::read)?;
        check_id("draftId", &draft.draft_id)?;
        self.draft = Draft::Open(draft.draft_id.clone());
        self.journal.ids.draft_id = Some(draft.draft_id.clone());
        Ok(draft.draft_id)
    }

    /// Patches and reads back. The reply to a patch is no proof, whether it
    /// says success or is lost: the same values may be sent again.
    async fn edit(&mut self, draft_id: &str) -> Result<(), Error> {
        let preview = AgentPreview {
            draft_id: Some(draft_id.to_owned()),
            version_id: None,
        };
        let mut edits = 0;
        loop {
            self.journal.begin(Step::Edit);
            edits += 1;
            let request =
                drafts::update_config(&self.input.agent_id, draft_id, &self.input.patch_text)?;
            let lost = match self.journal.port.send(request).await {
                Ok(_) => None,
                Err(error) if retry::is_transient(&error) => Some(error),
                Err(error) => return Err(error),
            };
            self.journal.port.check_open()?;
            self.journal.begin(Step::Confirm);
            let draft = serve::read_agent(&self.journal, &preview).await?;
            let missing = confirm::missing(&self.input.patch, &draft.resolved_config);
            if missing.is_empty() {
                return Ok(());
            }
            if edits >= EDITS {
                return Err(lost.unwrap_or_else(|| not_confirmed(draft_id, &missing)));
            }
            self.journal.port.sleep(LOOK_AGAIN_MS).await?;
        }
    }

    async fn publish(&mut self, draft_id: &str) -> Result<VersionFacts, Error> {
        self.journal.begin(Step::Publish);
        let request = drafts::publish(&self.input.agent_id, draft_id, &self.input.metadata)?;
        self.draft = Draft::Publishing(draft_id.to_owned());
        let reply = self.journal.port.send(request).await.inspect_err(|error| {
            if was_refused(error) {
                self.draft = Draft::Open(draft_id.to_owned());
            }
        })?;
        let version = reply.facts(VersionFacts::read)?;
        check_id("versionId", &version.id)?;
        self.draft = Draft::Published;
        self.journal.ids.version_id = Some(version.id.clone());
        Ok(version)
    }

    fn report(&mut self, outcome: ReleaseOutcome, version_id: String) -> ReleaseReport {
        self.journal.finish();
        ReleaseReport {
            outcome,
            generation: Generation::Versions,
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

    /// The error of an organisation that has branches by now.
    pub fn stopped(&self, call: &str, cause: Error) -> Error {
        let step = self.journal.step();
        self.journal.error(call, step, cause, "", None)
    }

    /// Leaves nothing behind that can be taken back, and says what is left.
    pub async fn give_up(&mut self, call: &str, cause: Error) -> Error {
        let step = self.journal.step();
        self.journal.port.reopen(CLEAN_UP_MS);
        let draft = std::mem::replace(&mut self.draft, Draft::None);
        if !matches!(draft, Draft::None | Draft::Published) {
            self.journal.begin(Step::Discard);
        }
        let (left, discarded) = match draft {
            Draft::None => (String::new(), None),
            Draft::Published => (
                "; the version exists but was not activated by this call".to_owned(),
                None,
            ),
            Draft::Asked(name) => match self.discard_named(&name).await {
                Ok(_) => (String::new(), Some(true)),
                Err(_) => (
                    format!("; a draft named \"{name}\" may be left, discard it"),
                    Some(false),
                ),
            },
            Draft::Open(id) => match discard(&self.journal, &id).await {
                Ok(_) => (format!("; draft {id} was discarded"), Some(true)),
                Err(_) => (format!("; draft {id} is left, discard it"), Some(false)),
            },
            Draft::Publishing(id) => match discard(&self.journal, &id).await {
                // Without its draft, a publish that is still under way fails.
                Ok(Discarded::Now) => (
                    format!("; draft {id} was discarded unpublished"),
                    Some(true),
                ),
                Ok(Discarded::Gone) => (
                    format!(
                        "; draft {id} is gone, discarded or published: look at listVersions, such a version is not active"
                    ),
                    Some(false),
                ),
                Ok(Discarded::Before) => (
                    format!(
                        "; draft {id} was published, its version is not active: find it with listVersions"
                    ),
                    Some(false),
                ),
                Err(_) => (
                    format!(
                        "; whether draft {id} was published is unknown: look at listDrafts and listVersions"
                    ),
                    Some(false),
                ),
            },
        };
        self.journal.error(call, step, cause, &left, discarded)
    }

    async fn discard_named(&self, name: &str) -> Result<(), Error> {
        let request = drafts::list(&self.input.agent_id)?;
        let reply = self.journal.port.send(request).await?;
        for draft in reply.facts(DraftFacts::read_list)? {
            if draft.draft_name.as_deref() == Some(name) {
                discard(&self.journal, &draft.draft_id).await?;
            }
        }
        Ok(())
    }
}

/// A refusal in the platform's own words: the write did not happen.
fn was_refused(error: &Error) -> bool {
    error
        .status
        .is_some_and(|status| (400..500).contains(&status))
        && !retry::is_transient(error)
        || error.kind == Kind::RateLimit
}

/// When a draft went away.
enum Discarded {
    /// This call discarded it.
    Now,
    /// It was gone already.
    Before,
    /// An attempt of this call got no answer; then it was gone.
    Gone,
}

/// Discarding twice is the same as once, so a lost reply is asked for again.
async fn discard(journal: &Journal, draft_id: &str) -> Result<Discarded, Error> {
    let request = drafts::discard(&journal.ids.agent_id, draft_id)?;
    let mut lost = false;
    loop {
        let error = match journal.port.send(request.clone()).await {
            Ok(_) => return Ok(Discarded::Now),
            Err(error) => error,
        };
        match error.kind {
            // Either the lost attempt discarded it, or it was gone before.
            Kind::NotFound if lost => return Ok(Discarded::Gone),
            Kind::NotFound => return Ok(Discarded::Before),
            _ if retry::is_transient(&error) => lost = true,
            _ => return Err(error),
        }
        journal.port.sleep(LOOK_AGAIN_MS).await?;
    }
}

fn not_confirmed(draft_id: &str, missing: &[Change]) -> Error {
    let paths: Vec<_> = missing.iter().map(|change| change.path.as_str()).collect();
    Error::new(
        Kind::Conflict,
        "not_confirmed",
        format!(
            "the platform took the patch but draft {draft_id} does not show {}; is the field's name right?",
            paths.join(", ")
        ),
    )
    .with_detail("missing", json::value(&missing))
}
