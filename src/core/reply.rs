//! From an HTTP reply to a value or an [`Error`].

use super::error::{Error, Kind};
use super::json::{self, Json};
use super::model::branch_draft::DraftConflict;
use super::refusal::{Body, Meaning, kind, meaning};
use super::rows::rows;
use super::search;
use super::text::{decimal, fill};
use alloc::borrow::ToOwned;
use alloc::string::String;

/// The code of a reply that is not what the platform sends.
pub const BAD_REPLY: &str = "bad_reply";

/// How much of a text that is not JSON an error shows.
const SNIPPET_CHARS: usize = 160;
/// How much of a body may be worth reading for that: white space is left out.
const SHOWN_CHARS: usize = 2 * SNIPPET_CHARS;

/// A complete HTTP reply.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The `x-request-id` header.
    pub request_id: Option<String>,
    /// The `Retry-After` header, in seconds. Whoever drives this has a clock,
    /// and turns a date into them.
    pub retry_after_s: Option<f64>,
    /// What the body says, unless it is no JSON.
    pub document: Option<Json>,
    /// The body, or as much of its beginning as an error may show.
    pub text: String,
}

impl Reply {
    /// A reply with this body.
    pub fn new(status: u16, body: &str) -> Self {
        Self {
            status,
            document: json::parse(body),
            text: body.to_owned(),
            ..Self::default()
        }
    }

    /// Whether the status says success; the envelope may still say otherwise.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The `data` of a success.
    pub fn data(&self) -> Result<&Json, Error> {
        match self.envelope()?.get("data") {
            Some(data) if !data.is_null() => Ok(data),
            _ => Err(self.bad("has no data")),
        }
    }

    /// What is read out of `data`, or an error that names what it lacks.
    pub fn facts<'a, T>(
        &'a self,
        read: fn(&'a Json) -> Result<T, &'static str>,
    ) -> Result<T, Error> {
        read(self.data()?).map_err(|lacking| self.lacks(lacking))
    }

    /// The same reply with nothing but what rows say of themselves.
    pub fn rows(mut self) -> Self {
        if let Some(document) = &self.document {
            self.document = Some(rows(document));
            self.text = search::first(&self.text, SHOWN_CHARS).to_owned();
        }
        self
    }

    /// Success with some `data`, whatever it is.
    pub fn has_data(&self) -> Result<(), Error> {
        self.data().map(|_| ())
    }

    /// Success without reading `data`, which some writes leave null.
    pub fn accepted(&self) -> Result<(), Error> {
        if self.status == 204 {
            return Ok(());
        }
        self.envelope().map(|_| ())
    }

    /// The whole body, which says success.
    fn envelope(&self) -> Result<&Json, Error> {
        if !self.is_success() {
            return Err(self.failure());
        }
        let Some(body) = &self.document else {
            return Err(self.bad("is not complete JSON"));
        };
        if !body.is_object() {
            return Err(self.lacks("an envelope"));
        }
        match body.get("status") {
            None | Some(Json::Null | Json::Bool(true)) => Ok(body),
            Some(Json::Bool(false)) => Err(self.failure()),
            Some(_) => Err(self.lacks("a boolean status")),
        }
    }

    fn lacks(&self, what: &str) -> Error {
        self.bad(&fill("lacks what this call needs ({})", &[what]))
    }

    /// A success status around something the platform doesn't send.
    pub fn bad(&self, problem: &str) -> Error {
        let message = fill(
            "the reply ({}) {}; something between here and the platform may have answered{}",
            &[&decimal(self.status.into()), problem, &snippet(&self.text)],
        );
        self.error(Kind::Api, BAD_REPLY, message)
    }

