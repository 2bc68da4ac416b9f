//! What the lifecycle tells its caller: progress on the way, reports at the end.

use super::checkpoint::Checkpoint;
pub use super::step::{Step, StepState};
use crate::core::json::Json;
use alloc::string::String;
use alloc::vec::Vec;
#[cfg(feature = "declarations")]
use tsify::Tsify;

/// Which of the platform's two versioning APIs a call went through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Generation {
    /// Drafts and versions, one of which is active.
    Versions,
    /// Branches with a draft and revisions each, one of which is live.
    Branches,
}

/// Every id that a lifecycle call has met or made so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Ids {
    /// The agent.
    pub agent_id: String,
    /// The branch that the call works on. Only where branches serve.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub branch_id: Option<String>,
    /// The version (on branches: the revision) that served when the call began.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub previous_version_id: Option<String>,
    /// The draft that the call forked; on branches the branch's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub draft_id: Option<String>,
    /// The version (on branches: the revision) that it published, or is about
    /// to activate.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub version_id: Option<String>,
}

/// One event of `onProgress`.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// Which step.
    pub step: Step,
    /// Where it is.
    pub state: StepState,
    /// Milliseconds since the call began.
    pub elapsed_ms: u64,
    /// Milliseconds since the step began.
    pub step_elapsed_ms: u64,
    /// Requests sent so far, repeated attempts included.
    pub requests: u32,
    /// The ids known so far.
    #[cfg_attr(feature = "declarations", tsify(type = "Ids"))]
    pub ids: Json,
    /// How far the call is: with it `resume` goes on, in another process if
    /// need be. Before a request is sent, an event has told of it.
    #[cfg_attr(feature = "declarations", tsify(type = "Checkpoint"))]
    pub checkpoint: Json,
    /// Of the step `check`: how the security check is doing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(optional, type = "CheckProgress"))]
    pub check: Option<Json>,
}

/// How a security check is doing.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CheckProgress {
    /// The platform's status as it came; null when the poll got no answer.
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub status: Option<String>,
    /// Polls so far.
    pub polls: u32,
    /// Milliseconds until the next poll.
    pub next_poll_ms: u64,
}

/// A security check that ended well.
#[derive(Debug, Clone, Default, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SecurityCheckReport {
    /// The platform's status as it came; null for a version older than the
    /// check, which has nothing to wait for.
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub status: Option<String>,
    /// When it began, ISO 8601.
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub triggered_at: Option<String>,
    /// When it ended, ISO 8601.
    #[cfg_attr(feature = "declarations", tsify(type = "string | null"))]
    pub completed_at: Option<String>,
    /// Polls that it took.
    pub polls: u32,
    /// Milliseconds waited.
    pub elapsed_ms: u64,
}

/// What a step took.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct StepReport {
    /// Which step.
    pub step: Step,
    /// Milliseconds that it took.
    pub elapsed_ms: u64,
    /// Requests that it sent, repeated attempts included.
    pub requests: u32,
    /// Its last reply's `x-request-id`: what support asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub request_id: Option<String>,
}

/// One value that differs.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Dotted path.
    pub path: String,
    /// Before; null when there was none.
    #[cfg_attr(feature = "declarations", tsify(type = "unknown"))]
    pub old_value: Json,
    /// After; null when there is none.
    #[cfg_attr(feature = "declarations", tsify(type = "unknown"))]
    pub new_value: Json,
}

/// The changes in one config section.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SectionDiff {
    /// Such as `workflow_prompt` or `voice`.
    pub section: String,
    /// Paths are relative to the section.
    pub changes: Vec<Change>,
}

/// The platform's own comparison, in one shape whichever it answered with.
///
/// A value that equals the platform's default may be missing here although
/// it changed; `changes` of the report has every patched field.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ConfigDiff {
    /// Sections without a change, where the platform names them.
    pub unchanged_sections: Vec<String>,
    /// Sections with changes.
    pub diffs: Vec<SectionDiff>,
}

/// How a release ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub enum ReleaseOutcome {
    /// The new version serves, and that was read back.
    Released,
    /// The new revision is its branch's head, and another branch serves, as asked for.
    Staged,
    /// The patch changes nothing: nothing was forked, published or activated.
    Unchanged,
    /// It stopped after the step of `stopAfter`: `resume` goes on with `checkpoint`.
    Stopped,
}

