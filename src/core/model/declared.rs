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

#[test]
fn progress_is_as_declared() {
    let states = [StepState::Started, StepState::Waiting, StepState::Finished];
    assert_as_declared(states.map(|state| Progress {
        step: Step::Check,
        state,
        elapsed_ms: 1,
        step_elapsed_ms: 2,
        requests: 3,
        ids: value(&ids()),
        checkpoint: value(&checkpoint(Call::Release, DraftState::Open)),
        check: Some(json!({"status": null, "polls": 1, "nextPollMs": 250})),
    }));
    let least = Checkpoint::new(Call::Plan, "a");
    assert_as_declared([least]);
    for call in Call::ALL {
        assert_as_declared(DraftState::ALL.map(|(_, draft)| checkpoint(call, draft)));
    }
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
    assert_as_declared([None, Some("2027")].map(|sunset| DeprecationNotice {
        method: "GET",
        path: "/agent".into(),
        deprecation: "true",
        sunset,
    }));
}
