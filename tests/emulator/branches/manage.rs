//! Branches: list, fork, rename, archive.

use super::{Fixture, NOBODY, id_of};
use atoms_lifecycle::emulator::{DefaultBranchName, Options};
use serde_json::{Value, json};

#[test]
fn a_fresh_agent_has_a_live_default_branch_with_revision_1() {
    let mut it = Fixture::new();
    let listed = it.get(&format!("{}/branches", it.agent)).data();
    assert_eq!(listed["branches"].as_array().unwrap().len(), 1);
    let summary = &listed["branches"][0];
    assert_eq!(summary["isLive"], true);
    assert_eq!(summary["hasOpenDraft"], false);
    assert_eq!(summary["revisionsCount"], 1);
    assert_eq!(summary["headRevisionNumber"], 1);
    let branch = &summary["branch"];
    assert_eq!(branch["name"], "Main");
    assert_eq!(branch["isDefault"], true);
    assert_eq!(branch["status"], "active");
    assert_eq!(branch["headRevisionId"], it.first);
    assert_eq!(branch["openDraftId"], Value::Null);
    assert_eq!(branch["sourceBranchId"], Value::Null);
    assert_eq!(branch["sourceRevisionId"], Value::Null);
    assert_eq!(branch["agent"], id_of(&it.agent));
    assert_eq!(it.get(&it.main.clone()).data(), *summary);
    assert_eq!(it.serves().0, it.first);
    let path = format!("{}/revisions/{}", it.main, it.first);
    let revision = it.get(&path).data()["revision"].clone();
    assert_eq!(revision["revisionNumber"], 1);
    assert_eq!(revision["versionNumber"], Value::Null);
    assert_eq!(revision["parentVersion"], Value::Null);
    assert_eq!(revision["securityCheck"], Value::Null);
}

#[test]
fn the_default_branch_may_be_called_main() {
    let mut it = Fixture::with(Options {
        default_branch_name: DefaultBranchName::Lower,
        ..Options::default()
    });
    assert_eq!(it.live(), ["main"]);
}

#[test]
fn a_fork_has_no_head_until_its_first_commit() {
    let mut it = Fixture::new();
    let second = it.release(&it.main.clone(), json!({"firstMessage": "2"}));
    let fork = it.fork("staging");
    let summary = it.get(&fork).data();
    assert_eq!(summary["isLive"], false);
    assert_eq!(summary["revisionsCount"], 0);
    assert_eq!(summary["headRevisionNumber"], Value::Null);
    let branch = &summary["branch"];
    assert_eq!(branch["isDefault"], false);
    assert_eq!(branch["headRevisionId"], Value::Null);
    assert_eq!(branch["sourceBranchId"], id_of(&it.main));
    assert_eq!(branch["sourceRevisionId"], second);
    assert!(it.listed(&fork).is_empty());

    let from_fork = json!({"sourceBranchId": id_of(&fork), "name": "x"});
    let branches = format!("{}/branches", it.agent);
    it.post(&branches, from_fork.clone())
        .refused_as(409, "source_has_no_commit");

    let head = it.release(&fork, json!({"globalPrompt": "p"}));
    assert_eq!(it.listed(&fork), [head.as_str()]);
    let revision = it.get(&format!("{fork}/revisions/{head}")).data();
    assert_eq!(revision["revision"]["revisionNumber"], 1);
    assert_eq!(revision["revision"]["parentVersion"], second);
    let config = &revision["resolvedConfig"];
    assert_eq!(
        config["call_handling"]["firstMessage"], "2",
        "as its source"
    );
    assert_eq!(config["workflow_prompt"]["globalPrompt"], "p");
    assert_eq!(
        it.serves(),
        (second, "2".to_owned()),
        "a fork serves nobody"
    );
    assert_eq!(it.post(&branches, from_fork).status, 201);
}

#[test]
fn a_source_that_is_scanned_is_not_forked() {
    let mut it = Fixture::new();
    it.write(&it.main.clone(), json!({"firstMessage": "2"}));
    it.publish(&it.main.clone(), json!({}));
    let body = json!({"sourceBranchId": id_of(&it.main), "name": "x"});
    let branches = format!("{}/branches", it.agent);
    it.post(&branches, body.clone())
        .refused_as(409, "source_scanning");
    it.platform.wait(6_000);
    assert_eq!(it.post(&branches, body).status, 201);
}

#[test]
fn names_are_unique_among_branches_that_are_not_archived() {
    let mut it = Fixture::new();
    let first = it.fork("staging");
    let second = it.fork("other");
    let branches = format!("{}/branches", it.agent);
    for taken in ["staging", "Main", "main", "MAIN"] {
        let body = json!({"sourceBranchId": id_of(&it.main), "name": taken});
        it.post(&branches, body)
            .refused_as(409, "branch_name_exists");
        it.platform
            .call("PATCH", &second, json!({"name": taken}))
            .refused_as(409, "branch_name_exists");
    }
    let same = it.platform.call("PATCH", &second, json!({"name": "other"}));
    assert_eq!(same.status, 200, "its own name is not taken");
    let renamed = it
        .platform
        .call("PATCH", &first, json!({"name": "renamed"}));
    assert_eq!(renamed.data()["name"], "renamed");
    assert_eq!(it.get(&first).data()["branch"]["name"], "renamed");
    it.fork("staging");
    let archived = it.post(&format!("{first}/archive"), Value::Null);
    assert_eq!(archived.data(), json!({"archived": true}));
    it.fork("renamed");
}

