//! What a refusal means: which error it is, what happened, what to do.

use super::error::Kind;
use super::json::{Json, Map, whole};
use super::search;
use super::text::decimal;
use alloc::string::String;
use alloc::vec::Vec;

/// What the platform's several failure bodies have in common.
#[derive(Default)]
pub struct Body<'a> {
    pub errors: Vec<String>,
    fields: Option<&'a Map>,
}

impl<'a> Body<'a> {
    pub fn read(document: Option<&'a Json>) -> Self {
        let mut body = Self {
            errors: Vec::new(),
            fields: document.and_then(Json::as_object),
        };
        for name in &["errors", "error", "message"] {
            match body.get(name) {
                Some(Json::Array(many)) => {
                    for one in many.iter() {
                        body.add(one);
                    }
                }
                Some(one @ Json::String(_)) => body.add(one),
                _ => continue,
            }
            break;
        }
        body
    }

    fn add(&mut self, error: &Json) {
        let mut text = String::new();
        say(&mut text, error);
        self.errors.push(text);
    }

    fn get(&self, name: &str) -> Option<&'a Json> {
        self.fields?.get(name)
    }

    /// The platform's name for the failure.
    pub fn code(&self) -> Option<&'a str> {
        let text = |name: &str| self.get(name)?.as_str();
        text("error_type").or_else(|| text("code"))
    }

    /// How long it asks to wait.
    pub fn retry_after_s(&self) -> Option<f64> {
        let flat = self.get("retry_after").and_then(Json::as_f64);
        flat.or_else(|| self.get("rateLimit")?.get("retryAfterSec")?.as_f64())
    }

    /// What it says beside that.
    pub fn data(&self) -> &'a Json {
        self.get("data").unwrap_or(&Json::Null)
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

/// What the platform calls its conflicts.
const CONFLICTS: [(&str, Kind); 7] = [
    ("versioning_v2_migration_required", Kind::MigrationRequired),
    ("base_revision_unavailable", Kind::BaseRevisionUnavailable),
    ("branch_name_exists", Kind::BranchNameExists),
    ("publish_in_progress", Kind::PublishInProgress),
    ("source_scanning", Kind::SourceScanning),
    ("no_committed_revision", Kind::NoCommittedRevision),
    ("source_has_no_commit", Kind::NoCommittedRevision),
];

/// The platform names most conflicts by type, one in its only error text, and
/// a draft's by shape alone: with what is in conflict as `data`, or as a list
/// of fields.
fn conflict(body: &Body) -> Kind {
    let code = body.code();
    let name = match body.errors.as_slice() {
        [only_error] => code.unwrap_or(only_error),
        _ => code.unwrap_or(""),
    };
    for (known, kind) in &CONFLICTS {
        if *known == name {
            return *kind;
        }
    }
    if body.data().get("conflict").is_some() || code.is_none() && are_fields(&body.errors) {
        return Kind::DraftConflict;
    }
    Kind::Conflict
}

/// Whether every text is a path such as `call_handling.firstMessage`.
fn are_fields(texts: &[String]) -> bool {
    let is_field = |text: &String| {
        let bytes = text.as_bytes();
        search::has(bytes, b'.')
            && bytes
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || search::has(b"._[]-", *byte))
    };
    !texts.is_empty() && texts.iter().all(is_field)
}

/// What a refusal of one kind means.
pub struct Meaning {
    kind: Kind,
    /// The code, where the platform sends none.
    pub code: &'static str,
    pub happened: &'static str,
    pub advice: &'static str,
}

static MEANINGS: [Meaning; 11] = [
    Meaning {
        kind: Kind::Authentication,
        code: "unauthorized",
        happened: "not signed in",
        advice: "check the key: complete, not rotated, no white space around it",
    },
    Meaning {
        kind: Kind::Permission,
        code: "forbidden",
        happened: "not allowed",
        advice: "check the key's workspace, your role and your plan",
    },
    Meaning {
        kind: Kind::NotFound,
        code: "not_found",
        happened: "not found",
        advice: "check the id and that the key belongs to its workspace",
    },
    Meaning {
        kind: Kind::Validation,
        code: "validation_failed",
        happened: "refused as invalid",
        advice: "check the ids and fields that were passed",
    },
    Meaning {
        kind: Kind::DraftConflict,
        code: "draft_conflict",
        happened: "somebody else changed the draft",
        advice: "read the draft and decide again, or merge with onConflict",
    },
    Meaning {
        kind: Kind::MigrationRequired,
        advice: "this organisation has branches now; connect with generation \"auto\" or \"branches\"",
        ..CONFLICT
    },
    Meaning {
        kind: Kind::BaseRevisionUnavailable,
        code: "base_revision_unavailable",
        ..CONFLICT
    },
    Meaning {
        kind: Kind::PublishInProgress,
        advice: "wait until it ended, or cancel it",
        ..CONFLICT
    },
    Meaning {
        kind: Kind::ConfigFrozen,
        code: "config_freeze_active",
        happened: "all config is frozen",
        advice: "try again when the freeze is over, or wait with waitOutFreeze",
    },
    Meaning {
        kind: Kind::RateLimit,
        code: "rate_limited",
        happened: "too many requests",
        advice: "wait and send fewer requests a second",
    },
    Meaning {
        kind: Kind::Server,
        code: "server_error",
        happened: "the platform failed",
        advice: "try again later; give support the request id",
    },
];

/// Of every other conflict.
const CONFLICT: Meaning = Meaning {
    kind: Kind::Conflict,
    code: "conflict",
    happened: "in conflict with the current state",
    advice: "read the current state and decide again",
};

/// Of everything else.
const OTHER: Meaning = Meaning {
    kind: Kind::Api,
    code: "api_error",
    happened: "refused",
    advice: "check baseUrl",
};

pub fn meaning(kind: Kind) -> &'static Meaning {
    for meaning in &MEANINGS {
        if meaning.kind == kind {
            return meaning;
        }
    }
    if kind.is_conflict() {
        &CONFLICT
    } else {
        &OTHER
    }
}
