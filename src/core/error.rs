//! One error for everything that can go wrong, told apart by [`Kind`] and a stable code.

use super::search;
use super::text::{decimal, fill};
use crate::core::json::{Json, Map, Object, ToJson};
use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::{Deref, DerefMut};

/// What stands in a secret's place.
const REDACTED: &str = "[redacted]";

/// The code of a whole call that ran out of time.
pub const DEADLINE: &str = "deadline_exceeded";

/// Which JavaScript class an error becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `InputError`: refused before any request was sent.
    Input,
    /// `NetworkError`: no complete reply came back.
    Network,
    /// `TimeoutError`: an attempt or a deadline ran out.
    Timeout,
    /// `AbortError`: the caller's signal fired.
    Abort,
    /// `ApiError` without a closer class.
    Api,
    /// `AuthenticationError`: 401.
    Authentication,
    /// `PermissionError`: 403, or a plan that does not include the feature.
    Permission,
    /// `NotFoundError`: 404, and the platform's 400 `No agent found`.
    NotFound,
    /// `ValidationError`: 400 or 422.
    Validation,
    /// `ConflictError`: 409 or 423 without a closer class.
    Conflict,
    /// `MigrationRequiredError`: a call of the versions generation where
    /// branches serve.
    MigrationRequired,
    /// `DraftConflictError`: the draft changed since it was read.
    DraftConflict,
    /// `BaseRevisionUnavailableError`: the draft has no such revision.
    BaseRevisionUnavailable,
    /// `BranchNameExistsError`: the agent has a branch of that name.
    BranchNameExists,
    /// `PublishInProgressError`: the branch publishes or restores already.
    PublishInProgress,
    /// `SourceScanningError`: the source's security check has not ended.
    SourceScanning,
    /// `NoCommittedRevisionError`: the branch has nothing that could serve.
    NoCommittedRevision,
    /// `ConfigFrozenError`: 423, a freeze of all config.
    ConfigFrozen,
    /// `RateLimitError`: 429.
    RateLimit,
    /// `ServerError`: 5xx.
    Server,
    /// `OutcomeUnknownError`: whether a write that must not happen twice took
    /// place is not known.
    OutcomeUnknown,
    /// `SecurityCheckFailedError`: the platform refused the version.
    SecurityCheckFailed,
    /// `ReleaseError`: a lifecycle call stopped at a step; `cause` says why.
    Release,
}

/// What happened, and what to do. Boxed, so that a result costs a pointer.
#[derive(Debug, Clone, PartialEq)]
pub struct Error(Box<Parts>);

impl Deref for Error {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl DerefMut for Error {
    fn deref_mut(&mut self) -> &mut Parts {
        &mut self.0
    }
}

/// What an [`Error`] consists of.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// Which class of error this is.
    pub kind: Kind,
    /// Stable, machine-readable: the platform's `error_type` where it sends one.
    pub code: String,
    /// Lower case: what happened, what to do.
    pub message: String,
    /// The HTTP status, where there was a reply.
    pub status: Option<u16>,
    /// The platform's own error texts.
    pub errors: Vec<String>,
    /// The reply's `x-request-id`: what support asks for.
    pub request_id: Option<String>,
    /// How long the platform asked to wait, in milliseconds.
    pub retry_after_ms: Option<u64>,
    /// Facts for programs: ids, steps, values that differ.
    pub details: Json,
    /// What led to this one.
    pub cause: Option<Error>,
}

