//! Lists: pages, filters, orders.

use crate::platform::Platform;
use atoms_lifecycle::emulator::{AgentListBody, Options};
use serde_json::{Value, json};

fn names(data: &Value) -> Vec<&str> {
    let agents = data["agents"].as_array().unwrap();
    agents
        .iter()
        .map(|it| it["name"].as_str().unwrap())
        .collect()
}

fn with_agents(platform: &mut Platform, count: usize) {
    for number in 1..=count {
        let body = json!({"name": format!("agent {number:02}")});
        platform.call("POST", "/agent", body);
        platform.wait(1);
    }
}

#[test]
fn agents_come_in_pages_of_offset() {
    let mut platform = Platform::new();
    with_agents(&mut platform, 12);
    let first = platform.get("/agent").data();
    assert_eq!(names(&first).len(), 10);
    assert_eq!(names(&first)[0], "agent 12", "newest first");
    assert_eq!(
        (
            &first["hasMore"],
            &first["totalCount"],
            &first["totalPages"]
        ),
        (&json!(true), &json!(12), &json!(2))
    );
    assert_eq!(first["isSearchResults"], false);
    assert!(first["agents"][0].get("_resolvedConfig").is_none());
    let second = platform.get("/agent?page=2").data();
    assert_eq!(names(&second), ["agent 02", "agent 01"]);
    assert_eq!(second["hasMore"], false);
    let small = platform.get("/agent?page=2&offset=5").data();
    assert_eq!(names(&small)[0], "agent 07");
    assert_eq!(small["totalPages"], 3);
    assert!(names(&platform.get("/agent?page=99").data()).is_empty());
    let huge = format!("/agent?page={0}&offset={0}", u64::MAX);
    assert!(names(&platform.get(&huge).data()).is_empty());
    for bad in [
        "page=0",
        "offset=0",
        "page=x",
        "page=1.5",
        "sortField=x",
        "type=x",
        "archived=1",
    ] {
        assert_eq!(platform.get(&format!("/agent?{bad}")).status, 400, "{bad}");
    }
}

#[test]
fn agents_are_searched_sorted_and_filtered() {
    let mut platform = Platform::new();
    with_agents(&mut platform, 3);
    let graph = json!({"name": "Zebra +1", "workflowType": "workflow_graph"});
    platform.call("POST", "/agent", graph);
    let found = platform.get("/agent?search=zebra%20%2b1").data();
    assert_eq!(names(&found), ["Zebra +1"]);
    assert_eq!(found["isSearchResults"], true);
    assert_eq!(
        names(&platform.get("/agent?search=zebra+%2B1").data()),
        ["Zebra +1"]
    );
    let typed = platform.get("/agent?type=workflow_graph").data();
    assert_eq!(names(&typed), ["Zebra +1"]);
    let sorted = platform.get("/agent?sortField=name&sortOrder=asc").data();
    assert_eq!(
        names(&sorted)[0],
        "agent 01".replace("agent 01", "Zebra +1")
    );
    let oldest = platform.get("/agent?sortOrder=asc").data();
    assert_eq!(names(&oldest)[0], "agent 01");
    platform.wait(1);
    let first = oldest["agents"][0]["_id"].as_str().unwrap().to_owned();
    platform.call("PATCH", &format!("/agent/{first}"), json!({"name": "a"}));
    let updated = platform.get("/agent?sortField=updatedAt").data();
    assert_eq!(names(&updated)[0], "a");
}

#[test]
fn the_contract_has_another_list() {
    let mut platform = Platform::with(Options {
        agent_list_body: AgentListBody::Contract,
        ..Options::default()
    });
    with_agents(&mut platform, 2);
    let data = platform.get("/agent?offset=1").data();
    assert_eq!(data["total"], 2);
    assert_eq!(data.as_object().unwrap().len(), 2);
}

#[test]
fn versions_come_newest_first_and_total_counts_all() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    for number in 2..=25 {
        platform.publish(&agent, &first, json!({"firstMessage": number.to_string()}));
    }
    let list = format!("{agent}/versions");
    let numbers = |data: &Value| -> Vec<u64> {
        let versions = data["versions"].as_array().unwrap();
        versions
            .iter()
            .map(|it| it["versionNumber"].as_u64().unwrap())
            .collect()
    };
    let data = platform.get(&list).data();
    assert_eq!(numbers(&data), (6..=25).rev().collect::<Vec<_>>());
    assert_eq!(data["total"], 25);
    let rest = platform.get(&format!("{list}?skip=20&limit=100")).data();
    assert_eq!(numbers(&rest), [5, 4, 3, 2, 1]);

    let pin = json!({"isPinned": true});
    platform.call("PATCH", &format!("{list}/{first}"), pin);
    let pinned = platform.get(&format!("{list}?isPinned=true")).data();
    assert_eq!(numbers(&pinned), [1]);
    assert_eq!(pinned["total"], 25, "not filtered, as documented");
    let others = platform
        .get(&format!("{list}?isPinned=false&limit=100"))
        .data();
    assert_eq!(numbers(&others).len(), 24);
    for bad in ["limit=0", "limit=101", "limit=x", "skip=-1", "isPinned=yes"] {
        assert_eq!(platform.get(&format!("{list}?{bad}")).status, 400, "{bad}");
    }
}
