//! What is kept of a document that a flow may still read.

use super::json::{Json, Map};
use alloc::rc::Rc;
use alloc::vec::Vec;

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
        Json::Array(items) => {
            let mut kept = Vec::with_capacity(items.len());
            for item in items.iter() {
                kept.push(rows(item));
            }
            Json::Array(Rc::new(kept))
        }
        Json::Object(fields) => {
            let mut kept = Vec::new();
            for (name, value) in fields {
                let value = match value {
                    Json::Object(_) | Json::Array(_) if HOLDERS.contains(&&**name) => rows(value),
                    Json::Object(_) | Json::Array(_) if !PARTS.contains(&&**name) => continue,
                    value => value.clone(),
                };
                kept.push((Rc::clone(name), value));
            }
            Json::Object(Map::new(kept))
        }
        value => value.clone(),
    }
}
