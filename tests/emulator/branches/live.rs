//! Which branch serves.

use super::{Fixture, text};
use atoms_lifecycle::emulator::{ArchivedLive, Options};
use serde_json::{Value, json};

#[test]
fn making_a_branch_live_switches_what_serves() {
    let mut it = Fixture::new();
    let (main, fork) = (it.main.clone(), it.fork("staging"));
    let live = format!("{fork}/live");
    it.post(&live, Value::Null)
        .refused_as(409, "no_committed_revision");
    let staged = it.release(&fork, json!({"firstMessage": "staged"}));
    let switched = it.post(&live, Value::Null);
    assert_eq!(switched.status, 200);
    assert_eq!(switched.data()["isLive"], true);
    assert_eq!(switched.data()["branch"]["headRevisionId"], staged);
    assert_eq!(it.live(), ["staging"], "and no other");
    assert_eq!(it.serves(), (staged.clone(), "staged".to_owned()));
    let activated = |it: &mut Fixture| {
        let revision = it.get(&format!("{fork}/revisions/{staged}")).data();
        text(&revision["revision"]["activatedAt"])
    };
    let since = activated(&mut it);
    it.platform.wait(1_000);
    assert_eq!(it.post(&live, Value::Null).status, 200, "twice is once");
    assert_eq!(activated(&mut it), since);

    let unseen = it.release(&main, json!({"firstMessage": "main"}));
    assert_eq!(it.serves().1, "staged", "Main serves nobody now");
    let next = it.release(&fork, json!({"firstMessage": "next"}));
    assert_eq!(it.serves(), (next, "next".to_owned()));
    assert_eq!(it.post(&format!("{main}/live"), Value::Null).status, 200);
    assert_eq!(it.serves(), (unseen, "main".to_owned()));
    assert_eq!(it.live(), ["Main"]);
}

#[test]
fn a_commit_lands_where_the_branch_is_by_then() {
    let mut it = Fixture::new();
    let (main, fork) = (it.main.clone(), it.fork("staging"));
    let staged = it.release(&fork, json!({"firstMessage": "staged"}));
    it.write(&main, json!({"firstMessage": "main"}));
    it.publish(&main, json!({}));
    it.platform.wait(5_999);
    it.post(&format!("{fork}/live"), Value::Null);
    it.platform.wait(1);
    assert_eq!(it.serves().0, staged, "Main is live no more");
    assert_ne!(it.head(&main), it.first, "but has its commit");
}

#[test]
fn reads_may_lag_a_switch_and_a_commit() {
    let mut it = Fixture::with(Options {
        read_lag_ms: 2_000,
        ..Options::default()
    });
    let (main, fork) = (it.main.clone(), it.fork("staging"));
    let staged = it.release(&fork, json!({"firstMessage": "staged"}));
    let switched = it.post(&format!("{fork}/live"), Value::Null);
    assert_eq!(switched.data()["isLive"], true, "a write does not lag");
    it.platform.wait(1_999);
    assert_eq!(it.serves(), (it.first.clone(), String::new()));
    assert_eq!(it.live(), ["Main"]);
    assert_eq!(it.get(&fork).data()["isLive"], false);
    let archived = it.post(&format!("{fork}/archive"), Value::Null);
    archived.refused(403, "The live branch cannot be archived");
    it.platform.wait(1);
    assert_eq!(it.serves().0, staged);
    assert_eq!(it.live(), ["staging"]);

    it.write(&fork, json!({"firstMessage": "next"}));
    it.publish(&fork, json!({}));
    it.platform.wait(7_999);
    assert_eq!(it.serves().0, staged);
    it.platform.wait(1);
    assert_eq!(it.serves().1, "next");
    assert_eq!(it.head(&main), it.first);
}

#[test]
fn an_archived_branch_may_be_unarchived_by_it() {
    let mut it = Fixture::with(Options {
        archived_live: ArchivedLive::Unarchive,
        ..Options::default()
    });
    let fork = it.fork("staging");
    let live = format!("{fork}/live");
    it.post(&format!("{fork}/archive"), Value::Null);
    it.post(&live, Value::Null)
        .refused_as(409, "no_committed_revision");
    assert_eq!(it.get(&fork).data()["branch"]["status"], "archived");

    let again = it.fork("staging");
    let head = it.release(&again, json!({"firstMessage": "2"}));
    it.post(&format!("{again}/archive"), Value::Null);
    it.fork("staging");
    let live = format!("{again}/live");
    it.post(&live, Value::Null)
        .refused_as(409, "branch_name_exists");
    let other = it.get(&format!("{}/branches", it.agent)).data();
    let other = text(&other["branches"][1]["branch"]["_id"]);
    let path = format!("{}/branches/{other}", it.agent);
    it.platform.call("PATCH", &path, json!({"name": "other"}));
    let switched = it.post(&live, Value::Null);
    assert_eq!(switched.data()["branch"]["status"], "active");
    assert_eq!(it.live(), ["staging"]);
    assert_eq!(it.serves().0, head);
}

#[test]
fn a_head_that_has_not_passed_goes_not_live() {
    let mut it = Fixture::new();
    let fork = it.fork("staging");
    it.release(&fork, json!({"firstMessage": "2"}));
    // No request leads here; a head may have been checked again.
    let snapshot = it.platform.emulator.snapshot();
    let mut state: Value = serde_json::from_str(&snapshot).unwrap();
    let check = &mut state["state"]["agents"][0]["history"]["versions"][1]["check"];
    assert_eq!(check["verdict"]["status"], "passed");
    check["verdict"] = json!({"status": "failed", "reason": "no"});
    it.platform.emulator.restore(&state.to_string()).unwrap();
    it.post(&format!("{fork}/live"), Value::Null)
        .refused(403, "Security check has not passed on the head revision");
    assert_eq!(it.live(), ["Main"]);
}
