//! JSON documents: cheap to clone, read by name, parsed and written by whoever
//! hosts the core.
//!
//! A page has a JSON parser that it need not download, so the core brings
//! none: [`parse`] and [`text`] go through the [`Host`] that was set, and
//! natively through `serde_json`.

mod interop;
mod map;
mod serializer;
mod value;

pub use map::Map;
pub use value::Json;

use serde::Serialize;
use std::sync::OnceLock;

/// How deep a document may be nested: what is read here is read by recursion.
pub const MAX_DEPTH: usize = 127;

/// Parses and writes JSON.
#[derive(Clone, Copy)]
pub struct Host {
    /// `None` for what is no JSON, or nested deeper than [`MAX_DEPTH`].
    pub parse: fn(&str) -> Option<Json>,
    /// The text of a document.
    pub write: fn(&Json) -> String,
}

static HOST: OnceLock<Host> = OnceLock::new();

/// Sets who parses and writes. The first one stays.
pub fn set_host(host: Host) {
    let _ = HOST.set(host);
}

#[cfg(not(target_arch = "wasm32"))]
fn host() -> Host {
    *HOST.get_or_init(|| Host {
        parse: |text| serde_json::from_str(text).ok(),
        write: |json| serde_json::to_string(json).unwrap_or_default(),
    })
}

#[cfg(target_arch = "wasm32")]
fn host() -> Host {
    HOST.get().copied().unwrap_or(Host {
        parse: |_| None,
        write: |_| String::new(),
    })
}

/// The document that a text holds.
pub fn parse(text: &str) -> Option<Json> {
    (host().parse)(text)
}

/// The text of a value.
pub fn text(value: &impl Serialize) -> String {
    (host().write)(&self::value(value))
}

/// A value as a document.
pub fn value(value: &impl Serialize) -> Json {
    // What is written here has names and finite numbers: it cannot fail.
    value.serialize(serializer::Writer).unwrap_or_default()
}

/// The text of an object of strings. Those that are missing are left out.
pub fn object(fields: &[(&str, Option<&str>)]) -> String {
    let mut object = Map::default();
    for (name, value) in fields {
        if let Some(value) = *value {
            object.insert(name, value.into());
        }
    }
    text(&Json::Object(object))
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

/// A document, spelled out.
#[cfg(test)]
macro_rules! json {
    ($($json:tt)*) => { $crate::core::json::Json::from(::serde_json::json!($($json)*)) };
}
#[cfg(test)]
pub(crate) use json;

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
