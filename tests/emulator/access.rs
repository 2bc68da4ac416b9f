//! Keys, cookies, rate limit, CORS, request ids.

use crate::platform::{Platform, request};
use atoms_lifecycle::emulator::{Options, RateLimitBody, Request};
use serde_json::{Value, json};
use std::collections::HashSet;

fn with_header(name: &str, value: &str) -> Request {
    Request {
        headers: vec![(name.to_owned(), value.to_owned())],
        ..request("GET", "/agent", Value::Null)
    }
}

#[test]
fn a_key_is_needed() {
    let mut platform = Platform::new();
    let bare = Request {
        headers: Vec::new(),
        ..request("GET", "/agent", Value::Null)
    };
    platform
        .send(&bare)
        .refused(401, "Unauthorized: User not found");
    for bad in [
        "",
        "Bearer",
        "Bearer ",
        "sk_test",
        "Basic sk_test",
        "Bearer sk test",
    ] {
        platform
            .send(&with_header("authorization", bad))
            .refused(401, "Unauthorized: User not found");
    }
    platform
        .send(&with_header("cookie", "session=1"))
        .refused(401, "Unauthorized: User not found");
    for good in ["Bearer sk_test", "bearer x"] {
        assert_eq!(
            platform.send(&with_header("AUTHORIZATION", good)).status,
            200
        );
    }
}

#[test]
fn keys_may_be_listed_and_cookies_allowed() {
    let mut platform = Platform::with(Options {
        api_keys: vec!["sk_one".into()],
        cookie_sessions: true,
        ..Options::default()
    });
    assert_eq!(platform.get("/agent").status, 401);
    for (name, value) in [("Authorization", "Bearer sk_one"), ("Cookie", "session=1")] {
        assert_eq!(
            platform.send(&with_header(name, value)).status,
            200,
            "{name}"
        );
    }
}

#[test]
fn too_many_requests_in_a_second() {
    for (body, expected) in [
        (
            RateLimitBody::Flat,
            json!({
                "status": false,
                "error": "Rate limit exceeded",
                "code": "RATE_LIMIT_EXCEEDED",
                "retry_after": 1,
            }),
        ),
        (
            RateLimitBody::Nested,
            json!({
                "message": "Rate limit exceeded",
                "rateLimit": {"routeClass": "default", "limit": 2, "retryAfterSec": 1},
            }),
        ),
    ] {
        let mut platform = Platform::with(Options {
            requests_per_second: 2,
            rate_limit_body: body,
            ..Options::default()
        });
        assert_eq!(platform.get("/agent").status, 200);
        assert_eq!(platform.get("/agent").status, 200);
        let refused = platform.get("/agent");
        assert_eq!(refused.status, 429);
        assert_eq!(refused.header("retry-after"), Some("1"));
        assert_eq!(refused.json(), expected);
        platform.wait(1_000);
        assert_eq!(platform.get("/agent").status, 200);
    }
}

#[test]
fn a_page_of_any_origin_may_read() {
    let mut platform = Platform::new();
    let preflight = Request {
        method: "OPTIONS".into(),
        headers: vec![
            ("Origin".into(), "http://localhost:3000".into()),
            (
                "Access-Control-Request-Headers".into(),
                "authorization,x-mine".into(),
            ),
        ],
        ..request("OPTIONS", "/agent", Value::Null)
    };
    let answer = platform.send(&preflight);
    assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert_eq!(
        answer.header("access-control-allow-headers"),
        Some("authorization,x-mine")
    );
    assert!(
        answer
            .header("access-control-allow-methods")
            .unwrap()
            .contains("PATCH")
    );
    for path in ["/agent", "/nowhere"] {
        let answer = platform.get(path);
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
        let exposed = answer.header("access-control-expose-headers").unwrap();
        for name in ["x-request-id", "retry-after", "deprecation", "sunset"] {
            assert!(exposed.contains(name), "{name}");
        }
    }
}

#[test]
fn with_cookies_the_origin_is_named() {
    let mut platform = Platform::with(Options {
        cookie_sessions: true,
        ..Options::default()
    });
    let mut request = with_header("cookie", "session=1");
    request
        .headers
        .push(("origin".into(), "http://page".into()));
    let answer = platform.send(&request);
    assert_eq!(
        answer.header("access-control-allow-origin"),
        Some("http://page")
    );
    assert_eq!(
        answer.header("access-control-allow-credentials"),
        Some("true")
    );
    request.headers[1].1 = "http://page\r\nx: y".into();
    let answer = platform.send(&request);
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
}

#[test]
fn every_response_has_its_own_request_id_and_a_type() {
    let mut platform = Platform::new();
    let mut seen = HashSet::new();
    for path in ["/agent", "/agent", "/nowhere", "/agent/x"] {
        let answer = platform.get(path);
        assert!(seen.insert(answer.header("x-request-id").unwrap().to_owned()));
        assert!(answer.header("content-type").is_some(), "{path}");
    }
}