impl Kind {
    /// Its name, as JavaScript is told it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Input => "Input",
            Self::Network => "Network",
            Self::Timeout => "Timeout",
            Self::Abort => "Abort",
            Self::Api => "Api",
            Self::Authentication => "Authentication",
            Self::Permission => "Permission",
            Self::NotFound => "NotFound",
            Self::Validation => "Validation",
            Self::Conflict => "Conflict",
            Self::MigrationRequired => "MigrationRequired",
            Self::DraftConflict => "DraftConflict",
            Self::BaseRevisionUnavailable => "BaseRevisionUnavailable",
            Self::BranchNameExists => "BranchNameExists",
            Self::PublishInProgress => "PublishInProgress",
            Self::SourceScanning => "SourceScanning",
            Self::NoCommittedRevision => "NoCommittedRevision",
            Self::ConfigFrozen => "ConfigFrozen",
            Self::RateLimit => "RateLimit",
            Self::Server => "Server",
            Self::OutcomeUnknown => "OutcomeUnknown",
            Self::SecurityCheckFailed => "SecurityCheckFailed",
            Self::Release => "Release",
        }
    }

    /// Whether its class is `ConflictError` or below it.
    pub fn is_conflict(self) -> bool {
        matches!(
            self,
            Self::Conflict
                | Self::MigrationRequired
                | Self::DraftConflict
                | Self::BaseRevisionUnavailable
                | Self::BranchNameExists
                | Self::PublishInProgress
                | Self::SourceScanning
                | Self::NoCommittedRevision
                | Self::ConfigFrozen
        )
    }
}

impl Error {
    /// An error with nothing but its class, code and message.
    pub fn new(kind: Kind, code: &str, message: impl Into<String>) -> Self {
        Self::made(kind, code, message.into())
    }

    /// Once, whatever the message comes as.
    #[inline(never)]
    fn made(kind: Kind, code: &str, message: String) -> Self {
        Self(Box::new(Parts {
            kind,
            code: code.to_owned(),
            message,
            status: None,
            errors: Vec::new(),
            request_id: None,
            retry_after_ms: None,
            details: Json::Null,
            cause: None,
        }))
    }

    /// An argument that was refused before any request.
    pub fn input(message: impl Into<String>) -> Self {
        Self::new(Kind::Input, "invalid_input", message)
    }

    /// No complete reply came back.
    pub fn network(message: impl Into<String>) -> Self {
        Self::new(Kind::Network, "network_failed", message)
    }

    /// The caller's `auth` failed.
    pub fn auth_failed(why: &str) -> Self {
        Self::new(
            Kind::Authentication,
            "auth_failed",
            fill("auth() gave no token: {}", &[why]),
        )
    }

    /// An attempt that got no complete reply in time.
    pub fn attempt_timeout(timeout_ms: u64) -> Self {
        Self::new(
            Kind::Timeout,
            "timeout",
            fill(
                "no complete reply within {} ms; raise timeoutMs or check the host",
                &[&decimal(timeout_ms)],
            ),
        )
    }

    /// The deadline of a whole call.
    pub fn deadline(what: &str, deadline_ms: u64) -> Self {
        Self::new(
            Kind::Timeout,
            DEADLINE,
            fill(
                "{} did not end within {} ms; raise deadlineMs",
                &[what, &decimal(deadline_ms)],
            ),
        )
    }

    /// A list whose reply holds none.
    pub fn bad_page(field: &str) -> Self {
        Self::new(
            Kind::Api,
            super::reply::BAD_REPLY,
            fill(
                "the reply holds no list of {}; something between here and the platform may have answered",
                &[field],
            ),
        )
    }

    /// The caller's signal fired.
    pub fn aborted() -> Self {
        Self::new(Kind::Abort, "aborted", "aborted by the caller's signal")
    }

    /// A write that must not happen twice failed in a way that leaves open
    /// whether it happened.
    pub fn outcome_unknown(advice: &str, cause: Self) -> Self {
        let mut error = Self::new(
            Kind::OutcomeUnknown,
            "outcome_unknown",
            fill(
                "whether it took place is unknown ({}); {}",
                &[&cause.message, advice],
            ),
        );
        error.status = cause.status;
        error.request_id.clone_from(&cause.request_id);
        error.cause = Some(cause);
        error
    }

