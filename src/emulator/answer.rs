//! The platform's envelopes.

use super::json::{Out, Raw, ToJson, object, to_text};
use super::wire::Response;
use std::borrow::Cow;

const JSON: &str = "application/json; charset=utf-8";
/// Most bodies, in bytes, are not larger.
const USUAL_BODY: usize = 16 << 10;

/// A refusal, in a box: most handlers can end with one at a dozen places, and
/// each of these would move it whole.
#[derive(Debug)]
pub struct Failure(Box<Refusal>);

/// A refusal in the platform's envelope:
/// `{"status": false, "error_type"?, "errors": [text], "data"?}`.
#[derive(Debug)]
struct Refusal {
    status: u16,
    error_type: Option<&'static str>,
    errors: Vec<Cow<'static, str>>,
    /// JSON.
    data: Option<Vec<u8>>,
}

impl Failure {
    pub fn new(status: u16, error: impl Into<Cow<'static, str>>) -> Self {
        Self::of(status, error.into())
    }

    fn of(status: u16, error: Cow<'static, str>) -> Self {
        Self(Box::new(Refusal {
            status,
            error_type: None,
            errors: vec![error],
            data: None,
        }))
    }

    /// A conflict that names each of its causes.
    pub fn conflicts(errors: Vec<Cow<'static, str>>, data: Option<Vec<u8>>) -> Self {
        Self(Box::new(Refusal {
            status: 409,
            error_type: None,
            errors,
            data,
        }))
    }

    /// With the word that programs tell it by.
    pub fn of_type(mut self, error_type: &'static str) -> Self {
        self.0.error_type = Some(error_type);
        self
    }

    pub fn bad_request(error: impl Into<Cow<'static, str>>) -> Self {
        Self::new(400, error)
    }

    /// A body or query that does not fit its schema.
    pub fn input(issue: &str) -> Self {
        Self::new(400, format!("Invalid Input: {issue}"))
    }

    pub fn forbidden(error: impl Into<Cow<'static, str>>) -> Self {
        Self::new(403, error)
    }

    pub fn not_found(error: impl Into<Cow<'static, str>>) -> Self {
        Self::new(404, error)
    }

    pub fn conflict(error: impl Into<Cow<'static, str>>) -> Self {
        Self::new(409, error)
    }
}

impl From<Failure> for Response {
    fn from(Failure(refusal): Failure) -> Self {
        let body = object(|out| {
            out.field("status", &false);
            out.optional("error_type", refusal.error_type.as_ref());
            out.field("errors", &refusal.errors);
            out.optional("data", refusal.data.as_deref().map(Raw).as_ref());
        });
        Self::json(refusal.status, &body)
    }
}

impl Response {
    /// Success with its data.
    pub(super) fn success<T: ToJson + ?Sized>(status: u16, data: &T) -> Self {
        let mut out = Out::with_capacity(USUAL_BODY);
        out.raw(b"{\"status\":true,\"data\":");
        data.write(&mut out);
        out.raw(b"}");
        Self::with(status, JSON, out.into_bytes())
    }

    /// 200 with its data.
    pub(super) fn ok<T: ToJson + ?Sized>(data: &T) -> Self {
        Self::success(200, data)
    }

    /// Any JSON.
    pub(super) fn json<T: ToJson>(status: u16, body: &T) -> Self {
        Self::with(status, JSON, to_text(body))
    }

    /// What the platform's router says about a route that it doesn't have: a
    /// page, not an envelope.
    pub(super) fn no_route(method: &str, path: &str) -> Self {
        let (path, _) = path.split_once('?').unwrap_or((path, ""));
        let said = escape(&format!("Cannot {method} {path}"));
        let page = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Error</title>\n</head>\n<body>\n<pre>{said}</pre>\n</body>\n</html>\n"
        );
        Self::with(404, "text/html; charset=utf-8", page.into())
    }

    fn with(status: u16, content_type: &'static str, body: Vec<u8>) -> Self {
        let mut response = Self {
            status,
            headers: Vec::with_capacity(10),
            body,
        };
        response.set_header("content-type", content_type);
        response
    }

    pub(super) fn set_header(&mut self, name: &'static str, value: impl Into<Cow<'static, str>>) {
        self.headers.push((name, value.into()));
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
