//! Requests that nobody means well with. Each gets an answer, none a panic.

use crate::platform::{Platform, request};
use atoms_lifecycle::emulator::Request;
use serde_json::{Value, json};

fn with_body(path: &str, body: impl Into<Vec<u8>>) -> Request {
    Request {
        body: body.into(),
        ..request("POST", path, Value::Null)
    }
}

#[test]
fn bodies_that_are_not_json() {
    let mut platform = Platform::new();
    let deep = format!("{{\"name\":{}", "[".repeat(10_000));
    let long_name = json!({"name": "n".repeat(1 << 20)}).to_string();
    for (body, status) in [
        (b"{".to_vec(), 400),
        (b"nonsense".to_vec(), 400),
        (b"\xff\xfe{\"name\":\"a\"}".to_vec(), 400),
        (b"{\"name\":\"\xff\"}".to_vec(), 400),
        (b"{\"name\":\"\\ud800\"}".to_vec(), 400),
        (b"1".to_vec(), 400),
        (b"null".to_vec(), 400),
        (deep.into_bytes(), 400),
        (vec![b'['; 1 << 19], 400),
        (long_name.into_bytes(), 413),
        (vec![0; 1 << 20], 400),
    ] {
        let answer = platform.send(&with_body("/agent", body));
        assert_eq!(answer.status, status, "{}", answer.text);
        assert_eq!(answer.json()["status"], false);
        assert!(answer.text.len() < 1_000);
    }
    assert_eq!(platform.get("/agent").data()["totalCount"], 0);
}

#[test]
fn deep_values_merge_without_end() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let draft = platform.fork(&agent, &first);
    // As deep as is taken.
    let deep = format!("{}1{}", "{\"a\":".repeat(119), "}".repeat(119));
    let body = format!("{{\"defaultVariables\":{deep}}}");
    for _ in 0..2 {
        let patch = Request {
            method: "PATCH".into(),
            ..with_body(&format!("{draft}/config"), body.clone())
        };
        assert_eq!(platform.send(&patch).status, 200);
    }
    let snapshot = platform.emulator.snapshot();
    assert_eq!(platform.emulator.restore(&snapshot), Ok(()));
}

#[test]
fn a_value_that_was_taken_can_be_read_wherever_it_shows() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let workflow = platform.get(&agent).data()["workflowId"].clone();
    let workflow = format!("/workflow/{}", workflow.as_str().unwrap());
    // Answers, diffs and snapshots put levels of their own around it.
    let mut taken = 0;
    for depth in 110..130 {
        let deep = format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
        let draft = platform.fork(&agent, &first);
        let patch = |path: &str, body: String| Request {
            method: "PATCH".into(),
            ..with_body(path, body)
        };
        let edit = format!("{{\"defaultVariables\":{deep}}}");
        let edited = platform.send(&patch(&format!("{draft}/config"), edit));
        let graph = format!("{{\"type\":\"workflow_graph\",\"workflowGraph\":{deep}}}");
        let written = platform.send(&patch(&workflow, graph));
        assert_eq!(edited.status, written.status, "{depth}");
        if edited.status == 400 {
            assert!(edited.text.contains("Invalid JSON"), "{}", edited.text);
            continue;
        }
        taken = depth;
        platform.get(&format!("{draft}/diff")).data();
        let published = platform.call("POST", &format!("{draft}/publish"), json!({}));
        let version = published.data()["_id"].as_str().unwrap().to_owned();
        platform.get(&format!("{agent}/versions/{version}")).data();
        let sides = format!("baseId={first}&compareId={version}");
        platform
            .get(&format!("{agent}/versions/diff?{sides}"))
            .data();
        let snapshot = platform.emulator.snapshot();
        assert_eq!(platform.emulator.restore(&snapshot), Ok(()), "{depth}");
    }
    assert_eq!(taken, 119, "with the object around it");
}

#[test]
fn paths_that_lead_nowhere() {
    let mut platform = Platform::new();
    for path in [
        "",
        "/",
        "/nowhere",
        "/agent/a/b/c/d/e/f",
        "/agent//drafts",
        "/agent/%2e%2e/versions/../x/y",
    ] {
        let answer = platform.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text.contains("Cannot GET /atoms/v1"), "{path}");
    }
    let elsewhere = Request {
        path: "/other/v1/agent".into(),
        ..request("GET", "", Value::Null)
    };
    assert_eq!(platform.send(&elsewhere).status, 404);
    let script = platform.get("/<script>'\"&?x=<b>");
    assert!(script.text.contains("/&lt;script&gt;&#39;&quot;&amp;<"));
    for method in ["", "get", "TRACE", "PUT", "\u{0}"] {
        assert_eq!(platform.call(method, "/agent", Value::Null).status, 404);
    }
    platform.get("/agent/%").refused(400, "Invalid agent id");
    platform
        .get("/agent/%ff%00")
        .refused(400, "Invalid agent id");
    platform
        .get("/agent/a%2fb")
        .refused(400, "Invalid agent id");
    assert_eq!(
        platform.get("/agent/").status,
        200,
        "the list, as documented"
    );
}

#[test]
fn huge_queries() {
    let mut platform = Platform::new();
    let long = platform.get(&format!("/agent?search={}", "x".repeat(100_000)));
    long.refused(414, "Request URI is too long");
    let many = platform.get(&format!("/agent?{}", "a=b&".repeat(4_000)));
    assert_eq!(many.status, 200);
    let odd = platform.get("/agent?&&=&%=%&page&search=%F0%9F&page=1");
    assert_eq!(odd.status, 400, "an empty page is no number");
    for number in ["18446744073709551616", "-9223372036854775809", "1e3", "０"] {
        let answer = platform.get(&format!("/agent?page={number}"));
        assert_eq!(answer.status, 400, "{number}");
    }
}

#[test]
fn a_head_request_is_a_get_without_a_body() {
    let mut platform = Platform::new();
    let (agent, _) = platform.agent();
    let answer = platform.call("HEAD", &agent, Value::Null);
    assert_eq!((answer.status, answer.text.as_str()), (200, ""));
    for (path, status) in [
        ("/nowhere".to_owned(), 404),
        ("/agent/a".to_owned(), 400),
        (format!("/agent?search={}", "x".repeat(100_000)), 414),
    ] {
        let answer = platform.call("HEAD", &path, Value::Null);
        assert_eq!((answer.status, answer.text.as_str()), (status, ""));
    }
    let unsigned = Request {
        headers: Vec::new(),
        ..request("HEAD", "/agent", Value::Null)
    };
    let answer = platform.send(&unsigned);
    assert_eq!((answer.status, answer.text.as_str()), (401, ""));
}