    /// The error that a reply stands for.
    pub fn failure(&self) -> Error {
        let body = Body::read(self.document.as_ref());
        let kind = kind(self.status, &body);
        let Meaning {
            code,
            happened,
            mut advice,
            ..
        } = *meaning(kind);
        let mut said = String::new();
        let mut between = "";
        for error in &body.errors {
            said.push_str(between);
            said.push_str(error);
            between = "; ";
        }
        if body.errors.is_empty() {
            said = fill("no error text{}", &[&snippet(&self.text)]);
            // The platform says what is missing; a page comes from elsewhere.
            if kind == Kind::NotFound {
                advice = "check baseUrl: it ends in /atoms/v1, as a rule";
            }
        }
        let message = fill(
            "{} ({}): {}; {}",
            &[happened, &decimal(self.status.into()), &said, advice],
        );
        let mut error = self.error(kind, body.code().unwrap_or(code), message);
        if let Some(seconds) = self.retry_after_s.or(body.retry_after_s())
            && (0.0..=f64::MAX).contains(&seconds)
        {
            error.retry_after_ms = Some((seconds * 1_000.0) as u64);
        }
        let data = body.data();
        if kind == Kind::DraftConflict {
            error.details = DraftConflict::read(&body.errors, data);
        }
        error.errors = body.errors;
        if !data.is_null() {
            return error.with_detail("data", data.clone());
        }
        error
    }

    /// An error of this reply.
    fn error(&self, kind: Kind, code: &str, message: String) -> Error {
        let mut error = Error::new(kind, code, message);
        error.status = Some(self.status);
        error.request_id.clone_from(&self.request_id);
        error
    }
}

