//! Restore: an older revision, as a new one.

use super::{Fixture, NOBODY, text};
use atoms_lifecycle::emulator::Options;
use serde_json::{Value, json};

#[test]
fn a_restore_commits_a_copy_on_top() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    it.write(&main, json!({"firstMessage": "2"}));
    it.publish(&main, json!({"label": "second"}));
    it.platform.wait(6_000);
    let second = it.head(&main);
    let third = it.release(&main, json!({"firstMessage": "3"}));
    it.write(&main, json!({"globalPrompt": "open"}));
    let restored = it.post(&format!("{main}/revisions/{second}/restore"), Value::Null);
    assert_eq!(restored.status, 200);
    assert_eq!(restored.data()["state"], "committed");
    let revision = restored.data()["revision"].clone();
    for (field, value) in [
        ("revisionNumber", json!(4)),
        ("parentVersion", json!(third)),
        ("restoredFromRevisionId", json!(second)),
        ("restoredFromLabel", json!("second")),
        ("label", Value::Null),
        ("sourceDraftId", Value::Null),
        ("isActive", json!(true)),
    ] {
        assert_eq!(revision[field], value, "{field}");
    }
    assert_eq!(revision["securityCheck"]["status"], "passed");
    let id = text(&revision["_id"]);
    let listed = it.listed(&main);
    assert_eq!(
        listed,
        [
            id.as_str(),
            third.as_str(),
            second.as_str(),
            it.first.as_str()
        ]
    );
    assert_eq!(it.serves(), (id, "2".to_owned()));
    let draft = it.get(&format!("{main}/draft")).data();
    assert_eq!(draft["editCount"], 1, "the open draft stays");
    it.publish(&main, json!({}));
    it.platform.wait(6_000);
    let head = it.head(&main);
    let revision = it.get(&format!("{main}/revisions/{head}")).data()["revision"].clone();
    let version = it.get(&format!("{}/versions/{head}", it.agent)).data()["version"].clone();
    for row in [revision, version] {
        assert_eq!(
            row["sourceVersionId"], third,
            "the draft was opened from it"
        );
        assert_eq!(row["parentVersion"], listed[0], "what it came after");
    }
}

#[test]
fn a_restore_may_be_scanned_again() {
    let mut it = Fixture::with(Options {
        restore_scans_again: true,
        ..Options::default()
    });
    let main = it.main.clone();
    let second = it.release(&main, json!({"firstMessage": "2"}));
    let restore = format!("{main}/revisions/{}/restore", it.first);
    let restored = it.post(&restore, Value::Null);
    assert_eq!(
        (restored.status, restored.data()),
        (202, json!({"state": "scanning"}))
    );
    let again = it.post(&restore, Value::Null);
    again.refused_as(409, "publish_in_progress");
    let opened = it.write(&main, json!({"firstMessage": "3"}));
    assert_eq!(opened["pendingPublish"], Value::Null, "the draft's own");
    it.publish(&main, json!({}))
        .refused_as(409, "publish_in_progress");
    let cancelled = it.post(&format!("{main}/draft/publish/cancel"), Value::Null);
    assert_eq!(cancelled.data(), json!({"cancelled": false}));
    it.platform.wait(5_999);
    assert_eq!(it.serves(), (second, "2".to_owned()));
    it.platform.wait(1);
    let (head, message) = it.serves();
    assert_eq!((it.head(&main), message.as_str()), (head, ""));
    assert_eq!(it.get(&format!("{main}/draft")).data()["editCount"], 1);
    assert_eq!(it.publish(&main, json!({})).status, 202);
}

#[test]
fn a_restore_waits_for_a_publish() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    it.release(&main, json!({"firstMessage": "2"}));
    it.write(&main, json!({"firstMessage": "3"}));
    it.publish(&main, json!({}));
    let restore = format!("{main}/revisions/{}/restore", it.first);
    it.post(&restore, Value::Null)
        .refused_as(409, "publish_in_progress");
    it.platform.wait(6_000);
    assert_eq!(it.post(&restore, Value::Null).status, 200);
}

#[test]
fn what_cannot_be_restored() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    let fork = it.fork("staging");
    let staged = it.release(&fork, json!({"firstMessage": "2"}));
    for (branch, revision, status, said) in [
        (
            &main,
            it.first.clone(),
            409,
            "Revision is already the head of this branch",
        ),
        (
            &fork,
            staged.clone(),
            409,
            "Revision is already the head of this branch",
        ),
        (
            &main,
            staged,
            400,
            "Revision does not belong to this branch",
        ),
        (
            &fork,
            it.first.clone(),
            400,
            "Revision does not belong to this branch",
        ),
        (&main, "x".to_owned(), 400, "Invalid revisionId format"),
        (&main, NOBODY.to_owned(), 404, "Revision not found"),
    ] {
        it.post(
            &format!("{branch}/revisions/{revision}/restore"),
            Value::Null,
        )
        .refused(status, said);
    }
    assert_eq!(it.listed(&main).len(), 1);
}