    /// Adds a fact for programs.
    pub fn with_detail(mut self, name: &str, value: impl Into<Json>) -> Self {
        self.add_detail(name, value.into());
        self
    }

    fn add_detail(&mut self, name: &str, value: Json) {
        if self.details.is_null() {
            self.details = Json::Object(Map::default());
        }
        if let Json::Object(details) = &mut self.details {
            details.insert(name, value);
        }
    }

    /// Replaces every occurrence of a secret, causes included.
    pub fn redact(&mut self, secret: &str) {
        // A shorter secret would tear holes into ordinary words.
        if secret.len() < 4 {
            return;
        }
        self.replace(secret);
        // As it stands in JSON that a message quotes: a key is printable ASCII.
        let escaped = search::replace(secret, "\\", "\\\\");
        let escaped = search::replace(&escaped, "\"", "\\\"");
        if escaped != secret {
            self.replace(&escaped);
        }
    }

    fn replace(&mut self, secret: &str) {
        let clean = |text: &mut String| {
            *text = search::replace(text, secret, REDACTED);
        };
        clean(&mut self.code);
        clean(&mut self.message);
        self.errors.iter_mut().for_each(clean);
        self.request_id.iter_mut().for_each(clean);
        self.details = redacted(&self.details, secret);
        if let Some(cause) = &mut self.cause {
            cause.replace(secret);
        }
    }
}

impl ToJson for Error {
    fn to_json(&self) -> Json {
        let mut object = Object::default();
        object.add("kind", self.kind.name());
        object.add("code", &self.code);
        object.add("message", &self.message);
        object.add_some("status", &self.status);
        if !self.errors.is_empty() {
            object.add("errors", &self.errors);
        }
        object.add_some("requestId", &self.request_id);
        object.add_some("retryAfterMs", &self.retry_after_ms);
        object.add_some("details", &self.details);
        object.add_some("cause", &self.cause);
        object.end()
    }
}

fn redacted(value: &Json, secret: &str) -> Json {
    match value {
        Json::String(text) => search::replace(text, secret, REDACTED).into(),
        Json::Array(items) => {
            let mut clean = Vec::with_capacity(items.len());
            for item in items.iter() {
                clean.push(redacted(item, secret));
            }
            Json::Array(Rc::new(clean))
        }
        Json::Object(fields) => {
            let mut clean = Vec::with_capacity(fields.len());
            for (name, value) in fields {
                // A document that names a field so is not worth telling apart.
                if search::contains(name, secret) {
                    return REDACTED.into();
                }
                clean.push((Rc::clone(name), redacted(value, secret)));
            }
            Json::Object(Map::new(clean))
        }
        value => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::json::json;

    #[test]
    fn redaction_reaches_every_text() {
        let key = "sk_live_0123";
        let mut error = Error::new(Kind::Api, "bad sk_live_0123", "key sk_live_0123 refused")
            .with_detail("sent", json!({"headers": ["Bearer sk_live_0123"], "n": 1}));
        error.errors.push("sk_live_0123".into());
        error.cause = Some(Error::network("sent sk_live_0123"));
        error.redact(key);
        let all = serde_json::to_string(&error).unwrap();
        assert!(!all.contains(key), "{all}");
        assert!(all.contains("[redacted]"));
    }

    #[test]
    fn redaction_reaches_names_and_quoted_json() {
        let mut error = Error::network(r#"sent {"key":"a\"bcd"}"#)
            .with_detail("data", json!({"a\"bcd": {"xa\"bcdx": 1}}));
        error.redact("a\"bcd");
        assert_eq!(error.message, r#"sent {"key":"[redacted]"}"#);
        assert_eq!(error.details, json!({"data": "[redacted]"}));
    }

    #[test]
    fn a_tiny_secret_does_not_tear_the_message() {
        let mut error = Error::input("agentId must be a string");
        error.redact("a");
        assert_eq!(error.message, "agentId must be a string");
    }
}
