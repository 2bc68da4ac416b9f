//! What crosses the boundary, and what must not break it.

use super::host::{Host, connect};
use atoms_lifecycle::client::{news, question};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const ID: &str = "0123456789abcdef01234567";

#[wasm_bindgen_test]
fn a_release_serves_what_was_patched() {
    let host = Host::new();
    let agent_id = host.agent();
    let patch = json!({"firstMessage": "Grüße 👋"});
    let arguments = [agent_id.clone(), patch.clone()];
    let begun = host.begin("release", &arguments, json!({"label": "v2"}), false);
    let about = host.ask(question::ARGUMENTS, begun.0.unwrap(), &[]);
    assert_eq!(about, json!({"label": "v2", "patch": patch}));
    let report = host.drive(begun).unwrap();
    assert_eq!(report["outcome"], "released");
    assert!(host.steps.borrow().iter().any(|step| step == "verify"));
    let agent = host.call("getAgent", &[agent_id], Value::Null).unwrap();
    assert_eq!(agent["activeVersionId"], report["versionId"]);
    assert_eq!(agent["_resolvedConfig"]["firstMessage"], "Grüße 👋");
}

#[wasm_bindgen_test]
fn what_is_refused_is_an_error_and_sends_nothing() {
    let host = Host::new();
    let patch = json!({"firstMessage": "x"});
    for (name, arguments, options) in [
        ("getAgent", vec![json!("../x")], json!(null)),
        ("getAgent", vec![json!(7)], json!(null)),
        ("getAgent", vec![], json!(null)),
        ("release", vec![json!(ID), json!(null)], json!(null)),
        ("release", vec![json!(ID), json!([])], json!(null)),
        ("forkDraft", vec![json!(ID), json!({})], json!(null)),
        ("rollback", vec![json!(ID)], json!({"deadlineMs": 0})),
        ("rollback", vec![json!(ID)], json!({"lable": "x"})),
        ("rollback", vec![json!(ID)], json!(["x"])),
        ("resume", vec![json!({"version": 2})], json!(null)),
        ("releaseMany", vec![json!(ID), patch], json!({"branch": 1})),
        ("nothing", vec![], json!(null)),
    ] {
        let begun = host.begin(name, &arguments, options.clone(), false);
        assert_eq!(begun.0, None, "{name}");
        let error = host.drive(begun).unwrap_err();
        assert_eq!(error["kind"], "Input", "{name}");
        assert_eq!(error["code"], "invalid_input");
    }
    assert!(host.requests.borrow().is_empty());
    host.agent();
}

#[wasm_bindgen_test]
fn an_outline_does_where_only_names_are_looked_at() {
    let host = Host::new();
    let outline = json!({"firstMessage": true});
    let revision = json!({"expectedRevision": 1});
    for (name, does, arguments, options) in [
        ("updateDraftConfig", true, vec![ID, ID], json!(null)),
        ("updateBranchDraft", true, vec![ID, ID], json!(null)),
        // Its document is not sent as it is.
        ("updateBranchDraft", false, vec![ID, ID], revision),
        ("updateDraftConfig", false, vec!["../x", ID], json!(null)),
        ("updateAgent", false, vec![ID], json!(null)),
        ("release", false, vec![ID], json!(null)),
        ("nothing", false, vec![ID], json!(null)),
    ] {
        let arguments = arguments.into_iter().map(Value::from);
        let values: Vec<Value> = [json!([name, 7, false, true]), options]
            .into_iter()
            .chain(arguments)
            .chain([outline.clone()])
            .collect();
        let begun = host.ask(question::BEGIN, 0, &values);
        assert_eq!(!begun.is_null(), does, "{name}");
        if does {
            assert_eq!(begun[1][3], true, "{name} sends what the driver has");
        }
    }
}

#[wasm_bindgen_test]
fn a_connection_is_refused_by_what_is_wrong_with_it() {
    let key = json!({"apiKey": "sk_live_0123"});
    let error = connect(key).err().unwrap();
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("in a page"), "{message}");
    assert!(!error.to_string().contains("sk_live"));
    assert!(connect(json!({"timeoutMs": "soon"})).is_err());
    assert!(connect(json!({"retry": {"maxAttempts": 1}})).is_ok());
}

#[wasm_bindgen_test]
fn a_platform_refusal_has_its_status() {
    let host = Host::new();
    let error = host.call("getAgent", &[json!(ID)], Value::Null);
    let error = error.unwrap_err();
    assert_eq!(error["kind"], "NotFound");
    assert_eq!(error["status"], 400);
}

#[wasm_bindgen_test]
fn an_interrupted_call_ends_before_its_next_request() {
    let host = Host::new();
    let begun = host.begin("listAgents", &[], Value::Null, true);
    let error = host.drive(begun).unwrap_err();
    assert_eq!(error["kind"], "Abort");
    // A write that was not sent is no write whose outcome is not known.
    let agent = json!({"name": "x"});
    let begun = host.begin("createAgent", &[agent], Value::Null, true);
    assert_eq!(host.drive(begun).unwrap_err()["kind"], "Abort");
    assert!(host.requests.borrow().is_empty());
}

