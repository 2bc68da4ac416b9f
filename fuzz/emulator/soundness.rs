//! What must be true of a platform, whatever was done to it.

use crate::driver::{Driver, request};
use serde_json::Value;
use std::collections::BTreeSet;

/// Past the year 9999 an emulator's clock stands still: its checks never end.
const END_OF_TIME_MS: u64 = 253_402_300_000_000;

pub fn check(mut driver: Driver) {
    if driver.now_ms >= END_OF_TIME_MS {
        return;
    }
    // No read lags any more, no check goes on, and the second is a new one.
    let longest = driver
        .options
        .read_lag_ms
        .max(driver.options.check_duration_ms);
    driver.now_ms = driver.now_ms.saturating_add(2 * longest + 1_000);
    driver.settle();
    driver.split();
    let before = driver.remember();
    for agent in before["state"]["agents"].as_array().unwrap() {
        let agent = agent["id"].as_str().unwrap();
        let shown = get(&mut driver, &format!("/agent/{agent}")).unwrap();
        match before["state"]["generation"].as_str() {
            Some("versions") => check_versions(&mut driver, agent, &shown),
            _ => check_branches(&mut driver, agent, &shown),
        }
    }
    assert_eq!(before, driver.remember(), "reads changed something");
}

fn check_versions(driver: &mut Driver, agent: &str, shown: &Value) {
    let list = get(driver, &format!("/agent/{agent}/versions?limit=100")).unwrap();
    let versions = list["versions"].as_array().unwrap();
    assert_eq!(list["total"], versions.len());
    let active: Vec<_> = versions
        .iter()
        .filter(|it| it["isActive"] == true)
        .collect();
    assert_eq!(active.len(), 1, "versions of {agent} that serve");
    assert_eq!(shown["activeVersionId"], active[0]["_id"]);
    let check = &active[0]["securityCheck"]["status"];
    assert!(check.is_null() || check == "passed", "{check} serves");
    check_numbers(versions, "versionNumber");
    for version in versions {
        let id = version["_id"].as_str().unwrap();
        let detail = get(driver, &format!("/agent/{agent}/versions/{id}")).unwrap();
        assert_eq!(detail["version"]["blocks"], version["blocks"]);
    }
    for draft in get(driver, &format!("/agent/{agent}/drafts"))
        .unwrap()
        .as_array()
        .unwrap()
    {
        let id = draft["draftId"].as_str().unwrap();
        get(driver, &format!("/agent/{agent}/drafts/{id}")).unwrap();
        get(driver, &format!("/agent/{agent}/drafts/{id}/diff")).unwrap();
        get(driver, &format!("/agent/{agent}?draftId={id}")).unwrap();
    }
}

fn check_branches(driver: &mut Driver, agent: &str, shown: &Value) {
    let list = get(driver, &format!("/agent/{agent}/branches")).unwrap();
    let branches = list["branches"].as_array().unwrap();
    let live: Vec<_> = branches.iter().filter(|it| it["isLive"] == true).collect();
    assert_eq!(live.len(), 1, "branches of {agent} that serve");
    assert_eq!(
        shown["activeVersionId"],
        live[0]["branch"]["headRevisionId"]
    );
    let default = branches
        .iter()
        .filter(|it| it["branch"]["isDefault"] == true);
    assert_eq!(default.count(), 1, "default branches of {agent}");
    let names: BTreeSet<_> = branches
        .iter()
        .map(|it| it["branch"]["name"].as_str())
        .collect();
    assert_eq!(names.len(), branches.len(), "a name is there twice");
    for summary in branches {
        let branch = format!(
            "/agent/{agent}/branches/{}",
            summary["branch"]["_id"].as_str().unwrap()
        );
        let page = get(driver, &format!("{branch}/revisions?limit=100")).unwrap();
        let revisions = page["revisions"].as_array().unwrap();
        let committed: Vec<_> = revisions
            .iter()
            .filter(|it| it["status"] == "published")
            .cloned()
            .collect();
        assert_eq!(summary["revisionsCount"], committed.len());
        check_numbers(&committed, "revisionNumber");
        let head = &summary["branch"]["headRevisionId"];
        assert!(head.is_null() == committed.is_empty());
        assert!(head.is_null() || committed.iter().any(|it| it["_id"] == *head));
        let draft = get(driver, &format!("{branch}/draft"));
        assert_eq!(draft.is_some(), summary["hasOpenDraft"] == true);
        let open = draft.map(|draft| draft["latest"]["draftId"].clone());
        assert_eq!(open.unwrap_or_default(), summary["branch"]["openDraftId"]);
    }
}

/// Newest first, and none twice.
fn check_numbers(rows: &[Value], name: &str) {
    let numbers: Vec<_> = rows.iter().filter_map(|row| row[name].as_u64()).collect();
    assert_eq!(numbers.len(), rows.len());
    assert!(
        numbers.is_sorted_by(|newer, older| newer > older),
        "{numbers:?}"
    );
}

/// The data of a read; none where the answer is 404.
fn get(driver: &mut Driver, path: &str) -> Option<Value> {
    // A limit counts by the second.
    driver.now_ms += 1_000;
    let response = driver.send(&request("GET", path, Vec::new()));
    let mut body: Value = serde_json::from_slice(&response.body).unwrap();
    match response.status {
        200 => Some(body["data"].take()),
        404 => None,
        status => panic!("{path}: {status} {body}"),
    }
}
