//! JSON documents: cheap to clone, read by name, parsed and written by whoever
//! drives the core.
//!
//! A page has a JSON parser that it need not download, so the core brings
//! none: documents come and go as the bytes of [`wire`].

mod interop;
mod map;
mod object;
mod value;
pub mod wire;

pub use interop::{parse, text};
pub use map::Map;
pub use object::{Object, ToJson};
pub use value::{Json, whole};

/// How deep a document may be nested: what is read here is read by recursion.
pub const MAX_DEPTH: usize = 127;

/// A value as a document.
pub fn value(value: &(impl ToJson + ?Sized)) -> Json {
    value.to_json()
}

/// An object of strings. Those that are missing are left out.
pub fn object(fields: &[(&str, Option<&str>)]) -> Json {
    let mut object = Object::default();
    for (name, value) in fields {
        object.add_some(name, value);
    }
    object.end()
}

/// An object with one more field, unless it has one of that name.
pub fn with_default(object: &Json, name: &str, value: Json) -> Json {
    match object {
        Json::Object(fields) if !fields.contains_key(name) => {
            let mut fields = fields.clone();
            fields.insert(name, value);
            Json::Object(fields)
        }
        other => other.clone(),
    }
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
    fn a_default_joins_an_object_that_has_none() {
        let patch = json!({"a": 1});
        let joined = with_default(&patch, "n", 3_u64.into());
        assert_eq!(joined, json!({"a": 1, "n": 3}));
        assert_eq!(with_default(&joined, "n", 4_u64.into()), joined);
        assert_eq!(patch, json!({"a": 1}));
    }
}
