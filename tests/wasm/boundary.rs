//! What only a JavaScript host can show: promises, errors, iterators, aborts.

use super::host::{Host, array, call, connect, failed, get, object, ok, text};
use js_sys::{Function, JSON, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::AbortController;

const NONE: JsValue = JsValue::UNDEFINED;

#[wasm_bindgen_test]
async fn a_release_serves_what_was_patched() {
    let host = Host::new();
    let agent_id = host.agent().await;
    let patch = object(&[("firstMessage", "Grüße 👋".into())]);
    let steps = js_sys::Array::new();
    let seen = steps.clone();
    let on_progress = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
        seen.push(&get(&event, "step"));
    });
    let options = object(&[
        ("label", "v2".into()),
        ("onProgress", on_progress.into_js_value()),
    ]);
    let report = ok(call(&host.atoms, "release", [&agent_id, &patch], &options)).await;
    assert_eq!(text(&report, "outcome"), "released");
    assert!(steps.includes(&"verify".into(), 0));
    let agent = ok(call(&host.atoms, "getAgent", [&agent_id, &NONE], &NONE)).await;
    assert_eq!(text(&agent, "activeVersionId"), text(&report, "versionId"));
    let resolved = get(&agent, "_resolvedConfig");
    assert_eq!(text(&resolved, "firstMessage"), "Grüße 👋");
}

#[wasm_bindgen_test]
async fn what_is_refused_is_an_error_object_and_sends_nothing() {
    let host = Host::new();
    let cyclic = object(&[("firstMessage", "x".into())]);
    js_sys::Reflect::set(&cyclic, &"self".into(), &cyclic).unwrap();
    let id = JsValue::from("0123456789abcdef01234567");
    for promise in [
        call(&host.atoms, "getAgent", [&"../x".into(), &NONE], &NONE),
        call(&host.atoms, "getAgent", [&7.into(), &NONE], &NONE),
        call(&host.atoms, "release", [&id, &cyclic], &NONE),
        call(
            &host.atoms,
            "release",
            [&id, &JsValue::bigint_from_str("1")],
            &NONE,
        ),
        call(&host.atoms, "forkDraft", [&id, &object(&[])], &NONE),
        call(
            &host.atoms,
            "rollback",
            [&id],
            &object(&[("signal", 1.into())]),
        ),
    ] {
        let error = failed(promise).await;
        assert!(error.is_instance_of::<js_sys::Error>());
        assert_eq!(text(&error, "name"), "Input");
        assert_eq!(text(&error, "code"), "invalid_input");
    }
    assert!(host.requests.borrow().is_empty());
    host.agent().await;
}

#[wasm_bindgen_test]
async fn a_platform_refusal_has_its_status() {
    let host = Host::new();
    let missing = "0123456789abcdef01234567";
    let error = failed(call(
        &host.atoms,
        "getAgent",
        [&missing.into(), &NONE],
        &NONE,
    ))
    .await;
    assert_eq!(text(&error, "name"), "NotFound");
    assert_eq!(get(&error, "status"), 400);
}

#[wasm_bindgen_test]
async fn an_abort_ends_a_fetch_that_never_answers() {
    let never = Function::new_no_args("return new Promise(() => {})");
    let atoms = connect(&never);
    let controller = AbortController::new().unwrap();
    let options = object(&[("signal", controller.signal().into())]);
    let call = call(&atoms, "listAgents", [&NONE], &options);
    controller.abort_with_reason(&"enough".into());
    let error = failed(call).await;
    assert_eq!(text(&error, "name"), "Abort");
    assert_eq!(text(&error, "reason"), "enough");
}

#[wasm_bindgen_test]
async fn a_timeout_aborts_its_fetch() {
    let fetch = Function::new_with_args(
        "url, init",
        "return new Promise((_, no) => init.signal.addEventListener('abort', () => { globalThis.abortSeen = true; no(new Error('aborted')); }))",
    );
    let atoms = connect(&fetch);
    let options = object(&[("timeoutMs", 20.into())]);
    let error = failed(call(
        &atoms,
        "createAgent",
        [&object(&[("name", "x".into())])],
        &options,
    ))
    .await;
    // Whether the agent was created is not known; the timeout is why.
    assert_eq!(text(&error, "name"), "OutcomeUnknown");
    assert_eq!(text(&get(&error, "cause"), "kind"), "Timeout");
    assert_eq!(get(&js_sys::global(), "abortSeen"), JsValue::TRUE);
}

#[wasm_bindgen_test]
async fn a_fetch_that_gives_nonsense_poisons_nothing() {
    for body in [
        "return undefined",
        "return 7",
        "throw 'text'",
        "throw undefined",
        "return Promise.reject(null)",
        "return { status: 200, text: () => { throw new Error('x') } }",
        "return { status: 'x', headers: null, text: () => 7 }",
        "return { text: async () => ({}) }",
        "return { status: 200, headers: { get: () => { throw 1 } }, text: () => '{\"status\":true,\"data\":1}' }",
    ] {
        let atoms = connect(&Function::new_no_args(body));
        let retry_once = object(&[("timeoutMs", 50.into())]);
        let call = call(
            &atoms,
            "createAgent",
            [&object(&[("name", "x".into())])],
            &retry_once,
        );
        // Only the last one is a reply that can be read.
        let _ = wasm_bindgen_futures::JsFuture::from(call).await;
    }
    Host::new().agent().await;
}

#[wasm_bindgen_test]
async fn an_iterator_turns_pages() {
    let host = Host::new();
    for _ in 0..5 {
        host.agent().await;
    }
    let query = object(&[("pageSize", 2.into())]);
    let agents = host
        .atoms
        .pages("listAgents", &js_sys::Array::of1(&query), &NONE)
        .unwrap_or_else(|_| panic!("the query is good"));
    let mut names = 0;
    loop {
        let page = ok(agents.next()).await;
        if page.is_undefined() {
            break;
        }
        names += array(&page).length();
    }
    assert_eq!(names, 5);
    let lists = host.requests.borrow();
    let lists = lists.iter().filter(|line| line.starts_with("GET"));
    assert_eq!(lists.count(), 3);
}

#[wasm_bindgen_test]
async fn documents_are_what_json_parse_gave() {
    let body = r#"{"status":true,"data":{"agents":[{"_id":"a","new":{"deep":[1,null,"é"]},"n":12345678.9}],"future":true}}"#;
    let fetch = Function::new_no_args(&format!(
        "return Promise.resolve(new Response({}))",
        JSON::stringify(&body.into()).unwrap()
    ));
    let page = ok(call(&connect(&fetch), "listAgents", [&NONE], &NONE)).await;
    let data = get(&JSON::parse(body).unwrap(), "data");
    assert_eq!(
        String::from(JSON::stringify(&page).unwrap()),
        String::from(JSON::stringify(&data).unwrap())
    );
    assert_eq!(array(&get(&page, "agents")).length(), 1);
}

#[wasm_bindgen_test]
async fn freeing_in_mid_call_is_safe() {
    let host = Host::new();
    let call = call(&host.atoms, "listAgents", [&NONE], &NONE);
    drop(host.atoms);
    ok(call).await;
    ok(Promise::resolve(&NONE)).await;
}
