//! Documents that nobody foresaw, made of the names that are looked for.

use proptest::prelude::*;
use serde_json::{Map, Value};

const NAMES: &[&str] = &[
    "_id",
    "_resolvedConfig",
    "activeVersionId",
    "branch",
    "branches",
    "code",
    "conflict",
    "data",
    "diffs",
    "draftId",
    "error",
    "error_type",
    "errors",
    "language",
    "latest",
    "message",
    "name",
    "pendingPublish",
    "rateLimit",
    "retryAfterSec",
    "retry_after",
    "revision",
    "revisions",
    "securityCheck",
    "sections",
    "state",
    "status",
    "switching",
    "total",
    "version",
    "versions",
];

const WORDS: &[&str] = &[
    "",
    "Agent not found",
    "base_revision_unavailable",
    "passed",
    "published",
    "scanning",
    "upgrade your plan",
    "voice.speed",
];

/// Any text, the words of the platform often.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(WORDS).prop_map(str::to_owned),
        any::<String>(),
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(NAMES).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

/// Any JSON.
pub fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            fields_of(inner).prop_map(Value::from),
        ]
    })
}

/// Any JSON object.
pub fn object() -> impl Strategy<Value = Map<String, Value>> {
    fields_of(json())
}

fn fields_of(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Map<String, Value>> {
    prop::collection::vec((name(), value), 0..6).prop_map(|fields| fields.into_iter().collect())
}
