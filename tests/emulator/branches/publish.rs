//! Publish on a branch: scanning, committed, cancelled.

use super::{Fixture, text};
use atoms_lifecycle::emulator::Options;
use serde_json::{Value, json};

#[test]
fn a_publish_scans_and_then_commits() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    let opened = it.write(&main, json!({"firstMessage": "2"}));
    let published = it.publish(&main, json!({"label": "second"}));
    assert_eq!(
        (published.status, published.data()),
        (202, json!({"state": "scanning"})),
        "and no revision"
    );

    it.platform.wait(5_999);
    let draft = it.get(&format!("{main}/draft")).data()["latest"].clone();
    assert_eq!(draft["draftId"], opened["draftId"]);
    assert_eq!(draft["pendingPublish"]["state"], "active");
    assert_eq!(
        draft["pendingPublish"]["startedAt"],
        "2026-01-01T00:00:00.000Z"
    );
    assert!(draft["pendingPublish"]["startedBy"].is_string());
    assert_eq!(draft["securityCheck"]["status"], "running");
    assert_eq!(it.listed(&main), [it.first.as_str()]);
    assert_eq!(it.serves(), (it.first.clone(), String::new()));

    it.platform.wait(1);
    it.get(&format!("{main}/draft"))
        .refused(404, "No open draft on this branch");
    let listed = it.get(&format!("{main}/revisions?limit=1")).data();
    assert_eq!(listed["total"], 2);
    let revision = &listed["revisions"][0];
    let head = text(&revision["_id"]);
    for (field, value) in [
        ("status", json!("published")),
        ("branch", json!(super::id_of(&main))),
        ("revisionNumber", json!(2)),
        ("versionNumber", Value::Null),
        ("label", json!("second")),
        ("parentVersion", json!(it.first)),
        ("sourceDraftId", opened["draftId"].clone()),
        ("draftRevision", json!(1)),
        ("draftId", Value::Null),
        ("publishedBy", draft["pendingPublish"]["startedBy"].clone()),
        ("publishedAt", json!("2026-01-01T00:00:06.000Z")),
        ("publishedByName", json!("Emulated User")),
        ("isActive", json!(true)),
        ("pendingPublish", Value::Null),
        ("restoredFromRevisionId", Value::Null),
    ] {
        assert_eq!(revision[field], value, "{field}");
    }
    assert_eq!(revision["securityCheck"]["status"], "passed");
    let summary = it.get(&main).data();
    assert_eq!(summary["branch"]["headRevisionId"], head);
    assert_eq!(summary["headRevisionNumber"], 2);
    assert_eq!(summary["revisionsCount"], 2);
    assert_eq!(summary["hasOpenDraft"], false);
    assert_eq!(it.serves(), (head, "2".to_owned()), "at once");
}

#[test]
fn the_commit_happens_when_the_scan_ends_not_when_it_is_looked_at() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    it.write(&main, json!({"firstMessage": "2"}));
    it.publish(&main, json!({}));
    it.platform.wait(3_600_000);
    let listed = it.get(&format!("{main}/revisions?limit=1")).data();
    let revision = &listed["revisions"][0];
    for field in ["publishedAt", "createdAt", "activatedAt"] {
        assert_eq!(revision[field], "2026-01-01T00:00:06.000Z", "{field}");
    }
}

#[test]
fn a_publish_may_commit_at_once() {
    let mut it = Fixture::with(Options {
        publish_synchronously: true,
        fail_checks_containing: vec!["bad".into()],
        ..Options::default()
    });
    let main = it.main.clone();
    it.write(&main, json!({"firstMessage": "2"}));
    let published = it.publish(&main, json!({"label": null}));
    assert_eq!(published.status, 200);
    let result = published.data();
    assert_eq!(result["state"], "committed");
    assert_eq!(result["revision"]["revisionNumber"], 2);
    assert_eq!(result["revision"]["isActive"], true);
    assert_eq!(result["revision"]["securityCheck"]["status"], "passed");
    assert_eq!(it.serves(), (text(&result["revision"]["_id"]), "2".into()));

    it.write(&main, json!({"firstMessage": "bad"}));
    let said = "Security check failed: the config contains \"bad\"";
    it.publish(&main, json!({})).refused(409, said);
    let draft = it.get(&format!("{main}/draft")).data();
    assert_eq!(draft["latest"]["securityCheck"]["status"], "failed");
    assert_eq!(it.listed(&main).len(), 2);
}

#[test]
fn a_staged_publish_serves_nobody() {
    let mut it = Fixture::new();
    let fork = it.fork("staging");
    let staged = it.release(&fork, json!({"firstMessage": "staged"}));
    assert_eq!(it.serves(), (it.first.clone(), String::new()));
    let revision = it.get(&format!("{fork}/revisions/{staged}")).data();
    assert_eq!(revision["revision"]["isActive"], false);
    assert_eq!(revision["revision"]["activatedAt"], Value::Null);
}