#[wasm_bindgen_test]
fn a_write_that_was_late_may_have_happened() {
    let host = Host::new();
    let agent = json!({"name": "x"});
    let options = json!({"timeoutMs": 20});
    let (number, sent) = host.begin("createAgent", &[agent], options, false);
    let number = number.unwrap();
    assert_eq!(sent[3], true, "the body is the document that was given");
    assert_eq!(sent[5], 20);
    let end = host.turn(number, &[json!(["late", 20])]);
    assert_eq!(end[0], "failed");
    assert_eq!(end[1]["kind"], "OutcomeUnknown");
    assert_eq!(end[1]["cause"]["kind"], "Timeout");
}

#[wasm_bindgen_test]
fn an_outcome_that_is_none_poisons_nothing() {
    let host = Host::new();
    for came in [
        vec![json!(null)],
        vec![json!([])],
        vec![json!(["reply"])],
        vec![json!(["reply", "x", 7, "soon", 1, null])],
        vec![json!(["reply", 1e300]), json!([[[]]])],
        vec![json!(["done"])],
        vec![json!(["late"])],
        vec![json!(["token", {}])],
        vec![json!({"reply": 200})],
    ] {
        let agent = json!({"name": "x"});
        let (number, sent) = host.begin("createAgent", &[agent], Value::Null, false);
        assert_eq!(sent[0], "send");
        let number = number.unwrap();
        let end = host.turn(number, &came);
        assert_eq!(end[0], "failed", "{came:?}");
        host.tell(news::FORGET, number);
        host.tell(news::FORGET, number);
        assert!(host.turn(number, &came).is_null());
    }
    assert!(
        host.ask(question::TURN, 9_999, &[json!([1, 2, 3])])
            .is_null()
    );
    assert!(host.ask(9_999, 0, &[json!(1)]).is_null());
    assert_eq!(host.tell(9_999, 0), 0.0);
    host.agent();
}

#[wasm_bindgen_test]
fn a_list_turns_its_pages() {
    let host = Host::new();
    for _ in 0..5 {
        host.agent();
    }
    let page = |query: &Value, held: Value| {
        let held = held.as_array().cloned().unwrap_or_default();
        let words = [vec![json!("listAgents"), query.clone()], held].concat();
        host.ask(question::PAGE, 0, &[words.into()])
    };
    let mut next = page(&json!({"pageSize": 2}), Value::Null);
    let mut names = 0;
    while next[0] == "page" {
        let query = next[1].clone();
        let list = host.call("listAgents", std::slice::from_ref(&query), Value::Null);
        let list = list.unwrap();
        let items = list[next[2].as_str().unwrap()].as_array().unwrap().len();
        names += items;
        next = page(&query, json!([items, null, list["hasMore"]]));
    }
    assert_eq!(next, json!(["done"]));
    assert_eq!(names, 5);
    let query = json!({"pageSize": "two"});
    let refused = host.call("listAgents", &[query], Value::Null);
    assert_eq!(refused.unwrap_err()["kind"], "Input");
    let bad = page(&json!({}), json!([false, null, null]));
    assert_eq!(bad[0], "failed");
    assert_eq!(bad[1]["code"], "bad_reply");
}

#[wasm_bindgen_test]
fn a_token_is_cleaned_and_shows_in_no_error() {
    let host = Host::new();
    let token = |given: &str| host.ask(question::TOKEN, 0, &[json!([given])]);
    assert_eq!(token(" tok_secret\n"), "tok_secret");
    assert!(token("two words").is_null());
    let (number, _) = host.begin("listAgents", &[], Value::Null, false);
    let number = number.unwrap();
    host.tell(news::INTERRUPT, number);
    let end = host.turn(number, &[json!(["broken", "tok_secret was refused"])]);
    assert!(!end.to_string().contains("tok_secret"), "{end}");
}

#[wasm_bindgen_test]
fn requests_wait_for_their_turns() {
    let mut atoms = connect(json!({"maxRequestsPerSecond": 1})).unwrap();
    let mut tell = |news, place| atoms.tell(news, place, 0.0);
    let places = [0, 1].map(|_| tell(news::JOIN, 0) as u32);
    assert_eq!(tell(news::ASK, places[1]), -1.0);
    assert_eq!(tell(news::ASK, places[0]), 0.0);
    tell(news::STARTED, 0);
    assert!(tell(news::ASK, places[1]) >= 1_000.0);
    tell(news::LEAVE, places[1]);
    assert_eq!(tell(news::ASK, places[1]), -1.0);
    assert_eq!(tell(news::HELD, 0), 0.0);
}
