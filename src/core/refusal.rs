//! What a refusal means: which error it is, what happened, what to do.

use super::error::Kind;
use super::json::{Json, whole};
use super::search;
use super::text::decimal;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::string::ToString;
use alloc::vec::Vec;

/// What the platform's several failure bodies have in common.
#[derive(Default)]
pub struct Body {
    pub errors: Vec<String>,
    pub code: Option<String>,
    pub retry_after_s: Option<f64>,
    pub data: Json,
}

impl Body {
    pub fn read(document: Option<&Json>) -> Self {
        let Some(Json::Object(fields)) = document else {
            return Self::default();
        };
        let mut errors = Vec::new();
        for name in ["errors", "error", "message"] {
            match fields.get(name) {
                Some(Json::String(one)) => errors.push(one.to_string()),
                Some(Json::Array(many)) => {
                    for one in many.iter() {
                        let mut text = String::new();
                        say(&mut text, one);
                        errors.push(text);
                    }
                }
                _ => continue,
            }
            break;
        }
        let text_field = |name: &str| fields.get(name).and_then(Json::as_str).map(str::to_owned);
        Self {
            errors,
            code: text_field("error_type").or_else(|| text_field("code")),
            retry_after_s: fields
                .get("retry_after")
                .and_then(Json::as_f64)
                .or_else(|| {
                    fields
                        .get("rateLimit")
                        .and_then(|limit| limit.get("retryAfterSec"))
                        .and_then(Json::as_f64)
                }),
            data: fields.get("data").cloned().unwrap_or_default(),
        }
    }
}

/// Appends an error text; the platform says some in parts.
fn say(text: &mut String, error: &Json) {
    let mut between = "";
    match error {
        Json::String(said) => text.push_str(said),
        Json::Bool(true) => text.push_str("true"),
        Json::Bool(false) => text.push_str("false"),
        Json::Number(number) => match whole(*number) {
            Some(number) => {
                if number < 0 {
                    text.push('-');
                }
                text.push_str(&decimal(number.unsigned_abs()));
            }
            None => text.push_str("a number"),
        },
        Json::Null => text.push_str("null"),
        Json::Array(items) => {
            for item in items.iter() {
                text.push_str(between);
                say(text, item);
                between = ", ";
            }
        }
        Json::Object(fields) => {
            for (name, value) in fields {
                text.push_str(between);
                text.push_str(name);
                text.push_str(": ");
                say(text, value);
                between = ", ";
            }
        }
    }
}

pub fn kind(status: u16, body: &Body) -> Kind {
    let says = |text: &str| {
        body.errors
            .iter()
            .any(|error| search::contains(error, text))
    };
    match status {
        // The platform's way of saying that an agent does not exist.
        400 if says("no agent found") || says("agent not found") => Kind::NotFound,
        // A plan gate answers 400, not 403.
        400 if says("upgrade") && says("plan") => Kind::Permission,
        400 | 422 => Kind::Validation,
        401 => Kind::Authentication,
        403 => Kind::Permission,
        404 => Kind::NotFound,
        409 => conflict(body),
        423 => Kind::ConfigFrozen,
        429 => Kind::RateLimit,
        500..=599 => Kind::Server,
        _ => Kind::Api,
    }
}

/// The platform names most conflicts by type, one in its only error text, and
/// a draft's by shape alone: with what is in conflict as `data`, or as a list
/// of fields.
fn conflict(body: &Body) -> Kind {
    let only_error = match body.errors.as_slice() {
        [error] => error,
        _ => "",
    };
    match body.code.as_deref().unwrap_or(only_error) {
        "versioning_v2_migration_required" => Kind::MigrationRequired,
        "base_revision_unavailable" => Kind::BaseRevisionUnavailable,
        "branch_name_exists" => Kind::BranchNameExists,
        "publish_in_progress" => Kind::PublishInProgress,
        "source_scanning" => Kind::SourceScanning,
        "no_committed_revision" | "source_has_no_commit" => Kind::NoCommittedRevision,
        _ if body.data.get("conflict").is_some() => Kind::DraftConflict,
        _ if body.code.is_none() && are_fields(&body.errors) => Kind::DraftConflict,
        _ => Kind::Conflict,
    }
}

/// Whether every text is a path such as `call_handling.firstMessage`.
fn are_fields(texts: &[String]) -> bool {
    let is_field = |text: &String| {
        let bytes = text.as_bytes();
        bytes.contains(&b'.')
            && bytes
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || b"._[]-".contains(byte))
    };
    !texts.is_empty() && texts.iter().all(is_field)
}

pub fn default_code(kind: Kind) -> &'static str {
    match kind {
        Kind::Authentication => "unauthorized",
        Kind::Permission => "forbidden",
        Kind::NotFound => "not_found",
        Kind::Validation => "validation_failed",
        Kind::DraftConflict => "draft_conflict",
        Kind::BaseRevisionUnavailable => "base_revision_unavailable",
        Kind::ConfigFrozen => "config_freeze_active",
        kind if kind.is_conflict() => "conflict",
        Kind::RateLimit => "rate_limited",
        Kind::Server => "server_error",
        _ => "api_error",
    }
}

pub fn happened(kind: Kind) -> &'static str {
    match kind {
        Kind::Authentication => "not signed in",
        Kind::Permission => "not allowed",
        Kind::NotFound => "not found",
        Kind::Validation => "refused as invalid",
        Kind::ConfigFrozen => "all config is frozen",
        Kind::DraftConflict => "somebody else changed the draft",
        kind if kind.is_conflict() => "in conflict with the current state",
        Kind::RateLimit => "too many requests",
        Kind::Server => "the platform failed",
        _ => "refused",
    }
}

pub fn advice(kind: Kind) -> &'static str {
    match kind {
        Kind::Authentication => "check the key: complete, not rotated, no white space around it",
        Kind::Permission => "check the key's workspace, your role and your plan",
        Kind::NotFound => "check the id and that the key belongs to its workspace",
        Kind::Validation => "correct the named fields and call again",
        Kind::MigrationRequired => {
            "this organisation has branches now; connect with generation \"auto\" or \"branches\""
        }
        Kind::ConfigFrozen => "try again when the freeze is over, or wait with waitOutFreeze",
        Kind::DraftConflict => "read the draft and decide again, or merge with onConflict",
        Kind::PublishInProgress => "wait until it ended, or cancel it",
        kind if kind.is_conflict() => "read the current state and decide again",
        Kind::RateLimit => "wait and send fewer requests a second",
        Kind::Server => "try again later; give support the request id",
        _ => "check the base url",
    }
}
