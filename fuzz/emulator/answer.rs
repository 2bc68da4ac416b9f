//! Whether a response is one that the platform could give.

use atoms_lifecycle::core::reply::Reply;
use atoms_lifecycle::emulator::{Request, Response};
use serde_json::Value;

/// Checks a response, and returns its request id.
pub fn check(request: &Request, response: &Response) -> String {
    let asked = format!("{} {}", request.method, request.path);
    assert!((200..=599).contains(&response.status), "{asked}");
    for (name, value) in &response.headers {
        let is_plain = |text: &str| text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        assert!(
            is_plain(name) && is_plain(value),
            "{asked}: {name}: {value}"
        );
    }
    let header = |name: &str| {
        let mut headers = response.headers.iter();
        headers
            .find(|(given, _)| *given == name)
            .map(|(_, value)| value.as_ref())
    };
    let text = std::str::from_utf8(&response.body).unwrap();
    let is_head = request.method.eq_ignore_ascii_case("HEAD");
    if is_head || response.status == 204 {
        assert_eq!(text, "", "{asked}");
    } else if header("content-type") == Some("text/html; charset=utf-8") {
        assert_eq!(response.status, 404, "{asked}");
        assert!(text.contains("<pre>Cannot "), "{asked}");
    } else {
        assert_eq!(
            header("content-type"),
            Some("application/json; charset=utf-8"),
            "{asked}"
        );
        check_envelope(response.status, text, &asked);
    }
    header("x-request-id").unwrap().to_owned()
}

/// An envelope that says what its status says, to both who read it.
fn check_envelope(status: u16, text: &str, asked: &str) {
    let reply = Reply::new(status, text);
    let envelope: Value =
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{asked}: {error}"));
    if status < 300 {
        assert_eq!(envelope["status"], true, "{asked}");
        assert_eq!(reply.accepted(), Ok(()), "{asked}");
        return;
    }
    // The other body of a 429 has no status.
    assert!(
        status == 429 || envelope["status"] == false,
        "{asked}: {text}"
    );
    let error = reply.failure();
    assert!(!error.errors.is_empty(), "{asked}: {text}");
    if let Some(errors) = envelope["errors"].as_array() {
        assert!(
            errors
                .iter()
                .map(|it| it.as_str().unwrap())
                .eq(error.errors.iter()),
            "{asked}"
        );
    }
}
