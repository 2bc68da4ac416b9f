//! JSON as it is written: everything goes through one serializer, which is
//! compiled once.

use serde::Serialize;
use serde_json::{Map, Value};

/// The text of a value.
pub fn text(value: &impl Serialize) -> String {
    // What is written here has string keys and finite numbers: it cannot fail.
    serde_json::to_string(value).unwrap_or_default()
}

/// The text of an object of strings. Those that are missing are left out.
pub fn object(fields: &[(&str, Option<&str>)]) -> String {
    let mut object = Map::new();
    for (name, value) in fields {
        if let Some(value) = *value {
            object.insert((*name).to_owned(), value.into());
        }
    }
    text(&Value::Object(object))
}

/// The same document as a value. Through its text, for the same reason.
pub fn value(value: &impl Serialize) -> Value {
    serde_json::from_str(&text(value)).unwrap_or_default()
}
