//! Drafts: forks, edits, names, history.

use crate::platform::Platform;
use serde_json::{Value, json};

#[test]
fn a_fork_needs_a_source() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let drafts = format!("{agent}/drafts");
    let said = "Either sourceVersionId or sourceDraftId is required";
    platform.call("POST", &drafts, json!({})).refused(400, said);
    platform
        .call("POST", &drafts, Value::Null)
        .refused(400, said);
    platform
        .call("POST", &drafts, json!({"sourceVersionId": "x"}))
        .refused(400, "Invalid versionId format");
    let unknown = json!({"sourceVersionId": "0123456789abcdef01234567"});
    platform
        .call("POST", &drafts, unknown)
        .refused(404, "Version not found");
    platform
        .call("POST", &drafts, json!({"sourceDraftId": "x"}))
        .refused(404, "Draft not found");
    assert_eq!(platform.get(&drafts).data(), json!([]));

    let source = platform.fork(&agent, &first);
    platform.edit(&source, json!({"firstMessage": "from the draft"}));
    let source_id = source.rsplit('/').next().unwrap();
    let forked = platform.call(
        "POST",
        &drafts,
        json!({"sourceDraftId": source_id, "draftName": "second"}),
    );
    let draft_id = forked.data()["draftId"].as_str().unwrap().to_owned();
    let preview = platform.get(&format!("{agent}?draftId={draft_id}")).data();
    assert_eq!(preview["_resolvedConfig"]["firstMessage"], "from the draft");
    let listed = platform.get(&drafts).data();
    assert_eq!(listed.as_array().unwrap().len(), 2);
    assert_eq!(listed[0]["draftName"], "second", "newest first");
    assert_eq!(listed[0]["draftRevision"], 0);
    assert_eq!(listed[1]["draftRevision"], 1);
}

#[test]
fn edits_rotate_the_blocks_they_touch_and_no_other() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let version = platform.get(&format!("{agent}/versions/{first}")).data();
    let before = version["version"]["blocks"].clone();
    let draft = platform.fork(&agent, &first);
    assert_eq!(platform.get(&draft).data()["latest"]["blocks"], before);
    let edited = platform.edit(
        &draft,
        json!({"firstMessage": "Hi", "synthesizer": {"speed": 1.5}}),
    );
    let after = edited.data()["blocks"].clone();
    let changed: Vec<_> = before
        .as_object()
        .unwrap()
        .keys()
        .filter(|name| before[name.as_str()] != after[name.as_str()])
        .collect();
    assert_eq!(changed, ["call_handling", "voice"]);
    let version = platform.get(&format!("{agent}/versions/{first}")).data();
    assert_eq!(
        version["version"]["blocks"], before,
        "a version never changes"
    );
    assert_eq!(
        version["resolvedConfig"]["call_handling"]["firstMessage"],
        ""
    );
}

#[test]
fn objects_merge_deeply_and_arrays_are_replaced() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let draft = platform.fork(&agent, &first);
    let tool = |name: &str| json!({"type": "end_call", "name": name, "description": "d", "x": 1});
    let prompt = |tools: Value| json!({"singlePromptConfig": {"prompt": "p", "tools": tools}});
    platform.edit(&draft, prompt(json!([tool("a"), tool("b")])));
    platform.edit(&draft, prompt(json!([tool("c")])));
    platform.edit(&draft, json!({"defaultVariables": {"a": 1, "b": {"c": 1}}}));
    platform.edit(&draft, json!({"defaultVariables": {"b": {"d": 2}}}));
    platform.edit(&draft, json!({"singlePromptConfig": {"prompt": "q"}}));
    let config = platform.get(&draft).data()["resolvedConfig"].clone();
    assert_eq!(config["workflow_tools"]["tools"], json!([tool("c")]));
    assert_eq!(config["workflow_prompt"]["prompt"], "q");
    assert_eq!(
        config["workflow_prompt"]["defaultVariables"],
        json!({"a": 1, "b": {"c": 1, "d": 2}})
    );
}

#[test]
fn unknown_fields_beside_known_ones_are_left_out() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let draft = platform.fork(&agent, &first);
    let patch = json!({"firstMessage": "Hi", "voice": {"speed": 2}, "synthesizer": {"sped": 2}});
    assert_eq!(platform.edit(&draft, patch).status, 200);
    let shown = platform.get(&draft).text;
    assert!(shown.contains("Hi") && !shown.contains("sped"));
}

#[test]
fn a_refused_edit_changes_nothing() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let draft = platform.fork(&agent, &first);
    let before = platform.get(&draft).data();
    for patch in [
        json!({"firstMessage": "Hi", "allowInterruptions": null}),
        json!({"firstMessage": "Hi", "slmModel": "gpt-5.2"}),
    ] {
        assert_ne!(platform.edit(&draft, patch).status, 200);
        assert_eq!(platform.get(&draft).data(), before);
    }
}

#[test]
fn the_edit_history_counts_and_names_sections() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let draft = platform.fork(&agent, &first);
    for number in 0..25 {
        platform.edit(&draft, json!({"firstMessage": number.to_string()}));
        platform.wait(1_000);
    }
    platform.edit(&draft, json!({"redactionConfig": {"isEnabled": true}}));
    let detail = platform.get(&draft).data();
    assert_eq!(detail["editCount"], 26);
    assert_eq!(detail["editHistory"].as_array().unwrap().len(), 20);
    assert_eq!(detail["editHistory"][0]["revision"], 26);
    assert_eq!(
        detail["editHistory"][0]["changedSections"],
        json!(["privacy"])
    );
    assert_eq!(
        detail["editHistory"][0]["timestamp"],
        "2026-01-01T00:00:25.000Z"
    );
    assert_eq!(
        detail["editHistory"][1]["changedSections"],
        json!(["call_handling"])
    );
    let few = platform.get(&format!("{draft}?limit=2")).data();
    assert_eq!(few["editHistory"].as_array().unwrap().len(), 2);
    for limit in ["0", "101", "-1", "x"] {
        let answer = platform.get(&format!("{draft}?limit={limit}"));
        assert_eq!(answer.status, 400, "{limit}");
    }
}

#[test]
fn rename_and_discard() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let draft = platform.fork(&agent, &first);
    let renamed = platform.call("PATCH", &draft, json!({"draftName": "new"}));
    assert_eq!(renamed.data(), json!({"draftName": "new"}));
    assert_eq!(platform.get(&draft).data()["latest"]["draftName"], "new");
    platform
        .call("PATCH", &draft, json!({}))
        .refused(400, "Invalid Input: Required");
    let discarded = platform.call("DELETE", &draft, Value::Null);
    assert_eq!((discarded.status, discarded.data()), (200, Value::Null));
    for (method, path) in [
        ("DELETE", draft.clone()),
        ("PATCH", draft.clone()),
        ("PATCH", format!("{draft}/config")),
        ("POST", format!("{draft}/publish")),
        ("POST", format!("{draft}/test-call")),
        ("GET", format!("{draft}/diff")),
    ] {
        platform
            .call(method, &path, Value::Null)
            .refused(404, "Draft not found");
    }
}

#[test]
fn a_draft_of_another_agent_is_not_found() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let (other, other_first) = platform.agent();
    let draft = platform.fork(&agent, &first);
    let stolen = draft.replace(&agent, &other);
    platform.get(&stolen).refused(404, "Draft not found");
    platform
        .get(&format!("{agent}/versions/{other_first}"))
        .refused(404, "Version not found");
}
