//! Which routes there are, and whom they look for.

use super::{Fixture, NOBODY};
use crate::platform::Platform;
use serde_json::json;

const ROUTES: [(&str, &str); 17] = [
    ("GET", ""),
    ("POST", ""),
    ("GET", "/B"),
    ("PATCH", "/B"),
    ("POST", "/B/archive"),
    ("POST", "/B/live"),
    ("PUT", "/B/draft"),
    ("GET", "/B/draft"),
    ("DELETE", "/B/draft"),
    ("POST", "/B/draft/publish"),
    ("POST", "/B/draft/publish/cancel"),
    ("GET", "/B/revisions"),
    ("GET", "/B/revisions/R"),
    ("GET", "/B/revisions/R/history"),
    ("POST", "/B/revisions/R/restore"),
    ("POST", "/B/test-call"),
    ("GET", "/../diff"),
];

fn path(agent: &str, below: &str, branch: &str) -> String {
    let path = format!("/agent/{agent}/branches{below}");
    path.replace("/branches/..", "")
        .replace("/B", &format!("/{branch}"))
        .replace("/R", &format!("/{NOBODY}"))
}

#[test]
fn a_missing_agent_is_not_found() {
    let mut it = Fixture::new();
    for (method, below) in ROUTES {
        let missing = path(NOBODY, below, NOBODY);
        it.platform
            .call(method, &missing, json!({}))
            .refused(404, "Agent not found");
        it.platform
            .call(method, &path("x", below, NOBODY), json!({}))
            .refused(400, "Invalid agent id");
    }
}

#[test]
fn a_missing_branch_is_not_found() {
    let mut it = Fixture::new();
    let agent = super::id_of(&it.agent).to_owned();
    for (method, below) in ROUTES.iter().filter(|(_, below)| below.contains("/B")) {
        it.platform
            .call(method, &path(&agent, below, NOBODY), json!({}))
            .refused(404, "Branch not found");
        it.platform
            .call(method, &path(&agent, below, "x"), json!({}))
            .refused(400, "Invalid branchId format");
    }
    let other = Fixture::of(it.platform);
    let (mut platform, main) = (other.platform, super::id_of(&other.main).to_owned());
    platform
        .get(&path(&agent, "/B", &main))
        .refused(404, "Branch not found");
}

#[test]
fn a_missing_revision_is_not_found() {
    let mut it = Fixture::new();
    let (main, first, fork) = (it.main.clone(), it.first.clone(), it.fork("staging"));
    for below in ["", "/history"] {
        for (branch, id, status, said) in [
            (&main, NOBODY, 404, "Revision not found"),
            (&main, "x", 400, "Invalid revisionId format"),
            (
                &fork,
                &first,
                400,
                "Revision does not belong to this branch",
            ),
        ] {
            it.get(&format!("{branch}/revisions/{id}{below}"))
                .refused(status, said);
        }
    }
}

#[test]
fn the_versions_generation_has_no_branches() {
    let mut platform = Platform::new();
    let (agent, _) = platform.agent();
    let agent = super::id_of(&agent).to_owned();
    platform.emulator.set_freeze(true);
    for (method, below) in ROUTES {
        let path = path(&agent, below, NOBODY);
        let answer = platform.call(method, &path, json!({}));
        assert_eq!(answer.status, 404, "{path}");
        let said = format!("Cannot {method} /atoms/v1{path}");
        assert!(answer.text.contains(&said), "{}", answer.text);
    }
    let first = platform.get(&format!("/agent/{agent}/versions")).data();
    assert_eq!(first["total"], 1);
}

#[test]
fn the_agent_itself_is_as_it_was() {
    let mut it = Fixture::new();
    let agent = it.agent.clone();
    it.platform
        .call("PATCH", &agent, json!({"firstMessage": "Hi"}))
        .refused(
            400,
            "Agent has versioning enabled. Config changes must be made through drafts.",
        );
    it.get(&format!("/agent/{NOBODY}"))
        .refused(400, "No agent found");
    let renamed = it.platform.call("PATCH", &agent, json!({"name": "x"}));
    assert_eq!(renamed.header("deprecation"), None);
    assert_eq!(it.get(&agent).data()["name"], "x");
}
