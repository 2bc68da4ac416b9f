//! Agents: what reads show, and the archive.

use crate::platform::Platform;
use serde_json::{Value, json};

#[test]
fn a_fresh_agent_serves_its_defaults() {
    let mut platform = Platform::new();
    let (path, version) = platform.agent();
    let agent = platform.get(&path).data();
    let config = &agent["_resolvedConfig"];
    assert_eq!(config["modelName"], "electron");
    assert_eq!(config["defaultLanguage"], "en");
    assert_eq!(config["languageSwitching"]["isEnabled"], false);
    assert_eq!(config["synthesizer"]["voiceConfig"]["voiceId"], "nyah");
    assert_eq!(config["tools"], json!([]));
    assert!(config.get("slmModel").is_none(), "it has another name here");
    assert_eq!(agent["_versionedWorkflow"]["tools"], json!([]));
    assert_eq!(agent["createdAt"], "2026-01-01T00:00:00.000Z");
    let detail = platform.get(&format!("{path}/versions/{version}")).data();
    assert_eq!(detail["version"]["versionNumber"], 1);
    assert_eq!(detail["version"]["isActive"], true);
    assert_eq!(detail["version"]["securityCheck"], Value::Null);
    assert_eq!(detail["version"]["blocks"].as_object().unwrap().len(), 13);
    assert_eq!(
        detail["resolvedConfig"]["workflow_tools"]["tools"],
        json!([])
    );
    assert_eq!(detail["resolvedConfig"].as_object().unwrap().len(), 13);
}

#[test]
fn create_takes_config_but_not_all_of_it() {
    let mut platform = Platform::new();
    let created = platform.call(
        "POST",
        "/agent",
        json!({
            "name": "a",
            "firstMessage": "Hi",
            "slmModel": "gpt-4o",
            "backgroundSound": "cafe",
            "singlePromptConfig": {"prompt": "ignored"},
            "language": {"default": "hi", "supported": ["hi", "en"], "switching": {}},
            "synthesizer": {"speed": 1},
            "allowInboundCall": false,
        }),
    );
    let agent = platform
        .get(&format!("/agent/{}", created.data().as_str().unwrap()))
        .data();
    let config = &agent["_resolvedConfig"];
    assert_eq!(config["firstMessage"], "Hi");
    assert_eq!(config["modelName"], "gpt-4o");
    assert_eq!(config["backgroundSound"], "", "the server overrides it");
    assert_eq!(config["prompt"], "");
    assert_eq!(config["defaultLanguage"], "hi");
    assert_eq!(config["synthesizer"]["speed"], 1);
    assert_eq!(config["synthesizer"]["consistency"], 0.5, "merged deeply");
    assert_eq!(agent["allowInboundCall"], false);
}

#[test]
fn previews_name_their_source() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let second = platform.publish(&agent, &first, json!({"firstMessage": "2"}));
    let preview = platform.get(&format!("{agent}?versionId={second}")).data();
    assert_eq!(preview["_configSource"], "version");
    assert_eq!(preview["_resolvedConfig"]["firstMessage"], "2");
    assert_eq!(preview["activeVersionId"], first);
    platform
        .get(&format!("{agent}?versionId=x"))
        .refused(400, "Invalid versionId format");
    platform
        .get(&format!("{agent}?versionId=0123456789abcdef01234567"))
        .refused(404, "Version not found");
    platform
        .get(&format!("{agent}?draftId=x"))
        .refused(404, "Draft not found");
}

#[test]
fn archive_and_back() {
    let mut platform = Platform::new();
    let (agent, _) = platform.agent();
    let archive = format!("{agent}/archive");
    let unarchive = format!("{archive}?on=false");
    let send = |platform: &mut Platform, path: &str| platform.call("DELETE", path, Value::Null);
    send(&mut platform, &unarchive).refused(409, "Agent is already active");
    assert_eq!(
        send(&mut platform, &archive).data(),
        json!({"message": "Agent archived"})
    );
    send(&mut platform, &archive).refused(409, "Agent is already archived");
    let shown = platform.get(&agent).data();
    assert_eq!(shown["archived"], true);
    assert_eq!(shown["archivedAt"], "2026-01-01T00:00:00.000Z");
    assert_eq!(platform.get("/agent").data()["totalCount"], 0);
    assert_eq!(platform.get("/agent?archived=true").data()["totalCount"], 1);
    assert_eq!(
        send(&mut platform, &unarchive).data(),
        json!({"message": "Agent unarchived"})
    );
    assert_eq!(platform.get("/agent").data()["totalCount"], 1);
    send(&mut platform, "/agent/0123456789abcdef01234567/archive").refused(404, "Agent not found");
}

#[test]
fn a_plain_delete_is_no_route() {
    let mut platform = Platform::new();
    let (agent, _) = platform.agent();
    let answer = platform.call("DELETE", &agent, Value::Null);
    assert_eq!(answer.status, 404);
    assert_eq!(
        answer.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert!(
        answer
            .text
            .contains(&format!("<pre>Cannot DELETE /atoms/v1{agent}</pre>"))
    );
    assert_eq!(platform.get(&agent).status, 200, "and nothing happened");
}

#[test]
fn every_agent_route_names_a_bad_agent() {
    let mut platform = Platform::new();
    for (method, below) in [
        ("GET", ""),
        ("PATCH", ""),
        ("POST", "/drafts"),
        ("GET", "/drafts"),
        ("GET", "/drafts/d"),
        ("PATCH", "/drafts/d"),
        ("DELETE", "/drafts/d"),
        ("PATCH", "/drafts/d/config"),
        ("GET", "/drafts/d/diff"),
        ("POST", "/drafts/d/publish"),
        ("POST", "/drafts/d/test-call"),
        ("GET", "/versions"),
        ("GET", "/versions/diff"),
        ("GET", "/versions/v"),
        ("PATCH", "/versions/v"),
        ("PATCH", "/versions/v/activate"),
        ("POST", "/versions/v/test-call"),
    ] {
        for malformed in ["x", "0123456789abcdef0123456", "0123456789ABCDEF01234567"] {
            platform
                .call(method, &format!("/agent/{malformed}{below}"), json!({}))
                .refused(400, "Invalid agent id");
        }
        let missing = format!("/agent/0123456789abcdef01234567{below}");
        platform
            .call(method, &missing, json!({}))
            .refused(400, "No agent found");
    }
}
