//! `expectedRevision`: who may write over whom.

use super::Fixture;
use atoms_lifecycle::emulator::{DraftConflictBody, Options};
use serde_json::{Value, json};

#[track_caller]
fn lean(it: &mut Fixture, body: Value, errors: Value) {
    let main = it.main.clone();
    let before = it.get(&format!("{main}/draft")).data();
    let refused = it.put(&main, body);
    assert_eq!(
        (refused.status, refused.json()),
        (409, json!({"status": false, "errors": errors}))
    );
    assert_eq!(it.get(&format!("{main}/draft")).data(), before);
}

#[test]
fn the_same_field_conflicts_and_another_merges() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    it.write(&main, json!({"expectedRevision": 0, "firstMessage": "1"}));
    it.write(&main, json!({"expectedRevision": 1, "firstMessage": "2"}));
    let stale = json!({"expectedRevision": 1, "firstMessage": "3", "globalPrompt": "p"});
    lean(&mut it, stale, json!(["call_handling.firstMessage"]));
    // Also in a section that was touched, as it is another field.
    let merged = it.write(
        &main,
        json!({"expectedRevision": 1, "allowInterruptions": true}),
    );
    assert_eq!(merged["draftRevision"], 3);
    let ours = it.write(&main, json!({"expectedRevision": 2, "firstMessage": "4"}));
    assert_eq!(ours["draftRevision"], 4, "it was not touched since 2");
    // By the last of several edits.
    let stale = json!({"expectedRevision": 2, "firstMessage": "5"});
    lean(&mut it, stale, json!(["call_handling.firstMessage"]));
    it.write(&main, json!({"firstMessage": "5"}));
    let detail = it.get(&format!("{main}/draft")).data();
    assert_eq!(detail["editCount"], 5, "without a base the last write wins");
}

#[test]
fn a_base_of_0_is_the_revision_that_the_draft_was_opened_from() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    it.write(&main, json!({"firstMessage": "1"}));
    let unaware = json!({"expectedRevision": 0, "firstMessage": "2"});
    lean(&mut it, unaware, json!(["call_handling.firstMessage"]));
    it.write(&main, json!({"expectedRevision": 0, "globalPrompt": "p"}));
}

#[test]
fn objects_are_looked_into_and_lists_are_not() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    let metric = |name: &str| json!([{"identifier": name, "dispositionMetricPrompt": "?", "dispositionMetricType": "STRING"}]);
    it.write(
        &main,
        json!({
            "synthesizer": {"speed": 2, "voiceConfig": {"voiceId": "a"}},
            "defaultVariables": {"a.b": 1, "list": {}},
            "postCallAnalyticsConfig": {"dispositionMetrics": metric("one")},
        }),
    );
    it.write(
        &main,
        json!({
            "expectedRevision": 0,
            "synthesizer": {"consistency": 0.1, "voiceConfig": {"gender": "male"}},
            "defaultVariables": {},
        }),
    );
    lean(
        &mut it,
        json!({
            "expectedRevision": 0,
            "synthesizer": {"similarity": 1, "voiceConfig": {"voiceId": "b"}},
            "defaultVariables": {"a.b": 2, "a": {"b": 1}},
            "postCallAnalyticsConfig": {"dispositionMetrics": metric("two")},
        }),
        json!([
            "workflow_prompt.defaultVariables.a.b",
            "voice.synthesizer.voiceConfig.voiceId",
            "analytics.postCallAnalyticsConfig.dispositionMetrics",
        ]),
    );
    // A part that took the place of an object, and one below it.
    let latest = json!({"expectedRevision": 2, "defaultVariables": {"list": 1}});
    it.write(&main, latest);
    lean(
        &mut it,
        json!({"expectedRevision": 2, "defaultVariables": {"list": {"a": 1}}}),
        json!(["workflow_prompt.defaultVariables.list"]),
    );
}

#[test]
fn there_and_back_is_touched_too() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    for message in ["1", "2", "1"] {
        it.write(&main, json!({"firstMessage": message}));
    }
    for message in ["1", "3"] {
        let stale = json!({"expectedRevision": 1, "firstMessage": message});
        lean(&mut it, stale, json!(["call_handling.firstMessage"]));
    }
    // Written, but to what it was.
    it.write(&main, json!({"firstMessage": "1"}));
    it.write(&main, json!({"expectedRevision": 3, "firstMessage": "4"}));
}

#[test]
fn a_base_that_there_is_not() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    let unavailable = json!(["base_revision_unavailable"]);
    let refused = it.put(&main, json!({"expectedRevision": 1, "firstMessage": "1"}));
    assert_eq!(
        (refused.status, refused.json()),
        (409, json!({"status": false, "errors": unavailable}))
    );
    assert_eq!(it.get(&main).data()["hasOpenDraft"], false);
    it.write(&main, json!({"expectedRevision": 0, "firstMessage": "1"}));
    for base in [json!(2), json!(u64::MAX), json!(1e300)] {
        let newer = json!({"expectedRevision": base, "globalPrompt": "p"});
        lean(&mut it, newer, unavailable.clone());
    }
    it.write(&main, json!({"expectedRevision": 1.0, "globalPrompt": "p"}));
}

#[test]
fn the_rich_body_has_both_sides() {
    let mut it = Fixture::with(Options {
        draft_conflict_body: DraftConflictBody::Rich,
        ..Options::default()
    });
    let main = it.main.clone();
    it.write(&main, json!({"firstMessage": "1"}));
    it.write(
        &main,
        json!({"firstMessage": "2", "redactionConfig": {"isEnabled": true}}),
    );
    it.write(&main, json!({"firstMessage": "3"}));
    let refused = it.put(
        &main,
        json!({
            "expectedRevision": 1,
            "firstMessage": "4",
            "globalPrompt": "p",
            "redactionConfig": {"isEnabled": false},
        }),
    );
    assert_eq!(refused.status, 409);
    assert_eq!(
        refused.json(),
        json!({
            "status": false,
            "errors": ["call_handling.firstMessage", "privacy.redactionConfig.isEnabled"],
            "data": {"conflict": {
                "expectedRevision": 1,
                "latestRevision": 3,
                "diffs": [
                    {
                        "path": "call_handling.firstMessage",
                        "base": "1",
                        "theirs": "3",
                        "ours": "4",
                    },
                    {
                        "path": "privacy.redactionConfig.isEnabled",
                        "base": null,
                        "theirs": true,
                        "ours": false,
                    },
                ],
            }},
        })
    );
    let refused = it.put(&main, json!({"expectedRevision": 9, "firstMessage": "4"}));
    assert_eq!(
        refused.json(),
        json!({"status": false, "errors": ["base_revision_unavailable"]})
    );
}
