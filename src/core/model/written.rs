//! What the lifecycle tells its caller, as documents. Their types say the
//! same to TypeScript; the tests of `declared` hold the two together.

use super::report::{
    Change, CheckProgress, Clash, ConfigDiff, Generation, Ids, MergeOutcome, MergeReport, Plan,
    Progress, PromoteOutcome, PromoteReport, ReleaseOutcome, ReleaseReport, RollbackOutcome,
    RollbackReport, SectionDiff, SecurityCheckReport, StepReport,
};
use crate::core::json::{Json, Object, ToJson};

impl Generation {
    /// Its name, as in JavaScript.
    pub fn name(self) -> &'static str {
        match self {
            Self::Versions => "versions",
            Self::Branches => "branches",
        }
    }
}

impl ReleaseOutcome {
    /// Its name, as in JavaScript.
    pub fn name(self) -> &'static str {
        match self {
            Self::Released => "released",
            Self::Staged => "staged",
            Self::Unchanged => "unchanged",
            Self::Stopped => "stopped",
        }
    }
}

impl RollbackOutcome {
    /// Its name, as in JavaScript.
    pub fn name(self) -> &'static str {
        match self {
            Self::RolledBack => "rolledBack",
            Self::Unchanged => "unchanged",
        }
    }
}

impl PromoteOutcome {
    /// Its name, as in JavaScript.
    pub fn name(self) -> &'static str {
        match self {
            Self::Promoted => "promoted",
            Self::Unchanged => "unchanged",
        }
    }
}

impl MergeOutcome {
    /// Its name, as in JavaScript.
    pub fn name(self) -> &'static str {
        match self {
            Self::Merged => "merged",
            Self::Previewed => "previewed",
            Self::Unchanged => "unchanged",
        }
    }
}

impl ToJson for Ids {
    fn to_json(&self) -> Json {
        let mut object = Object::default();
        object.add("agentId", &self.agent_id);
        object.add_some("branchId", &self.branch_id);
        object.add_some("previousVersionId", &self.previous_version_id);
        object.add_some("draftId", &self.draft_id);
        object.add_some("versionId", &self.version_id);
        object.end()
    }
}

impl ToJson for Progress {
    fn to_json(&self) -> Json {
        let mut object = Object::default();
        object.add("step", self.step.name());
        object.add("state", self.state.name());
        object.add("elapsedMs", &self.elapsed_ms);
        object.add("stepElapsedMs", &self.step_elapsed_ms);
        object.add("requests", &self.requests);
        object.add("ids", &self.ids);
        object.add("checkpoint", &self.checkpoint);
        object.add_some("check", &self.check);
        object.end()
    }
}

impl ToJson for CheckProgress {
    fn to_json(&self) -> Json {
        let mut object = Object::default();
        object.add("status", &self.status);
        object.add("polls", &self.polls);
        object.add("nextPollMs", &self.next_poll_ms);
        object.end()
    }
}

impl ToJson for SecurityCheckReport {
    fn to_json(&self) -> Json {
        let mut object = Object::default();
        object.add("status", &self.status);
        object.add("triggeredAt", &self.triggered_at);
        object.add("completedAt", &self.completed_at);
        object.add("polls", &self.polls);
        object.add("elapsedMs", &self.elapsed_ms);
        object.end()
    }
}

impl ToJson for StepReport {
    fn to_json(&self) -> Json {
        let mut object = Object::default();
        object.add("step", self.step.name());
        object.add("elapsedMs", &self.elapsed_ms);
        object.add("requests", &self.requests);
        object.add_some("requestId", &self.request_id);
        object.end()
    }
}

impl ToJson for Change {
    fn to_json(&self) -> Json {
        let mut object = Object::default();
        object.add("path", &self.path);
        object.add("oldValue", &self.old_value);
        object.add("newValue", &self.new_value);
        object.end()
    }
}

impl ToJson for SectionDiff {
    fn to_json(&self) -> Json {
        let mut object = Object::default();
        object.add("section", &self.section);
        object.add("changes", &self.changes);
        object.end()
    }
}

impl ToJson for ConfigDiff {
    fn to_json(&self) -> Json {
        let mut object = Object::default();
        object.add("unchangedSections", &self.unchanged_sections);
        object.add("diffs", &self.diffs);
        object.end()
    }
}

impl ToJson for Clash {
    fn to_json(&self) -> Json {
        let mut object = Object::default();
        object.add("path", &self.path);
        object.add("base", &self.base);
        object.add("theirs", &self.theirs);
        object.add("ours", &self.ours);
        object.end()
    }
}

impl ToJson for ReleaseReport {
    fn to_json(&self) -> Json {
        let mut object = Object::default();
        object.add("outcome", self.outcome.name());
        object.add("generation", self.generation.name());
        object.add("ids", &self.ids);
        object.add("versionId", &self.version_id);
        object.add_some("versionNumber", &self.version_number);
        object.add_some("checkpoint", &self.checkpoint);
        object.add("changes", &self.changes);
        object.add("diff", &self.diff);
        object.add_some("securityCheck", &self.security_check);
        add_costs(object, &self.steps, self.elapsed_ms, self.requests)
    }
}

impl ToJson for Plan {
    fn to_json(&self) -> Json {
        let mut object = Object::default();
        object.add("hasChanges", &self.has_changes);
        object.add("generation", self.generation.name());
        object.add("agentId", &self.agent_id);
        object.add("activeVersionId", &self.active_version_id);
        object.add("changes", &self.changes);
        object.add("diff", &self.diff);
        add_costs(object, &self.steps, self.elapsed_ms, self.requests)
    }
}

impl ToJson for RollbackReport {
    fn to_json(&self) -> Json {
        let mut object = Object::default();
        object.add("outcome", self.outcome.name());
        object.add("generation", self.generation.name());
        object.add("ids", &self.ids);
        object.add("versionId", &self.version_id);
        object.add_some("versionNumber", &self.version_number);
        object.add_some("label", &self.label);
        add_costs(object, &self.steps, self.elapsed_ms, self.requests)
    }
}

impl ToJson for PromoteReport {
    fn to_json(&self) -> Json {
        let mut object = Object::default();
        object.add("outcome", self.outcome.name());
        object.add("ids", &self.ids);
        object.add("versionId", &self.version_id);
        object.add("branch", &self.branch);
        object.add("previousBranch", &self.previous_branch);
        object.add("diff", &self.diff);
        add_costs(object, &self.steps, self.elapsed_ms, self.requests)
    }
}

impl ToJson for MergeReport {
    fn to_json(&self) -> Json {
        let mut object = Object::default();
        object.add("outcome", self.outcome.name());
        object.add("ids", &self.ids);
        object.add("changes", &self.changes);
        object.add("clashes", &self.clashes);
        add_costs(object, &self.steps, self.elapsed_ms, self.requests)
    }
}

/// What every report ends with.
fn add_costs(mut object: Object, steps: &[StepReport], elapsed_ms: u64, requests: u32) -> Json {
    object.add("steps", steps);
    object.add("elapsedMs", &elapsed_ms);
    object.add("requests", &requests);
    object.end()
}