/// What `release` did.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ReleaseReport {
    /// How it ended.
    pub outcome: ReleaseOutcome,
    /// Which of the two APIs it went through.
    pub generation: Generation,
    /// Every id met or made. When nothing changed, `versionId` is the version that serves.
    pub ids: Ids,
    /// The version (on branches: the revision) that serves in the end. Of
    /// `"staged"`, and of `"unchanged"` with `goLive: false`, the head of the
    /// branch, which does not; of `"stopped"` what served before: the new
    /// one is `ids.versionId`.
    pub version_id: String,
    /// Its number, where the platform gave one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub version_number: Option<u64>,
    /// Of a release that was to stop after a step: how far it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub checkpoint: Option<Checkpoint>,
    /// Every patched field that changed, by its path in the patch.
    pub changes: Vec<Change>,
    /// The platform's own comparison of the draft with what served.
    pub diff: ConfigDiff,
    /// The security check that the version passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub security_check: Option<SecurityCheckReport>,
    /// What each step took.
    pub steps: Vec<StepReport>,
    /// Milliseconds in all.
    pub elapsed_ms: u64,
    /// Requests in all, repeated attempts included.
    pub requests: u32,
}

/// What `plan` found. Nothing was left behind.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// Whether a release of the patch would change anything.
    pub has_changes: bool,
    /// Which of the two APIs it went through.
    pub generation: Generation,
    /// The agent.
    pub agent_id: String,
    /// What the patch was compared with: the version that serves; with
    /// `branch`, the head of that branch.
    pub active_version_id: String,
    /// Every patched field that would change, by its path in the patch.
    pub changes: Vec<Change>,
    /// The platform's own comparison.
    pub diff: ConfigDiff,
    /// What each step took.
    pub steps: Vec<StepReport>,
    /// Milliseconds in all.
    pub elapsed_ms: u64,
    /// Requests in all, repeated attempts included.
    pub requests: u32,
}

/// How a rollback ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub enum RollbackOutcome {
    /// The earlier version serves, and that was read back.
    RolledBack,
    /// The version asked for already serves: nothing was done.
    Unchanged,
}

/// What `rollback` did.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RollbackReport {
    /// How it ended.
    pub outcome: RollbackOutcome,
    /// Which of the two APIs it went through.
    pub generation: Generation,
    /// The agent, the version that served before, and the one that serves now.
    pub ids: Ids,
    /// The version that serves now: `ids.versionId`.
    pub version_id: String,
    /// Its number, where the platform gave one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub version_number: Option<u64>,
    /// Its label.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "declarations", tsify(optional))]
    pub label: Option<String>,
    /// What each step took.
    pub steps: Vec<StepReport>,
    /// Milliseconds in all.
    pub elapsed_ms: u64,
    /// Requests in all, repeated attempts included.
    pub requests: u32,
}

/// How a promotion ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub enum PromoteOutcome {
    /// The branch serves, and that was read back.
    Promoted,
    /// The branch is live already: nothing was done.
    Unchanged,
}

/// What `promote` did.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct PromoteReport {
    /// How it ended.
    pub outcome: PromoteOutcome,
    /// The agent, the branch, the revision that served before, and the one that serves now.
    pub ids: Ids,
    /// The revision that serves now: the branch's head.
    pub version_id: String,
    /// The branch's name.
    pub branch: String,
    /// The name of the branch that served before.
    pub previous_branch: String,
    /// What changed for traffic: the platform's own comparison.
    pub diff: ConfigDiff,
    /// What each step took.
    pub steps: Vec<StepReport>,
    /// Milliseconds in all.
    pub elapsed_ms: u64,
    /// Requests in all, repeated attempts included.
    pub requests: u32,
}

/// A path that two sides changed, to different values.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
pub struct Clash {
    /// Dotted path in a patch.
    pub path: String,
    /// What both started from; null when there was nothing.
    #[cfg_attr(feature = "declarations", tsify(type = "unknown"))]
    pub base: Json,
    /// What the other side made of it.
    #[cfg_attr(feature = "declarations", tsify(type = "unknown"))]
    pub theirs: Json,
    /// What the patch, or the branch merged from, makes of it.
    #[cfg_attr(feature = "declarations", tsify(type = "unknown"))]
    pub ours: Json,
}

/// How a merge ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub enum MergeOutcome {
    /// The other branch's draft holds the changes, and that was read back.
    Merged,
    /// Nothing was written, as asked for.
    Previewed,
    /// The other branch has every change already.
    Unchanged,
}

/// What `mergeBranch` did, or would do.
#[derive(Debug, Clone, serde::Serialize)]
#[cfg_attr(feature = "declarations", derive(Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MergeReport {
    /// How it ended.
    pub outcome: MergeOutcome,
    /// The agent, the branch merged into, and its draft.
    pub ids: Ids,
    /// What goes into the draft, by paths in a patch.
    pub changes: Vec<Change>,
    /// Where both branches changed something: only in a preview, since a
    /// merge with any of these throws.
    pub clashes: Vec<Clash>,
    /// What each step took.
    pub steps: Vec<StepReport>,
    /// Milliseconds in all.
    pub elapsed_ms: u64,
    /// Requests in all, repeated attempts included.
    pub requests: u32,
}
