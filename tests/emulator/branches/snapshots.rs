//! Branches in a snapshot.

use super::{Fixture, id_of};
use crate::platform::Platform;
use atoms_lifecycle::emulator::{DraftConflictBody, FailedScanLeaves, Options, RestoreError};
use serde_json::{Value, json};

fn options() -> Options {
    Options {
        fail_checks_containing: vec!["bad".into()],
        failed_scan_leaves: FailedScanLeaves::Revision,
        restore_scans_again: true,
        draft_conflict_body: DraftConflictBody::Rich,
        ..Options::default()
    }
}

/// Two branches in the middle of everything, and paths that show it.
fn busy() -> (Fixture, Vec<String>) {
    let mut it = Fixture::with(options());
    let (main, fork) = (it.main.clone(), it.fork("staging"));
    it.release(&main, json!({"firstMessage": "2"}));
    it.release(&fork, json!({"firstMessage": "bad"}));
    it.write(&fork, json!({"globalPrompt": "after"}));
    let other = it.fork("restoring");
    let older = it.release(&other, json!({"firstMessage": "o"}));
    it.release(&other, json!({"firstMessage": "p"}));
    it.write(&main, json!({"globalPrompt": "3"}));
    it.write(&main, json!({"globalPrompt": "4"}));
    it.publish(&main, json!({"label": "fourth"}));
    let restore = format!("{other}/revisions/{older}/restore");
    assert_eq!(it.post(&restore, Value::Null).status, 202);
    let paths = vec![
        it.agent.clone(),
        format!("{}/branches", it.agent),
        format!("{main}/draft"),
        format!("{main}/revisions"),
        format!("{fork}/draft"),
        format!("{fork}/revisions"),
        format!("{other}/revisions"),
        format!("{}/diff?a={}&b={}:draft", it.agent, it.first, id_of(&main)),
    ];
    (it, paths)
}

fn answers(platform: &mut Platform, paths: &[String]) -> Vec<(u16, Value)> {
    let answers = paths.iter().map(|path| platform.get(path));
    answers.map(|it| (it.status, it.json())).collect()
}

#[test]
fn a_restored_platform_goes_on() {
    let (mut it, mut paths) = busy();
    let snapshot = it.platform.emulator.snapshot();
    // Of the other generation by its options; the snapshot's holds.
    let mut restored = Platform::with(options());
    restored.emulator.restore(&snapshot).unwrap();
    assert_eq!(restored.emulator.snapshot(), snapshot);
    restored.now_ms = it.platform.now_ms;
    assert_eq!(
        answers(&mut restored, &paths),
        answers(&mut it.platform, &paths)
    );
    // A base from before the snapshot.
    let stale = json!({"expectedRevision": 1, "globalPrompt": "x"});
    let path = format!("{}/draft", it.main);
    let refused = restored.call("PUT", &path, stale.clone());
    assert_eq!(refused.status, 409);
    assert_eq!(refused.text, it.platform.call("PUT", &path, stale).text);
    for platform in [&mut restored, &mut it.platform] {
        platform.wait(6_000);
    }
    paths.remove(7);
    let ended = answers(&mut restored, &paths);
    assert_eq!(ended, answers(&mut it.platform, &paths));
    assert_eq!(ended[2].0, 404, "the scan went on and committed");
    assert_eq!(restored.agent(), it.platform.agent(), "the same ids follow");
}

#[test]
fn what_a_failed_scan_left_is_kept_without_its_draft() {
    let mut it = Fixture::with(options());
    let main = it.main.clone();
    it.release(&main, json!({"firstMessage": "bad"}));
    it.platform
        .call("DELETE", &format!("{main}/draft"), Value::Null);
    let left = format!("{main}/revisions/{}", it.listed(&main)[0]);
    let before = it.get(&left).data();
    assert_eq!(before["revision"]["status"], "scanning");
    let snapshot = it.platform.emulator.snapshot();
    it.platform.emulator.restore(&snapshot).unwrap();
    assert_eq!(it.get(&left).data(), before);
}

#[test]
fn a_snapshot_from_before_branches_is_read() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    platform.publish(&agent, &first, json!({"firstMessage": "2"}));
    let mut old: Value = serde_json::from_str(&platform.emulator.snapshot()).unwrap();
    let state = old["state"].as_object_mut().unwrap();
    for added in ["generation", "frozen"] {
        state.remove(added).unwrap();
    }
    assert!(state["agents"][0].get("branches").is_none());
    assert!(
        state["agents"][0]["history"]["versions"][0]
            .get("commit")
            .is_none()
    );
    assert_eq!(old["version"], 1);
    let mut restored = Fixture::new().platform;
    restored.emulator.restore(&old.to_string()).unwrap();
    assert_eq!(restored.emulator.snapshot(), platform.emulator.snapshot());
    let versions = restored.get(&format!("{agent}/versions")).data();
    assert_eq!(versions["total"], 2, "of the generation it was");
}

#[test]
fn a_damaged_snapshot_changes_nothing() {
    let (mut it, _) = busy();
    it.get(&it.agent.clone());
    let good = it.platform.emulator.snapshot();
    let whole: Value = serde_json::from_str(&good).unwrap();
    let agent = "/state/agents/0";
    let branch = |below: &str| format!("{agent}/branches/0{below}");
    let first = |list: &str| whole.pointer(&format!("{agent}/{list}/0")).unwrap().clone();
    let again = {
        let mut branches = whole.pointer(&format!("{agent}/branches")).unwrap().clone();
        branches.as_array_mut().unwrap().push(first("branches"));
        branches
    };
    for (pointer, value, said) in [
        (
            branch("/head"),
            json!("0123456789abcdef01234567"),
            "head is missing",
        ),
        (branch("/head"), Value::Null, "starts from nothing"),
        (branch("/isDefault"), json!(false), "is the default"),
        (branch("/id"), json!("0123456789abcdef01234567"), "missing"),
        (branch("/draft"), Value::Null, "scan is incomplete"),
        (
            branch("/scan/revision/check"),
            Value::Null,
            "scan is incomplete",
        ),
        (
            branch("/scan/revision/commit"),
            Value::Null,
            "scan is incomplete",
        ),
        (branch("/draft/past"), json!([]), "draft lacks a revision"),
        (branch("/draft/past/0/config"), json!({}), "lacks a section"),
        (format!("{agent}/branches"), again, "is there twice"),
        (format!("{agent}/branches"), json!([]), "state's generation"),
        (
            "/state/generation".to_owned(),
            json!("versions"),
            "state's generation",
        ),
        (
            "/state/generation".to_owned(),
            json!("x"),
            "unknown variant",
        ),
        (
            format!("{agent}/history/versions/0/commit/branch"),
            json!("0123456789abcdef01234567"),
            "on no branch",
        ),
    ] {
        let mut damaged = whole.clone();
        *damaged.pointer_mut(&pointer).unwrap() = value;
        let error = it
            .platform
            .emulator
            .restore(&damaged.to_string())
            .unwrap_err();
        let RestoreError::Damaged(what) = error else {
            panic!("{pointer}: {error}")
        };
        assert!(what.contains(said), "{pointer}: {what}");
        assert_eq!(it.platform.emulator.snapshot(), good);
    }
}