fn snippet(body: &str) -> String {
    let mut short = String::new();
    let mut length = 0;
    let mut rest = body;
    while !rest.is_empty() {
        let (word, after) = search::split(rest, char::is_whitespace).unwrap_or((rest, ""));
        rest = after;
        if word.is_empty() {
            continue;
        }
        if short.is_empty() && word.starts_with('<') {
            return " (an HTML page)".to_owned();
        }
        let added = search::length(word);
        if length + added > SNIPPET_CHARS {
            short.push('…');
            break;
        }
        length += 1 + added;
        short.push(' ');
        short.push_str(word);
    }
    if short.is_empty() {
        return " (empty body)".to_owned();
    }
    fill(" (body:{})", &[&short])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(status: u16, body: &str) -> Reply {
        Reply {
            request_id: Some("req_1".into()),
            ..Reply::new(status, body)
        }
    }

    #[test]
    fn rows_are_kept_without_their_configs() {
        let body = r#"{"status":true,"data":{"revisions":[{"_id":"r","config":{"a":1},"securityCheck":{"status":"passed"}}],"version":{"_id":"v","blocks":[1]},"total":1}}"#;
        let rows = reply(200, body).rows();
        let kept = r#"{"status":true,"data":{"revisions":[{"_id":"r","securityCheck":{"status":"passed"}}],"version":{"_id":"v"},"total":1}}"#;
        assert_eq!(rows.document, json::parse(kept));
        assert!(reply(200, "<html>").rows().data().is_err());
    }

    #[test]
    fn what_is_lacking_is_named() {
        let reply = reply(
            200,
            r#"{"status":true,"data":{"name":"a","new":{"x":[1]}}}"#,
        );
        let name = |data: &Json| match data.get("name") {
            Some(Json::String(name)) => Ok(name.clone()),
            _ => Err("name"),
        };
        assert_eq!(&*reply.facts(name).unwrap(), "a");
        let error = reply.facts::<()>(|_| Err("draftId")).unwrap_err();
        assert_eq!(error.code, BAD_REPLY);
        assert!(error.message.contains("(draftId)"), "{}", error.message);
    }

    #[test]
    fn classes_follow_status_and_meaning() {
        for (status, body, kind, code) in [
            (
                400,
                r#"{"errors":["No agent found"]}"#,
                Kind::NotFound,
                "not_found",
            ),
            (
                400,
                r#"{"errors":["Invalid Input: Required"]}"#,
                Kind::Validation,
                "validation_failed",
            ),
            (
                400,
                r#"{"errors":["Please upgrade your plan"]}"#,
                Kind::Permission,
                "forbidden",
            ),
            (
                401,
                r#"{"errors":["Unauthorized: User not found"]}"#,
                Kind::Authentication,
                "unauthorized",
            ),
            (
                409,
                r#"{"error_type":"publish_in_progress","errors":["x"]}"#,
                Kind::PublishInProgress,
                "publish_in_progress",
            ),
            (
                409,
                r#"{"error_type":"versioning_v2_migration_required","errors":["x"]}"#,
                Kind::MigrationRequired,
                "versioning_v2_migration_required",
            ),
            (
                409,
                r#"{"errors":["base_revision_unavailable"]}"#,
                Kind::BaseRevisionUnavailable,
                "base_revision_unavailable",
            ),
            (
                409,
                r#"{"errors":["call_handling.firstMessage","voice.speed"]}"#,
                Kind::DraftConflict,
                "draft_conflict",
            ),
            (
                409,
                r#"{"errors":["conflict"],"data":{"conflict":{"latestRevision":3}}}"#,
                Kind::DraftConflict,
                "draft_conflict",
            ),
            (
                409,
                r#"{"errors":["Agent is already archived"]}"#,
                Kind::Conflict,
                "conflict",
            ),
            (
                423,
                r#"{"errors":["x"],"error_type":"config_freeze_active"}"#,
                Kind::ConfigFrozen,
                "config_freeze_active",
            ),
            (
                429,
                r#"{"error":"Rate limit exceeded","code":"RATE_LIMIT_EXCEEDED"}"#,
                Kind::RateLimit,
                "RATE_LIMIT_EXCEEDED",
            ),
            (
                502,
                "<html>Bad Gateway</html>",
                Kind::Server,
                "server_error",
            ),
            (404, "<pre>Cannot GET /x</pre>", Kind::NotFound, "not_found"),
            (418, "", Kind::Api, "api_error"),
        ] {
            let error = reply(status, body).failure();
            assert_eq!(
                (error.kind, error.code.as_str()),
                (kind, code),
                "{status} {body}"
            );
            assert_eq!(error.request_id.as_deref(), Some("req_1"));
            assert!(!error.message.contains("<"), "{}", error.message);
        }
    }

    #[test]
    fn both_bodies_of_a_draft_conflict_become_details() {
        let lean = reply(409, r#"{"errors":["voice.speed"]}"#).failure();
        assert_eq!(lean.details, serde_json::json!({"fields": ["voice.speed"]}));
        let conflict =
            r#"{"expectedRevision":1,"latestRevision":3,"diffs":[{"path":"voice.speed"}],"new":1}"#;
        let body = format!(r#"{{"errors":["voice.speed"],"data":{{"conflict":{conflict}}}}}"#);
        let rich = reply(409, &body).failure();
        assert_eq!(
            rich.details,
            serde_json::json!({
                "fields": ["voice.speed"],
                "expectedRevision": 1,
                "latestRevision": 3,
                "diffs": [{"path": "voice.speed"}],
                "data": {"conflict": serde_json::from_str::<Json>(conflict).unwrap()},
            })
        );
    }

    #[test]
    fn both_rate_limit_bodies_and_the_header_are_understood() {
        let flat = reply(429, r#"{"error":"x","retry_after":60}"#).failure();
        assert_eq!(flat.retry_after_ms, Some(60_000));
        let nested = reply(429, r#"{"message":"x","rateLimit":{"retryAfterSec":2}}"#).failure();
        assert_eq!(nested.retry_after_ms, Some(2_000));
        assert_eq!(nested.errors, ["x"]);
        let mut header = reply(429, "");
        header.retry_after_s = Some(1.5);
        assert_eq!(header.failure().retry_after_ms, Some(1_500));
        header.retry_after_s = Some(-1.0);
        assert_eq!(header.failure().retry_after_ms, None);
    }

    #[test]
    fn a_success_that_is_none_is_an_error() {
        for body in [
            "",
            "<html>login</html>",
            r#"{"status":true,"data":{"na"#,
            "[]",
            "null",
            r#"{"status":"error","data":{}}"#,
        ] {
            let error = reply(200, body).data().unwrap_err();
            assert_eq!(error.code, BAD_REPLY, "{body}");
            assert_eq!(error.status, Some(200));
        }
        let refused = reply(200, r#"{"status":false,"errors":["no"]}"#);
        assert_eq!(refused.data().unwrap_err().errors, ["no"]);
        assert_eq!(refused.accepted().unwrap_err().errors, ["no"]);
        assert!(
            reply(200, r#"{"status":true,"data":null}"#)
                .accepted()
                .is_ok()
        );
    }
}