#[test]
fn the_default_branch_is_neither_renamed_nor_archived() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    it.platform
        .call("PATCH", &main, json!({"name": "x"}))
        .refused(403, "The default branch cannot be renamed");
    let fork = it.fork("staging");
    it.release(&fork, json!({"firstMessage": "2"}));
    it.post(&format!("{fork}/live"), Value::Null);
    it.post(&format!("{main}/archive"), Value::Null)
        .refused(403, "The default branch cannot be archived");
    it.post(&format!("{fork}/archive"), Value::Null)
        .refused(403, "The live branch cannot be archived");
    assert_eq!(it.live(), ["staging"]);
}

#[test]
fn an_archived_branch_takes_no_writes_but_can_be_read() {
    let mut it = Fixture::new();
    let fork = it.fork("staging");
    let head = it.release(&fork, json!({"firstMessage": "2"}));
    let older = it.release(&fork, json!({"firstMessage": "3"}));
    it.write(&fork, json!({"firstMessage": "4"}));
    it.publish(&fork, json!({}));
    for _ in 0..2 {
        let archived = it.post(&format!("{fork}/archive"), Value::Null);
        assert_eq!(archived.data(), json!({"archived": true}));
    }
    it.platform.wait(6_000);
    assert_eq!(it.head(&fork), older, "the publish was cancelled");
    assert_eq!(it.live(), ["Main"]);
    let listed = it.get(&format!("{}/branches", it.agent)).data();
    assert_eq!(listed["branches"].as_array().unwrap().len(), 1);
    assert_eq!(it.get(&fork).data()["branch"]["status"], "archived");
    assert_eq!(it.listed(&fork).len(), 2);
    let body = json!({"sourceBranchId": id_of(&fork), "name": "x"});
    for (method, path, body) in [
        ("PUT", format!("{fork}/draft"), json!({"firstMessage": "x"})),
        ("POST", format!("{fork}/draft/publish"), json!({})),
        ("PATCH", fork.clone(), json!({"name": "x"})),
        ("POST", format!("{fork}/live"), Value::Null),
        (
            "POST",
            format!("{fork}/revisions/{head}/restore"),
            Value::Null,
        ),
        ("POST", format!("{}/branches", it.agent), body),
    ] {
        it.platform
            .call(method, &path, body)
            .refused(403, "Branch is archived");
    }
}

#[test]
fn archiving_stops_a_restore() {
    let mut it = Fixture::with(Options {
        restore_scans_again: true,
        ..Options::default()
    });
    let fork = it.fork("staging");
    let older = it.release(&fork, json!({"firstMessage": "2"}));
    let head = it.release(&fork, json!({"firstMessage": "3"}));
    let restore = format!("{fork}/revisions/{older}/restore");
    assert_eq!(it.post(&restore, Value::Null).status, 202);
    it.post(&format!("{fork}/archive"), Value::Null);
    it.platform.wait(6_000);
    assert_eq!(it.head(&fork), head);
}

#[test]
fn bodies_are_checked() {
    let mut it = Fixture::new();
    let branches = format!("{}/branches", it.agent);
    let main = id_of(&it.main).to_owned();
    let fork = it.fork("staging");
    let long = "ä".repeat(101);
    let too_long = "Invalid Input: String must contain at most 100 character(s)";
    for (body, status, said) in [
        (json!({}), 400, "Invalid Input: Required"),
        (json!({"name": "x"}), 400, "Invalid Input: Required"),
        (
            json!({"sourceBranchId": main}),
            400,
            "Invalid Input: Required",
        ),
        (
            json!({"sourceBranchId": main, "name": ""}),
            400,
            "Invalid Input: String must contain at least 1 character(s)",
        ),
        (json!({"sourceBranchId": main, "name": long}), 400, too_long),
        (
            json!({"sourceBranchId": 1, "name": "x"}),
            400,
            "Invalid Input: Expected string, received number",
        ),
        (
            json!({"sourceBranchId": "x", "name": "x"}),
            400,
            "Invalid branchId format",
        ),
        (
            json!({"sourceBranchId": NOBODY, "name": "x"}),
            404,
            "Branch not found",
        ),
    ] {
        it.post(&branches, body).refused(status, said);
    }
    for (body, said) in [
        (json!({}), "Invalid Input: Required"),
        (
            json!({"name": null}),
            "Invalid Input: Expected string, received null",
        ),
        (json!({"name": long}), too_long),
    ] {
        it.platform.call("PATCH", &fork, body).refused(400, said);
    }
    it.fork(&"ä".repeat(100));
}
