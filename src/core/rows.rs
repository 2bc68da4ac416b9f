//! What is kept of a document that a flow may still read.

use super::json::{Json, Map};
use std::rc::Rc;

/// What holds rows, or one.
const HOLDERS: [&str; 9] = [
    "data",
    "branch",
    "branches",
    "drafts",
    "latest",
    "revision",
    "revisions",
    "version",
    "versions",
];
/// What a row holds that decisions are made on.
const PARTS: [&str; 2] = ["securityCheck", "pendingPublish"];

/// A document without configs: rows, with their texts and numbers.
pub fn rows(document: &Json) -> Json {
    match document {
        Json::Array(items) => Json::Array(Rc::new(items.iter().map(rows).collect())),
        Json::Object(fields) => {
            let kept = fields.iter().filter_map(|(name, value)| {
                let value = match value {
                    Json::Object(_) | Json::Array(_) if HOLDERS.contains(&&**name) => rows(value),
                    Json::Object(_) | Json::Array(_) if !PARTS.contains(&&**name) => return None,
                    value => value.clone(),
                };
                Some((Rc::clone(name), value))
            });
            Json::Object(Map::new(kept.collect()))
        }
        value => value.clone(),
    }
}
