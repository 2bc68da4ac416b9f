//! A branch's draft: opened, merged into, read, discarded.

use super::{Fixture, text};
use serde_json::{Value, json};

#[test]
fn a_write_opens_the_draft_and_the_next_merges() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    it.get(&format!("{main}/draft"))
        .refused(404, "No open draft on this branch");
    let opened = it.write(
        &main,
        json!({"firstMessage": "Hi", "synthesizer": {"speed": 2}}),
    );
    assert_eq!(opened["status"], "draft");
    assert_eq!(opened["draftRevision"], 1);
    assert_eq!(opened["branch"], super::id_of(&main));
    assert_eq!(opened["sourceVersionId"], it.first);
    assert_eq!(opened["revisionNumber"], Value::Null);
    assert_eq!(opened["pendingPublish"], Value::Null);
    assert_eq!(opened["securityCheck"], Value::Null);
    let draft_id = text(&opened["draftId"]);
    assert_ne!(opened["_id"], draft_id);

    it.platform.wait(1_000);
    let merged = it.write(&main, json!({"synthesizer": {"consistency": 0.1}}));
    assert_eq!(merged["draftId"], draft_id);
    assert_eq!(merged["draftRevision"], 2);
    assert_ne!(merged["_id"], opened["_id"], "every edit has its row");
    let preview = format!("{}?draftId={draft_id}", it.agent);
    let preview = it.get(&preview).data();
    assert_eq!(preview["_configSource"], "draft");
    let config = &preview["_resolvedConfig"];
    assert_eq!(config["firstMessage"], "Hi");
    assert_eq!(config["synthesizer"]["speed"], 2);
    assert_eq!(config["synthesizer"]["consistency"], 0.1);

    let summary = it.get(&main).data();
    assert_eq!(summary["hasOpenDraft"], true);
    assert_eq!(summary["branch"]["openDraftId"], draft_id);
    assert_eq!(it.serves().1, "", "a draft serves nobody");

    let detail = it.get(&format!("{main}/draft")).data();
    assert_eq!(detail["latest"], merged);
    assert_eq!(detail["editCount"], 2);
    let history = detail["editHistory"].as_array().unwrap();
    assert_eq!(history.len(), 2, "newest first");
    assert_eq!(history[0]["revision"], merged);
    assert_eq!(history[0]["changedSections"], json!(["voice"]));
    assert_eq!(history[1]["revision"], opened, "as it was then");
    assert_eq!(
        history[1]["changedSections"],
        json!(["voice", "call_handling"])
    );
}

#[test]
fn tools_are_written_without_the_prompt() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    let tool = json!({"type": "end_call", "name": "bye", "description": "Ends the call."});
    it.write(&main, json!({"singlePromptConfig": {"prompt": "Be kind."}}));
    let draft = it.write(&main, json!({"singlePromptConfig": {"tools": [tool]}}));
    let preview = format!("{}?draftId={}", it.agent, text(&draft["draftId"]));
    let config = it.get(&preview).data()["_resolvedConfig"].clone();
    assert_eq!(
        (&config["prompt"], &config["tools"]),
        (&json!("Be kind."), &json!([tool]))
    );
}

#[test]
fn one_draft_a_branch() {
    let mut it = Fixture::new();
    let fork = it.fork("staging");
    let main = it.main.clone();
    let ours = it.write(&main, json!({"firstMessage": "main"}));
    let theirs = it.write(&fork, json!({"firstMessage": "fork"}));
    assert_ne!(ours["draftId"], theirs["draftId"]);
    for (draft, message) in [(ours, "main"), (theirs, "fork")] {
        let preview = format!("{}?draftId={}", it.agent, text(&draft["draftId"]));
        let preview = it.get(&preview).data();
        assert_eq!(preview["_resolvedConfig"]["firstMessage"], message);
    }
}

#[test]
fn a_discarded_draft_is_gone() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    let draft = format!("{main}/draft");
    let opened = it.write(&main, json!({"firstMessage": "Hi"}));
    let discarded = it.platform.call("DELETE", &draft, Value::Null);
    assert_eq!(discarded.data(), json!({"discarded": true}));
    it.platform
        .call("DELETE", &draft, Value::Null)
        .refused(404, "No open draft on this branch");
    it.get(&draft).refused(404, "No open draft on this branch");
    assert_eq!(it.head(&main), it.first);
    let again = it.write(&main, json!({"globalPrompt": "p"}));
    assert_eq!(again["draftRevision"], 1, "counted from the start");
    assert_ne!(again["draftId"], opened["draftId"]);
    let preview = format!("{}?draftId={}", it.agent, text(&again["draftId"]));
    assert_eq!(
        it.get(&preview).data()["_resolvedConfig"]["firstMessage"],
        ""
    );
}

#[test]
fn a_refused_write_opens_nothing() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    let nothing = "No recognized config fields in request body";
    for (body, status, said) in [
        (json!({}), 400, nothing),
        (json!({"expectedRevision": 0}), 400, nothing),
        (json!({"name": "x"}), 400, nothing),
        (
            json!({"call_handling": {"firstMessage": "x"}}),
            400,
            nothing,
        ),
        (
            json!([]),
            400,
            "Invalid Input: Expected object, received array",
        ),
        (
            json!({"firstMessage": null}),
            400,
            "Invalid Input: Expected string, received null",
        ),
        (
            json!({"firstMessage": "x", "expectedRevision": -1}),
            400,
            "Invalid Input: Number must be greater than or equal to 0",
        ),
        (
            json!({"firstMessage": "x", "expectedRevision": 0.5}),
            400,
            "Invalid Input: Expected integer, received float",
        ),
        (
            json!({"firstMessage": "x", "expectedRevision": "0"}),
            400,
            "Invalid Input: Expected number, received string",
        ),
        (
            json!({"firstMessage": "x", "expectedRevision": null}),
            400,
            "Invalid Input: Expected number, received null",
        ),
        (
            json!({"slmModel": "gpt-5.2"}),
            403,
            "Model gpt-5.2 is not available for your organization",
        ),
        (
            json!({"language": {"default": "hi"}}),
            400,
            "Invalid Input: Default language must be one of the supported languages",
        ),
    ] {
        it.put(&main, body).refused(status, said);
        assert_eq!(it.get(&main).data()["hasOpenDraft"], false);
    }
    it.write(&main, json!({"firstMessage": "1"}));
    assert_eq!(it.put(&main, json!({"slmModel": "gpt-5.2"})).status, 403);
    assert_eq!(it.get(&format!("{main}/draft")).data()["editCount"], 1);
}