#[test]
fn one_publish_at_a_time_on_a_branch() {
    let mut it = Fixture::new();
    let (main, fork) = (it.main.clone(), it.fork("staging"));
    it.publish(&main, json!({}))
        .refused(404, "No open draft on this branch");
    for branch in [&main, &fork] {
        it.write(branch, json!({"firstMessage": "2"}));
        assert_eq!(it.publish(branch, json!({})).status, 202);
    }
    it.publish(&main, json!({}))
        .refused_as(409, "publish_in_progress");
    it.platform.wait(6_000);
    assert_ne!(it.head(&main), it.head(&fork), "each has its own");
    it.publish(&main, json!({}))
        .refused(404, "No open draft on this branch");
}

#[test]
fn a_cancelled_publish_leaves_the_draft() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    let cancel = format!("{main}/draft/publish/cancel");
    let none = it.post(&cancel, Value::Null);
    assert_eq!(none.data(), json!({"cancelled": false}));
    it.write(&main, json!({"firstMessage": "2"}));
    it.publish(&main, json!({}));
    it.platform.wait(5_999);
    let cancelled = it.post(&cancel, Value::Null);
    assert_eq!(cancelled.data(), json!({"cancelled": true}));
    assert_eq!(it.post(&cancel, Value::Null).status, 200);
    it.platform.wait(1);
    let draft = it.get(&format!("{main}/draft")).data()["latest"].clone();
    assert_eq!(draft["pendingPublish"]["state"], "cancelled");
    assert_eq!(
        draft["pendingPublish"]["startedAt"],
        "2026-01-01T00:00:00.000Z"
    );
    assert_eq!(draft["securityCheck"], Value::Null);
    assert_eq!(it.listed(&main).len(), 1);

    assert_eq!(it.publish(&main, json!({})).status, 202, "and again");
    let draft = it.get(&format!("{main}/draft")).data()["latest"].clone();
    assert_eq!(draft["pendingPublish"]["state"], "active");
    it.platform.wait(6_000);
    assert_eq!(it.serves().1, "2");
    let late = it.post(&cancel, Value::Null);
    assert_eq!(late.data(), json!({"cancelled": false}));
    assert_eq!(it.serves().1, "2", "too late");
}

#[test]
fn an_edit_cancels_the_publish_of_what_it_changes() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    it.write(&main, json!({"firstMessage": "2"}));
    it.publish(&main, json!({}));
    let edited = it.write(&main, json!({"globalPrompt": "p"}));
    assert_eq!(edited["pendingPublish"]["state"], "cancelled");
    it.platform.wait(6_000);
    assert_eq!(it.listed(&main).len(), 1, "nothing is committed");
    let draft = it.get(&format!("{main}/draft")).data();
    assert_eq!(draft["latest"]["draftRevision"], 2, "nothing is lost");
    let head = it.release(&main, json!({"firstMessage": "3"}));
    let config = it.get(&format!("{main}/revisions/{head}")).data()["resolvedConfig"].clone();
    assert_eq!(config["workflow_prompt"]["globalPrompt"], "p");
}

#[test]
fn a_refused_edit_cancels_nothing() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    it.write(&main, json!({"firstMessage": "2"}));
    it.publish(&main, json!({}));
    let stale = json!({"expectedRevision": 0, "firstMessage": "3"});
    assert_eq!(it.put(&main, stale).status, 409);
    assert_eq!(it.put(&main, json!({"slmModel": "gpt-5.2"})).status, 403);
    it.platform.wait(6_000);
    assert_eq!(it.serves().1, "2");
}

#[test]
fn a_discarded_draft_is_not_published() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    it.write(&main, json!({"firstMessage": "2"}));
    it.publish(&main, json!({}));
    let discarded = it
        .platform
        .call("DELETE", &format!("{main}/draft"), Value::Null);
    assert_eq!(discarded.status, 200);
    it.platform.wait(6_000);
    assert_eq!(it.head(&main), it.first);
    it.write(&main, json!({"firstMessage": "3"}));
    assert_eq!(it.publish(&main, json!({})).status, 202);
}

#[test]
fn the_label_is_checked_first() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    it.write(&main, json!({"firstMessage": "2"}));
    let long = json!({"label": "ä".repeat(201)});
    it.publish(&main, long).refused(
        400,
        "Invalid Input: String must contain at most 200 character(s)",
    );
    assert_eq!(
        it.publish(&main, json!({"label": "ä".repeat(200)})).status,
        202
    );
}
