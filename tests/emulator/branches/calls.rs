//! Calls to branches.

use super::{Fixture, NOBODY, id_of, text};
use serde_json::{Value, json};

fn last_call(it: &Fixture) -> Value {
    let snapshot: Value = serde_json::from_str(&it.platform.emulator.snapshot()).unwrap();
    snapshot["state"]["calls"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone()
}

#[test]
fn a_test_call_goes_to_the_head_the_draft_or_a_revision() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    let call = format!("{main}/test-call");
    let head = it.release(&main, json!({"firstMessage": "2"}));
    let draft = it.write(&main, json!({"firstMessage": "3"}));
    for (body, version, draft) in [
        (Value::Null, json!(head), Value::Null),
        (json!({"includeDraft": false}), json!(head), Value::Null),
        (
            json!({"revisionId": it.first}),
            json!(it.first),
            Value::Null,
        ),
        (
            json!({"includeDraft": true}),
            Value::Null,
            draft["draftId"].clone(),
        ),
        (
            json!({"includeDraft": false, "revisionId": it.first, "mode": "telephony", "toPhone": "+14155550123"}),
            json!(it.first),
            Value::Null,
        ),
    ] {
        let called = it.post(&call, body.clone());
        assert_eq!(called.status, 200, "{}", called.text);
        assert_eq!(called.header("deprecation"), None);
        let is_phone = body["mode"] == "telephony";
        assert_eq!(called.data().get("token").is_none(), is_phone);
        let log = last_call(&it);
        assert_eq!(log["callId"], called.data()["callId"]);
        assert_eq!((&log["versionId"], &log["draftId"]), (&version, &draft));
        assert_eq!(log["isTest"], true);
    }
}

#[test]
fn test_calls_that_find_nothing() {
    let mut it = Fixture::new();
    let (main, fork) = (it.main.clone(), it.fork("staging"));
    let call = format!("{main}/test-call");
    let both = json!({"includeDraft": true, "revisionId": it.first});
    it.post(&call, both).refused(
        400,
        "Invalid Input: includeDraft and revisionId are mutually exclusive",
    );
    it.post(&format!("{fork}/test-call"), json!({}))
        .refused_as(409, "no_committed_revision");
    for (path, body, status, said) in [
        (
            &call,
            json!({"includeDraft": true}),
            404,
            "No open draft on this branch",
        ),
        (
            &call,
            json!({"revisionId": NOBODY}),
            404,
            "Revision not found",
        ),
        (
            &call,
            json!({"revisionId": "x"}),
            400,
            "Invalid revisionId format",
        ),
        (
            &call,
            json!({"mode": "x"}),
            400,
            "Invalid Input: Invalid enum value. Expected 'webcall' | 'chat' | 'telephony', received 'x'",
        ),
        (
            &call,
            json!({"mode": "telephony"}),
            400,
            "toPhone is required for telephony",
        ),
        (
            &call,
            json!({"includeDraft": null}),
            400,
            "Invalid Input: Expected boolean, received null",
        ),
    ] {
        it.post(path, body).refused(status, said);
    }
    let of_main = json!({"revisionId": it.first});
    it.post(&format!("{fork}/test-call"), of_main)
        .refused(400, "Revision does not belong to this branch");
    it.write(&fork, json!({"firstMessage": "2"}));
    let called = it.post(&format!("{fork}/test-call"), json!({"includeDraft": true}));
    assert_eq!(called.status, 200, "a draft needs no commit");
}

#[test]
fn an_outbound_call_talks_as_the_live_head_or_the_revision_it_names() {
    let mut it = Fixture::new();
    let fork = it.fork("staging");
    let staged = it.release(&fork, json!({"firstMessage": "2"}));
    let body = json!({"agentId": id_of(&it.agent), "phoneNumber": "+14155550123"});
    let dial = |it: &mut Fixture, more: Value| {
        let mut body = body.clone();
        if let Some(id) = more.as_str() {
            body["versionId"] = id.into();
        }
        assert_eq!(it.post("/conversation/outbound", body).status, 200);
        text(&last_call(it)["versionId"])
    };
    assert_eq!(dial(&mut it, Value::Null), it.first);
    assert_eq!(dial(&mut it, json!(staged)), staged);
    it.post(&format!("{fork}/live"), Value::Null);
    assert_eq!(dial(&mut it, Value::Null), staged);
}
