//! Revisions: pages, documents, trails.

use super::{Fixture, text};
use serde_json::{Value, json};

#[test]
fn revisions_come_in_pages_newest_first() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    let mut ids = vec![it.first.clone()];
    for number in 2..=22 {
        ids.insert(
            0,
            it.release(&main, json!({"firstMessage": number.to_string()})),
        );
    }
    let mut page = |query: &str| {
        let data = it.get(&format!("{main}/revisions{query}")).data();
        assert_eq!(data["total"], 22);
        let rows = data["revisions"].as_array().unwrap().clone();
        rows.iter().map(|row| text(&row["_id"])).collect::<Vec<_>>()
    };
    assert_eq!(page(""), ids[..20]);
    assert_eq!(page("?limit=1"), ids[..1]);
    assert_eq!(page("?skip=20"), ids[20..]);
    assert_eq!(page("?skip=5&limit=3"), ids[5..8]);
    assert!(page(&format!("?skip={}", u64::MAX)).is_empty());
    for bad in ["limit=0", "limit=101", "limit=x", "skip=-1"] {
        let path = format!("{main}/revisions?{bad}");
        assert_eq!(it.get(&path).status, 400, "{bad}");
    }
}

#[test]
fn a_revision_has_its_config_by_section() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    let head = it.release(&main, json!({"slmModel": "gpt-4o"}));
    let data = it.get(&format!("{main}/revisions/{head}")).data();
    assert_eq!(data["resolvedConfig"]["llm"]["modelName"], "gpt-4o");
    assert_eq!(data["resolvedConfig"].as_object().unwrap().len(), 13);
    assert_eq!(data["revision"]["blocks"].as_object().unwrap().len(), 13);
    assert_eq!(data["revision"]["workflowType"], "single_prompt");
    let preview = format!("{}?versionId={}", it.agent, it.first);
    let preview = it.get(&preview).data();
    assert_eq!(preview["_configSource"], "version");
    assert_eq!(preview["_resolvedConfig"]["modelName"], "electron");
    assert_eq!(preview["activeVersionId"], head);
}

#[test]
fn a_trail_leads_back_to_the_first() {
    let mut it = Fixture::new();
    let (main, fork) = (it.main.clone(), it.fork("staging"));
    let second = it.release(&main, json!({"firstMessage": "2"}));
    let third = it.release(
        &main,
        json!({"globalPrompt": "3", "synthesizer": {"speed": 2}}),
    );
    let fourth = it.release(&main, json!({"firstMessage": "4"}));
    let data = it.get(&format!("{main}/revisions/{fourth}/history")).data();
    assert_eq!(data["revision"]["_id"], fourth);
    assert_eq!(data["publishedBy"], data["revision"]["publishedBy"]);
    let trail: Vec<_> = data["trail"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| {
            (
                step["revision"]["_id"].clone(),
                step["changedSections"].clone(),
            )
        })
        .collect();
    assert_eq!(
        trail,
        [
            (json!(third), json!(["workflow_prompt", "voice"])),
            (json!(second), json!(["call_handling"])),
            (json!(it.first), json!([])),
        ]
    );
    let staged = it.release(&fork, json!({"firstMessage": "s"}));
    it.release(&fork, json!({"firstMessage": "t"}));
    let path = format!("{fork}/revisions/{staged}/history");
    assert_eq!(
        it.get(&path).data()["trail"],
        Value::from(Vec::<Value>::new())
    );
}
