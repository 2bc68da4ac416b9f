//! The guide's eight steps, and its pitfalls.

use crate::platform::Platform;
use serde_json::{Value, json};

#[test]
fn the_eight_steps() {
    let mut platform = Platform::new();
    let created = platform.call(
        "POST",
        "/agent",
        json!({"name": "lifecycle-demo", "language": {"switching": {"isEnabled": false}}}),
    );
    assert_eq!(created.status, 201);
    let agent_id = created.data().as_str().unwrap().to_owned();
    let agent = format!("/agent/{agent_id}");

    let before = platform.get(&agent).data();
    let first = before["activeVersionId"].as_str().unwrap().to_owned();
    assert_eq!(before["versionId"], first);
    assert_eq!(before["_id"], agent_id);
    assert!(before.get("_configSource").is_none());

    let forked = platform.call(
        "POST",
        &format!("{agent}/drafts"),
        json!({"sourceVersionId": first}),
    );
    assert_eq!(forked.status, 201);
    let draft_row = forked.data();
    let draft_id = draft_row["draftId"].as_str().unwrap().to_owned();
    assert_ne!(draft_row["_id"], draft_id);
    assert_eq!(draft_row["sourceVersionId"], first);
    let draft = format!("{agent}/drafts/{draft_id}");

    let greeting = "Hello, this is the lifecycle demo agent.";
    let edited = platform.edit(&draft, json!({"firstMessage": greeting}));
    assert_eq!(edited.status, 200);
    assert_eq!(
        edited.data()["draftRevision"],
        draft_row["draftRevision"].as_u64().unwrap() + 1
    );
    assert!(!edited.text.contains(greeting), "the fields sent come back");
    let preview = platform.get(&format!("{agent}?draftId={draft_id}")).data();
    assert_eq!(preview["_resolvedConfig"]["firstMessage"], greeting);
    assert_eq!(preview["_configSource"], "draft");
    assert!(platform.get(&draft).text.contains(greeting));

    let published = platform.call(
        "POST",
        &format!("{draft}/publish"),
        json!({"label": "v2 - greeting added", "activate": true}),
    );
    assert_eq!(published.status, 201);
    let version = published.data();
    let version_id = version["_id"].as_str().unwrap().to_owned();
    assert_eq!(version["isActive"], false);
    assert_eq!(version["label"], "v2 - greeting added");
    assert_eq!(version["versionNumber"], 2);
    platform.get(&draft).refused(404, "Draft not found");
    assert_eq!(
        platform.get(&format!("{agent}/drafts")).data(),
        json!([]),
        "a published draft is gone from the list"
    );

    let early = platform.activate(&agent, &version_id);
    assert_eq!(early.status, 409);
    assert!(early.text.contains("security check pending"));
    assert_eq!(platform.get(&agent).data()["activeVersionId"], first);

    platform.wait(6_000);
    let activated = platform.activate(&agent, &version_id);
    assert_eq!(activated.status, 200);
    assert_eq!(activated.data()["isActive"], true);

    let dialled = platform.call(
        "POST",
        "/conversation/outbound",
        json!({"agentId": agent_id, "phoneNumber": "+14155550123"}),
    );
    assert_eq!(dialled.status, 200);

    let after = platform.get(&agent).data();
    assert_eq!(after["_resolvedConfig"]["firstMessage"], greeting);
    assert_eq!(after["activeVersionId"], version_id);
}

#[test]
fn exactly_one_version_is_active_and_activation_is_idempotent() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let second = platform.publish(&agent, &first, json!({"firstMessage": "2"}));
    platform.wait(6_000);
    let active = |platform: &mut Platform| -> Vec<Value> {
        let versions = platform.get(&format!("{agent}/versions")).data();
        versions["versions"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|version| version["isActive"] == true)
            .map(|version| version["_id"].clone())
            .collect()
    };
    assert_eq!(active(&mut platform), [json!(first)]);
    assert_eq!(platform.activate(&agent, &second).status, 200);
    assert_eq!(active(&mut platform), [json!(second)]);
    let activated_at = platform.activate(&agent, &second).data()["activatedAt"].clone();
    platform.wait(1_000);
    let again = platform.activate(&agent, &second);
    assert_eq!(again.status, 200);
    assert_eq!(again.data()["activatedAt"], activated_at);
    assert_eq!(platform.activate(&agent, &first).status, 200, "and back");
    assert_eq!(active(&mut platform), [json!(first)]);
}

#[test]
fn metadata_is_not_config() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    platform
        .call("PATCH", &agent, json!({"firstMessage": "Hi"}))
        .refused(
            400,
            "Agent has versioning enabled. Config changes must be made through drafts.",
        );
    let draft = platform.fork(&agent, &first);
    for body in [
        json!({"name": "x"}),
        json!({"telephonyProductId": []}),
        json!({}),
    ] {
        platform
            .edit(&draft, body)
            .refused(400, "No recognized config fields in request body");
    }
    let renamed = platform.call("PATCH", &agent, json!({"name": "renamed"}));
    assert_eq!(renamed.status, 200);
    assert_eq!(platform.get(&agent).data()["name"], "renamed");
}

#[test]
fn the_legacy_write_reaches_no_version() {
    let mut platform = Platform::new();
    let (agent, _) = platform.agent();
    let before = platform.get(&agent).data();
    let workflow = format!("/workflow/{}", before["workflowId"].as_str().unwrap());
    let write = |prompt: &str, tools: Value| json!({"type": "single_prompt", "singlePromptConfig": {"prompt": prompt, "tools": tools}});
    let tool = json!([{"type": "end_call", "name": "end", "description": "ends"}]);
    assert_eq!(
        platform.call("PATCH", &workflow, write("a", tool)).status,
        200
    );
    let wiping = json!({"type": "single_prompt", "singlePromptConfig": {"prompt": "b"}});
    assert_eq!(platform.call("PATCH", &workflow, wiping).status, 200);
    assert_eq!(platform.get(&agent).data(), before);
    let snapshot: Value = serde_json::from_str(&platform.emulator.snapshot()).unwrap();
    assert_eq!(
        snapshot["state"]["agents"][0]["legacyWorkflow"]["singlePromptConfig"],
        json!({"prompt": "b"}),
        "the tools are wiped"
    );
    platform
        .call("PATCH", "/workflow/0123456789abcdef01234567", json!({}))
        .refused(404, "Workflow not found");
}
