//! Scans that fail, and what the sources do not agree about.

use super::{Fixture, text};
use crate::platform::Platform;
use atoms_lifecycle::emulator::{
    Emulator, FailedScanLeaves, Generation, Options, RepublishAfterFailure, Verdict,
};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;

fn strict() -> Options {
    Options {
        fail_checks_containing: vec!["bad".into()],
        ..Options::default()
    }
}

/// Publishes what fails, and waits.
fn fail(it: &mut Fixture) -> Value {
    let main = it.main.clone();
    it.write(&main, json!({"firstMessage": "bad"}));
    assert_eq!(it.publish(&main, json!({})).status, 202);
    it.platform.wait(6_000);
    it.get(&format!("{main}/draft")).data()["latest"].clone()
}

#[test]
fn a_failed_scan_leaves_the_draft_and_the_reason() {
    let mut it = Fixture::with(strict());
    let main = it.main.clone();
    let draft = fail(&mut it);
    assert_eq!(draft["pendingPublish"], Value::Null);
    assert_eq!(
        draft["securityCheck"],
        json!({
            "status": "failed",
            "reason": "the config contains \"bad\"",
            "triggeredAt": "2026-01-01T00:00:00.000Z",
            "completedAt": "2026-01-01T00:00:06.000Z",
        })
    );
    assert_eq!(it.listed(&main), [it.first.as_str()]);
    assert_eq!(it.serves(), (it.first.clone(), String::new()));

    let said = "Security check failed: the config contains \"bad\"";
    it.publish(&main, json!({})).refused(409, said);
    it.platform.wait(60_000);
    it.publish(&main, json!({})).refused(409, said);
    let edited = it.write(&main, json!({"firstMessage": "good"}));
    assert_eq!(edited["securityCheck"], Value::Null);
    assert_eq!(it.publish(&main, json!({})).status, 202);
    it.platform.wait(6_000);
    assert_eq!(it.serves().1, "good");
}

#[test]
fn a_failed_draft_may_be_published_again_at_once() {
    let mut it = Fixture::with(Options {
        republish_after_failure: RepublishAfterFailure::Allowed,
        ..strict()
    });
    let main = it.main.clone();
    fail(&mut it);
    assert_eq!(it.publish(&main, json!({})).status, 202);
    let draft = it.get(&format!("{main}/draft")).data()["latest"].clone();
    assert_eq!(draft["securityCheck"]["status"], "queued");
    assert_eq!(draft["pendingPublish"]["state"], "active");
}

#[test]
fn a_scanning_revision_may_be_listed() {
    let mut it = Fixture::with(Options {
        list_scanning_revisions: true,
        ..strict()
    });
    let main = it.main.clone();
    it.write(&main, json!({"firstMessage": "2"}));
    it.publish(&main, json!({"label": "second"}));
    let listed = it.get(&format!("{main}/revisions")).data();
    assert_eq!(listed["total"], 2);
    let row = listed["revisions"][0].clone();
    assert_eq!(row["status"], "scanning");
    assert_eq!(row["label"], "second");
    assert_eq!(row["securityCheck"]["status"], "queued");
    for field in [
        "revisionNumber",
        "publishedAt",
        "publishedBy",
        "publishedByName",
    ] {
        assert_eq!(row[field], Value::Null, "{field}");
    }
    let summary = it.get(&main).data();
    assert_eq!(summary["branch"]["headRevisionId"], it.first);
    assert_eq!(summary["revisionsCount"], 1, "committed ones");
    let id = text(&row["_id"]);
    let path = format!("{main}/revisions/{id}");
    assert_eq!(it.get(&path).data()["revision"], row);
    it.post(&format!("{path}/restore"), Value::Null)
        .refused_as(409, "source_scanning");
    let test_call = json!({"revisionId": id});
    it.post(&format!("{main}/test-call"), test_call)
        .refused(404, "Revision not found");
    it.platform.wait(6_000);
    let committed = it.get(&path).data()["revision"].clone();
    assert_eq!(committed["status"], "published");
    assert_eq!(committed["revisionNumber"], 2);
    assert_eq!(it.head(&main), id);

    it.write(&main, json!({"firstMessage": "bad"}));
    it.publish(&main, json!({}));
    let failing = it.listed(&main)[0].clone();
    it.platform.wait(6_000);
    assert!(
        !it.listed(&main).contains(&failing),
        "gone with its failure"
    );
}

#[test]
fn a_scanning_revision_is_hidden_otherwise() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    it.write(&main, json!({"firstMessage": "2"}));
    it.publish(&main, json!({}));
    let snapshot: Value = serde_json::from_str(&it.platform.emulator.snapshot()).unwrap();
    let scan = &snapshot["state"]["agents"][0]["branches"][0]["scan"];
    let path = format!("{main}/revisions/{}", text(&scan["revision"]["id"]));
    it.get(&path).refused(404, "Revision not found");
}

#[test]
fn a_failed_scan_may_leave_a_revision() {
    let mut it = Fixture::with(Options {
        failed_scan_leaves: FailedScanLeaves::Revision,
        ..strict()
    });
    let main = it.main.clone();
    let draft = fail(&mut it);
    assert_eq!(draft["securityCheck"], Value::Null, "the revision has it");
    let left = it.get(&format!("{main}/revisions?limit=1")).data()["revisions"][0].clone();
    assert_eq!(left["status"], "scanning");
    assert_eq!(left["securityCheck"]["status"], "failed");
    let id = text(&left["_id"]);
    it.post(&format!("{main}/revisions/{id}/restore"), Value::Null)
        .refused(403, "Revision has not passed its security check");
    assert_eq!(it.publish(&main, json!({})).status, 409);
    assert_eq!(it.listed(&main), [id.as_str(), it.first.as_str()]);
    let head = it.release(&main, json!({"firstMessage": "good"}));
    assert_eq!(it.listed(&main), [head.as_str(), it.first.as_str()]);
    let revision = it.get(&format!("{main}/revisions/{head}")).data();
    assert_eq!(revision["revision"]["revisionNumber"], 2);
}

#[test]
fn a_callback_is_asked_about_the_revision_to_be() {
    let asked = Rc::new(RefCell::new(Vec::new()));
    let seen = Rc::clone(&asked);
    let options = Options {
        generation: Generation::Branches,
        ..Options::default()
    };
    let emulator = Emulator::new(options).with_verdict(Box::new(move |subject| {
        seen.borrow_mut().push(subject.clone());
        Verdict::Errored {
            reason: "oops".into(),
        }
    }));
    let mut it = Fixture::of(Platform::of(emulator));
    let main = it.main.clone();
    it.write(&main, json!({"firstMessage": "2"}));
    it.publish(&main, json!({"label": "it"}));
    it.platform.wait(6_000);
    let draft = it.get(&format!("{main}/draft")).data()["latest"].clone();
    assert_eq!(draft["securityCheck"]["status"], "errored");
    it.publish(&main, json!({}))
        .refused(409, "Security check failed: oops");
    let asked = asked.borrow();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].version_number, 2);
    assert_eq!(asked[0].label.as_deref(), Some("it"));
    let config: Value = serde_json::from_str(&asked[0].config.0).unwrap();
    assert_eq!(config["firstMessage"], "2");
}
