//! What a call reports that went through. The types of `model::report`
//! declare the same to TypeScript.

use super::diff;
use super::journal::{Found, Journal};
use crate::core::json::{Json, Object};
use crate::core::model::report::{
    Generation, MergeOutcome, PromoteOutcome, ReleaseOutcome, RollbackOutcome, Step,
};
use alloc::string::String;

impl Journal<'_> {
    /// The report of a release that went through, or stopped where it was told to.
    pub fn released(&mut self, outcome: ReleaseOutcome) -> Json {
        let mut report = self.report(outcome.name());
        let is_stopped = outcome == ReleaseOutcome::Stopped;
        if is_stopped {
            self.found = Found::default();
        }
        let ids = &self.at.ids;
        let serving = if is_stopped {
            &ids.previous_version_id
        } else {
            &ids.version_id
        };
        self.add_generation(&mut report);
        self.add_ids(&mut report, serving.as_deref());
        report.add_some("versionNumber", &self.found.number);
        if is_stopped {
            report.add("checkpoint", &self.at);
        }
        self.add_comparison(&mut report);
        report.add_some("securityCheck", &self.found.check);
        self.end(report)
    }

    /// The report of a rollback that went through.
    pub fn rolled_back(&mut self, outcome: RollbackOutcome) -> Json {
        let mut report = self.report(outcome.name());
        self.add_generation(&mut report);
        self.add_ids(&mut report, self.at.ids.version_id.as_deref());
        report.add_some("versionNumber", &self.found.number);
        report.add_some("label", &self.found.label);
        self.end(report)
    }

    /// What a plan says.
    pub fn planned(&mut self) -> Json {
        self.finish();
        let mut plan = Object::default();
        plan.add("hasChanges", &!self.found.changes.is_empty());
        self.add_generation(&mut plan);
        plan.add("agentId", &self.at.ids.agent_id);
        plan.add("activeVersionId", self.found.base_id);
        self.add_comparison(&mut plan);
        self.end(plan)
    }

    /// The report of a promotion that went through.
    pub fn promoted(&mut self, outcome: PromoteOutcome) -> Json {
        let mut report = self.report(outcome.name());
        self.add_ids(&mut report, self.at.ids.version_id.as_deref());
        report.add("branch", self.found.branch);
        report.add("previousBranch", self.found.previous_branch);
        report.add("diff", &diff::read(&self.found.diff));
        self.end(report)
    }

    /// The report of a merge that went through.
    pub fn merged(&mut self, outcome: MergeOutcome) -> Json {
        let mut report = self.report(outcome.name());
        report.add("ids", &self.at.ids);
        report.add("changes", &self.found.changes);
        report.add("clashes", &self.found.clashes);
        self.end(report)
    }

    /// Ends the last step, and begins a report.
    fn report(&mut self, outcome: &str) -> Object {
        self.finish();
        let mut report = Object::default();
        report.add("outcome", outcome);
        report
    }

    fn add_generation(&self, report: &mut Object) {
        let generation = self.at.generation.unwrap_or(Generation::Versions);
        report.add("generation", generation.name());
    }

    /// Every id, and which of them serves.
    fn add_ids(&self, report: &mut Object, serving: Option<&str>) {
        report.add("ids", &self.at.ids);
        report.add("versionId", serving.unwrap_or_default());
    }

    fn add_comparison(&self, report: &mut Object) {
        report.add("changes", &self.found.changes);
        report.add("diff", &diff::read(&self.found.diff));
    }

    /// What every report ends with.
    fn end(&self, mut report: Object) -> Json {
        report.add("steps", &self.steps);
        report.add("elapsedMs", &self.port.elapsed_ms());
        report.add("requests", &self.port.requests());
        report.end()
    }
}

