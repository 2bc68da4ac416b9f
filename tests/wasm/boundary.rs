//! What crosses the boundary, and what must not break it.

use super::host::{Host, bytes, connect, read};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const ID: &str = "0123456789abcdef01234567";

#[wasm_bindgen_test]
fn a_release_serves_what_was_patched() {
    let host = Host::new();
    let agent_id = host.agent();
    let patch = json!({"firstMessage": "Grüße 👋"});
    let arguments = [agent_id.clone(), patch.clone()];
    let number = host.begin("release", &arguments, json!({"label": "v2"}));
    let about = read(&host.atoms.arguments(number));
    assert_eq!(about, json!({"label": "v2", "patch": patch}));
    let report = host.drive(number).unwrap();
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
        let number = host.begin(name, &arguments, options.clone());
        assert!(host.atoms.refusal(number).is_some(), "{name}");
        let error = host.drive(number).unwrap_err();
        assert_eq!(error["kind"], "Input", "{name}");
        assert_eq!(error["code"], "invalid_input");
    }
    assert!(host.requests.borrow().is_empty());
    host.agent();
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
    let number = host.begin("listAgents", &[], Value::Null);
    host.atoms.interrupt(number);
    let error = host.drive(number).unwrap_err();
    assert_eq!(error["kind"], "Abort");
    assert!(host.requests.borrow().is_empty());
}

#[wasm_bindgen_test]
fn a_write_that_was_late_may_have_happened() {
    let host = Host::new();
    let agent = json!({"name": "x"});
    let number = host.begin("createAgent", &[agent], json!({"timeoutMs": 20}));
    let sent = host.turn(number, &[]);
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
        let number = host.begin("createAgent", &[json!({"name": "x"})], Value::Null);
        assert_eq!(host.turn(number, &[])[0], "send");
        let end = host.turn(number, &came);
        assert_eq!(end[0], "failed", "{came:?}");
        host.atoms.forget(number);
        host.atoms.forget(number);
        assert!(host.turn(number, &came).is_null());
    }
    assert!(read(&host.atoms.turn(9_999, 0.0, &[1, 2, 3])).is_null());
    host.agent();
}

#[wasm_bindgen_test]
fn a_list_turns_its_pages() {
    let host = Host::new();
    for _ in 0..5 {
        host.agent();
    }
    let query = bytes(&[json!({"pageSize": 2})]);
    let pages = host.atoms.pages("listAgents", &query, &[]);
    let mut pages = pages.unwrap_or_else(|_| panic!("the query is good"));
    let mut names = 0;
    loop {
        let page = host.drive(pages.begin(host.now_ms.get(), 7.0)).unwrap();
        let items = page[pages.items_field()].as_array().unwrap().len();
        names += items;
        if !pages.advance(items as u32, f64::NAN, page["hasMore"].as_bool()) {
            break;
        }
    }
    assert_eq!(names, 5);
    let query = bytes(&[json!({"pageSize": "two"})]);
    let refused = host.atoms.pages("listAgents", &query, &[]).err().unwrap();
    assert_eq!(read(&refused)["kind"], "Input");
    assert_eq!(read(&pages.bad_page())["code"], "bad_reply");
}

#[wasm_bindgen_test]
fn a_token_is_cleaned_and_shows_in_no_error() {
    let host = Host::new();
    assert_eq!(
        host.atoms.token(" tok_secret\n").as_deref(),
        Some("tok_secret")
    );
    assert_eq!(host.atoms.token("two words"), None);
    let number = host.begin("listAgents", &[], Value::Null);
    host.turn(number, &[]);
    host.atoms.interrupt(number);
    let end = host.turn(number, &[json!(["broken", "tok_secret was refused"])]);
    assert!(!end.to_string().contains("tok_secret"), "{end}");
}

#[wasm_bindgen_test]
fn requests_wait_for_their_turns() {
    let atoms = connect(json!({"maxRequestsPerSecond": 1})).unwrap();
    let (first, second) = (atoms.join(), atoms.join());
    assert_eq!(atoms.ask(second, 0.0), -1.0);
    assert_eq!(atoms.ask(first, 0.0), 0.0);
    atoms.started(0.0);
    assert_eq!(atoms.first(), Some(second));
    assert!(atoms.ask(second, 0.0) >= 1_000.0);
    atoms.leave(second);
    assert_eq!(atoms.first(), None);
    assert!(!atoms.is_held(0.0));
}
