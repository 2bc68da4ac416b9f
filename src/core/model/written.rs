//! What the lifecycle tells its caller, as documents. Their types say the
//! same to TypeScript; the tests of `declared` hold the two together.

use super::report::{
    Change, Clash, Generation, Ids, MergeOutcome, Progress, PromoteOutcome, ReleaseOutcome,
    RollbackOutcome,
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

impl ToJson for Change {
    fn to_json(&self) -> Json {
        let mut object = Object::default();
        object.add("path", &self.path);
        object.add("oldValue", &self.old_value);
        object.add("newValue", &self.new_value);
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