/// What a step took.
pub fn step_report(step: Step, elapsed_ms: u64, requests: u32, request_id: Option<String>) -> Json {
    let mut report = Object::default();
    report.add("step", step.name());
    report.add("elapsedMs", &elapsed_ms);
    report.add("requests", &requests);
    report.add_some("requestId", &request_id);
    report.end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::check;
    use crate::core::flow::Limits;
    use crate::core::json::json;
    use crate::core::model::checkpoint::{Call, Checkpoint, DraftState};
    use crate::core::model::facts::CheckFacts;
    use crate::core::model::report::{
        Change, CheckProgress, Clash, ConfigDiff, Ids, MergeReport, Plan, PromoteReport,
        ReleaseReport, RollbackReport, SectionDiff, SecurityCheckReport, StepReport,
    };
    use crate::core::port::{Port, Shared};
    use crate::core::release::journal::Start;
    use crate::core::retry::RetryLimits;
    use serde::Serialize;

    /// The TypeScript types come of the names that `serde` knows.
    #[track_caller]
    fn assert_as_declared(report: Json, declared: impl Serialize) {
        assert_eq!(report, serde_json::to_value(declared).unwrap());
    }

    fn checkpoint(call: Call) -> Checkpoint {
        let mut checkpoint = Checkpoint::new(call, "a");
        checkpoint.generation = Some(Generation::Branches);
        checkpoint.ids = Ids {
            agent_id: "a".into(),
            branch_id: Some("b".into()),
            previous_version_id: Some("p".into()),
            draft_id: Some("d".into()),
            version_id: Some("v".into()),
        };
        checkpoint.draft = DraftState::Open;
        checkpoint
    }

    fn changes() -> Vec<Change> {
        vec![Change {
            path: "voice.speed".into(),
            old_value: Json::Null,
            new_value: json!([1.5]),
        }]
    }

    fn clashes() -> Vec<Clash> {
        vec![Clash {
            path: "voice.speed".into(),
            base: json!(1),
            theirs: json!({"a": [null]}),
            ours: json!(true),
        }]
    }

    fn diff() -> ConfigDiff {
        ConfigDiff {
            unchanged_sections: vec!["llm".into()],
            diffs: vec![SectionDiff {
                section: "voice".into(),
                changes: changes(),
            }],
        }
    }

    fn shown() -> Json {
        json!({"securityCheck": {"status": "passed", "completedAt": "2026-01-01T00:00:00Z"}})
    }

    fn check() -> SecurityCheckReport {
        SecurityCheckReport {
            status: Some("passed".into()),
            triggered_at: None,
            completed_at: Some("2026-01-01T00:00:00Z".into()),
            polls: 3,
            elapsed_ms: 6_000,
        }
    }

    fn steps() -> Vec<StepReport> {
        vec![StepReport {
            step: Step::Read,
            elapsed_ms: 0,
            requests: 0,
            request_id: None,
        }]
    }

    /// The journal of a call that took a step and found out all there is.
    fn with_all(call: Call, report: impl FnOnce(&mut Journal) -> Json) -> Json {
        let limits = Limits {
            timeout_ms: 1_000,
            deadline_ms: 1_000,
            retry: RetryLimits::default(),
        };
        let shared = Shared::new("call", limits, 0, 1);
        let start = Start::from(checkpoint(call));
        let mut journal = Journal::new(Port::new(&shared), &start);
        journal.begin(Step::Read);
        journal.found = Found {
            changes: changes(),
            diff: serde_json::to_value(diff()).unwrap().into(),
            check: check::report(CheckFacts::of(&shown()), 3, 6_000),
            number: Some(2),
            label: Some("v1"),
            base_id: "v",
            clashes: clashes(),
            branch: "next",
            previous_branch: "main",
        };
        report(&mut journal)
    }

    fn release_report(outcome: ReleaseOutcome) -> ReleaseReport {
        ReleaseReport {
            outcome,
            generation: Generation::Branches,
            ids: checkpoint(Call::Release).ids,
            version_id: "v".into(),
            version_number: Some(2),
            checkpoint: None,
            changes: changes(),
            diff: diff(),
            security_check: Some(check()),
            steps: steps(),
            elapsed_ms: 0,
            requests: 0,
        }
    }

    #[test]
    fn reports_of_releases_are_as_declared() {
        for outcome in [
            ReleaseOutcome::Released,
            ReleaseOutcome::Staged,
            ReleaseOutcome::Unchanged,
        ] {
            let report = with_all(Call::Release, |journal| journal.released(outcome));
            assert_as_declared(report, release_report(outcome));
        }
        let stopped = ReleaseOutcome::Stopped;
        assert_as_declared(
            with_all(Call::Release, |journal| journal.released(stopped)),
            ReleaseReport {
                version_id: "p".into(),
                version_number: None,
                checkpoint: Some(checkpoint(Call::Release)),
                changes: Vec::new(),
                diff: ConfigDiff::default(),
                security_check: None,
                ..release_report(stopped)
            },
        );
    }

    #[test]
    fn plans_are_as_declared() {
        for changes in [changes(), Vec::new()] {
            let plan = with_all(Call::Plan, |journal| {
                journal.found.changes.clone_from(&changes);
                journal.planned()
            });
            assert_as_declared(
                plan,
                Plan {
                    has_changes: !changes.is_empty(),
                    generation: Generation::Branches,
                    agent_id: "a".into(),
                    active_version_id: "v".into(),
                    changes,
                    diff: diff(),
                    steps: steps(),
                    elapsed_ms: 0,
                    requests: 0,
                },
            );
        }
    }

    #[test]
    fn the_other_reports_are_as_declared() {
        for outcome in [RollbackOutcome::RolledBack, RollbackOutcome::Unchanged] {
            assert_as_declared(
                with_all(Call::Rollback, |journal| journal.rolled_back(outcome)),
                RollbackReport {
                    outcome,
                    generation: Generation::Branches,
                    ids: checkpoint(Call::Rollback).ids,
                    version_id: "v".into(),
                    version_number: Some(2),
                    label: Some("v1".into()),
                    steps: steps(),
                    elapsed_ms: 0,
                    requests: 0,
                },
            );
        }
        for outcome in [PromoteOutcome::Promoted, PromoteOutcome::Unchanged] {
            assert_as_declared(
                with_all(Call::Promote, |journal| journal.promoted(outcome)),
                PromoteReport {
                    outcome,
                    ids: checkpoint(Call::Promote).ids,
                    version_id: "v".into(),
                    branch: "next".into(),
                    previous_branch: "main".into(),
                    diff: diff(),
                    steps: steps(),
                    elapsed_ms: 0,
                    requests: 0,
                },
            );
        }
        for outcome in [
            MergeOutcome::Merged,
            MergeOutcome::Previewed,
            MergeOutcome::Unchanged,
        ] {
            assert_as_declared(
                with_all(Call::MergeBranch, |journal| journal.merged(outcome)),
                MergeReport {
                    outcome,
                    ids: checkpoint(Call::MergeBranch).ids,
                    changes: changes(),
                    clashes: clashes(),
                    steps: steps(),
                    elapsed_ms: 0,
                    requests: 0,
                },
            );
        }
    }

    #[test]
    fn reports_of_checks_and_steps_are_as_declared() {
        assert_as_declared(check::report(CheckFacts::of(&shown()), 3, 6_000), check());
        let shown = shown();
        for last in [CheckFacts::of(&shown), None] {
            let declared = CheckProgress {
                status: last.as_ref().and_then(CheckFacts::status).map(Into::into),
                polls: 1,
                next_poll_ms: 250,
            };
            assert_as_declared(check::progress(last.as_ref(), 1, 250), declared);
        }
        for request_id in [Some("req".to_owned()), None] {
            let report = step_report(Step::Edit, 7, 1, request_id.clone());
            let declared = StepReport {
                step: Step::Edit,
                elapsed_ms: 7,
                requests: 1,
                request_id,
            };
            assert_as_declared(report, declared);
        }
    }
}
