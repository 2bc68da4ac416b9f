//! What is written is what the types declare to TypeScript.

use super::branch_draft::DraftConflict;
use super::checkpoint::{Call, Checkpoint, DraftState};
use super::report::*;
use crate::core::deprecation::DeprecationNotice;
use crate::core::json::{Json, ToJson, json, value};
use core::fmt::Debug;
use serde::Serialize;

/// The TypeScript types come of the names that `serde` knows.
#[track_caller]
fn assert_as_declared<T: ToJson + Serialize + Debug>(all: impl IntoIterator<Item = T>) {
    for it in all {
        assert_eq!(value(&it), serde_json::to_value(&it).unwrap(), "{it:?}");
    }
}

fn ids() -> Ids {
    Ids {
        agent_id: "a".into(),
        branch_id: Some("b".into()),
        previous_version_id: Some("p".into()),
        draft_id: Some("d".into()),
        version_id: Some("v".into()),
    }
}

fn checkpoint(call: Call, draft: DraftState) -> Checkpoint {
    let mut checkpoint = Checkpoint::new(call, "a");
    checkpoint.generation = Some(Generation::Branches);
    checkpoint.ids = ids();
    checkpoint.draft = draft;
    checkpoint.draft_name = Some("release 1".into());
    checkpoint.base_id = Some("r".into());
    checkpoint.arguments = Some(json!({"patch": {"a": 1}}));
    checkpoint
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

fn changes() -> Vec<Change> {
    vec![Change {
        path: "voice.speed".into(),
        old_value: Json::Null,
        new_value: json!([1.5]),
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

fn steps() -> Vec<StepReport> {
    let step = |step, request_id| StepReport {
        step,
        elapsed_ms: 7,
        requests: 1,
        request_id,
    };
    vec![step(Step::Read, None), step(Step::Edit, Some("req".into()))]
}

#[test]
fn progress_is_as_declared() {
    let states = [StepState::Started, StepState::Waiting, StepState::Finished];
    assert_as_declared(states.map(|state| Progress {
        step: Step::Check,
        state,
        elapsed_ms: 1,
        step_elapsed_ms: 2,
        requests: 3,
        ids: ids(),
        checkpoint: checkpoint(Call::Release, DraftState::Open),
        check: Some(CheckProgress {
            status: None,
            polls: 1,
            next_poll_ms: 250,
        }),
    }));
    let least = Checkpoint::new(Call::Plan, "a");
    assert_as_declared([least]);
    for call in Call::ALL {
        assert_as_declared(DraftState::ALL.map(|(_, draft)| checkpoint(call, draft)));
    }
}

#[test]
fn reports_of_releases_are_as_declared() {
    let outcomes = [
        ReleaseOutcome::Released,
        ReleaseOutcome::Staged,
        ReleaseOutcome::Unchanged,
        ReleaseOutcome::Stopped,
    ];
    let full = |outcome| ReleaseReport {
        outcome,
        generation: Generation::Versions,
        ids: ids(),
        version_id: "v".into(),
        version_number: Some(2),
        checkpoint: Some(checkpoint(Call::Release, DraftState::Published)),
        changes: changes(),
        diff: diff(),
        security_check: Some(check()),
        steps: steps(),
        elapsed_ms: 8,
        requests: 9,
    };
    assert_as_declared(outcomes.map(full));
    assert_as_declared([ReleaseReport {
        ids: Ids::default(),
        version_number: None,
        checkpoint: None,
        security_check: None,
        ..full(ReleaseOutcome::Unchanged)
    }]);
    assert_as_declared([true, false].map(|has_changes| Plan {
        has_changes,
        generation: Generation::Branches,
        agent_id: "a".into(),
        active_version_id: "v".into(),
        changes: changes(),
        diff: diff(),
        steps: steps(),
        elapsed_ms: 8,
        requests: 9,
    }));
    assert_as_declared([check()]);
}

#[test]
fn the_other_reports_are_as_declared() {
    let outcomes = [RollbackOutcome::RolledBack, RollbackOutcome::Unchanged];
    assert_as_declared(outcomes.map(|outcome| RollbackReport {
        outcome,
        generation: Generation::Versions,
        ids: ids(),
        version_id: "v".into(),
        version_number: None,
        label: Some("v1".into()),
        steps: steps(),
        elapsed_ms: 8,
        requests: 9,
    }));
    let outcomes = [PromoteOutcome::Promoted, PromoteOutcome::Unchanged];
    assert_as_declared(outcomes.map(|outcome| PromoteReport {
        outcome,
        ids: ids(),
        version_id: "v".into(),
        branch: "next".into(),
        previous_branch: "main".into(),
        diff: diff(),
        steps: steps(),
        elapsed_ms: 8,
        requests: 9,
    }));
    let outcomes = [
        MergeOutcome::Merged,
        MergeOutcome::Previewed,
        MergeOutcome::Unchanged,
    ];
    assert_as_declared(outcomes.map(|outcome| MergeReport {
        outcome,
        ids: ids(),
        changes: changes(),
        clashes: vec![Clash {
            path: "voice.speed".into(),
            base: json!(1),
            theirs: json!({"a": [null]}),
            ours: json!(true),
        }],
        steps: steps(),
        elapsed_ms: 8,
        requests: 9,
    }));
}

#[test]
fn what_the_platform_said_is_as_declared() {
    let rich = json!({"expectedRevision": 1, "latestRevision": 2, "diffs": [{"a": 1}]});
    for (data, declared) in [
        (
            json!({"conflict": rich}),
            DraftConflict {
                fields: vec!["voice.speed".into()],
                expected_revision: Some(1),
                latest_revision: Some(2),
                diffs: Some(vec![json!({"a": 1})]),
            },
        ),
        (
            Json::Null,
            DraftConflict {
                fields: Vec::new(),
                expected_revision: None,
                latest_revision: None,
                diffs: None,
            },
        ),
    ] {
        let read = DraftConflict::read(&declared.fields, &data);
        assert_eq!(read, serde_json::to_value(&declared).unwrap());
    }
    assert_as_declared(
        [None, Some("2027".to_owned())].map(|sunset| DeprecationNotice {
            method: "GET".into(),
            path: "/agent".into(),
            deprecation: "true".into(),
            sunset,
        }),
    );
}
