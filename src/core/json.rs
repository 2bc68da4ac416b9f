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

/// An object's text with one more field, at its front. What stands in it
/// already under that name wins.
pub fn with_number(object: &str, name: &str, number: u64) -> String {
    let fields = object.trim_start().strip_prefix('{').unwrap_or_default();
    let comma = if fields.trim_start().starts_with('}') {
        ""
    } else {
        ","
    };
    format!("{{\"{name}\":{number}{comma}{fields}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_joins_an_object_that_stays_as_it_is() {
        let patch = r#" {"a": {"b": 1.0}}"#;
        let joined = with_number(patch, "expectedRevision", 3);
        assert_eq!(joined, r#"{"expectedRevision":3,"a": {"b": 1.0}}"#);
        assert_eq!(with_number("{ }", "n", 1), r#"{"n":1 }"#);
    }
}
